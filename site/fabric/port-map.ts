import type { FabricDesign } from "./design.ts";

/** A switch by its number, from 1, and a port of it. */
export interface SwitchPort {
  readonly switch: number;
  readonly port: number;
}

/** A rack that is cabled: by where it stands in its unit, and by what of its wiring it uses. */
export interface CabledRack {
  /** The unit's number in the fabric, and the rack's in the unit: from 0. */
  readonly unit: number;
  readonly rack: number;
  readonly nodes: number;
  /** Its ports into each plane. */
  readonly ports: number;
}

/** A link from a port of a node to a leaf. */
export interface RackLink {
  /** The node's number in its rack, and the port's number in its node: from 1. */
  readonly node: number;
  readonly port: number;
  readonly rail: number;
  readonly plane: number;
  readonly leaf: SwitchPort;
}

/**
 * The links of a rack. Ports of a node go round the rails, and nothing counts but where the rack stands: who comes or goes
 * elsewhere changes no cable of it.
 */
export function rackLinks(design: FabricDesign, rack: CabledRack): RackLink[] {
  const { rails, planes, portsPerRack } = design.rules;
  const portsPerNode = rack.ports / rack.nodes;
  const perNodeAndRail = portsPerNode / rails;
  const firstSlot = (rack.rack * portsPerRack) / rails;
  return Array.from({ length: rack.nodes * portsPerNode * planes }, (_, index) => {
    const plane = index % planes;
    const port = Math.floor(index / planes) % portsPerNode;
    const node = Math.floor(index / planes / portsPerNode);
    const rail = port % rails;
    const slot = firstSlot + node * perNodeAndRail + Math.floor(port / rails);
    const at = { unit: rack.unit, plane, rail, slot };
    return { node: node + 1, port: port + 1, rail: rail + 1, plane: plane + 1, leaf: leafPort(design, at) };
  });
}

/** The ports of fabric managers: the last of each rail in the first plane of the last unit, rail by rail. */
export function managerLinks(design: FabricDesign): SwitchPort[] {
  const { rails, units, managerPorts } = design.rules;
  const last = design.leavesPerRail * design.downlinks - 1;
  return Array.from({ length: managerPorts }, (_, index) =>
    leafPort(design, {
      unit: units - 1,
      plane: 0,
      rail: index % rails,
      slot: last - Math.floor(index / rails),
    }),
  );
}

/** A leaf's place: its unit, plane and rail from 0, and its number from 0 among those of the same. */
export function leafPlace(design: FabricDesign, leaf: number) {
  const { leavesPerUnit, leavesPerRail } = design;
  const inUnit = (leaf - 1) % leavesPerUnit;
  const group = Math.floor(inUnit / leavesPerRail);
  return {
    unit: Math.floor((leaf - 1) / leavesPerUnit),
    plane: Math.floor(group / design.rules.rails),
    rail: group % design.rules.rails,
    inRail: inUnit % leavesPerRail,
  };
}

function leafPort(
  design: FabricDesign,
  { unit, plane, rail, slot }: Readonly<Record<"unit" | "plane" | "rail" | "slot", number>>,
): SwitchPort {
  const { leavesPerUnit, leavesPerRail, downlinks, rules } = design;
  const group = plane * rules.rails + rail;
  const leaf = unit * leavesPerUnit + group * leavesPerRail + Math.floor(slot / downlinks);
  return { switch: leaf + 1, port: (slot % downlinks) + 1 };
}

/** A link between two switches, from the lower to the upper. */
export interface SwitchLink {
  readonly lower: SwitchPort;
  readonly upper: SwitchPort;
}

/** The links of a leaf to the spines of its pod: its uplinks in order, as many to each spine. */
export function leafUplinks(design: FabricDesign, leaf: number): SwitchLink[] {
  if (design.tiers === 1) return [];
  const { unit, plane, rail, inRail } = leafPlace(design, leaf);
  const { linksPerSpine, spinesPerPod, unitsPerPod, pods, leavesPerRail, downlinks, uplinks } = design;
  const pod = Math.floor(unit / unitsPerPod);
  const inPod = ((unit % unitsPerPod) * design.rules.rails + rail) * leavesPerRail + inRail;
  return Array.from({ length: uplinks }, (_, uplink) => {
    const spine = (plane * pods + pod) * spinesPerPod + Math.floor(uplink / linksPerSpine);
    return {
      lower: { switch: leaf, port: downlinks + uplink + 1 },
      upper: { switch: spine + 1, port: inPod * linksPerSpine + (uplink % linksPerSpine) + 1 },
    };
  });
}

/** The links of a spine to the cores of its group; none where there are no cores. */
export function spineUplinks(design: FabricDesign, spine: number): SwitchLink[] {
  const { spinesPerPod, pods, coresPerGroup, linksPerCore, spineDownlinks } = design;
  const inPod = (spine - 1) % spinesPerPod;
  const pod = Math.floor((spine - 1) / spinesPerPod) % pods;
  const plane = Math.floor((spine - 1) / spinesPerPod / pods);
  return Array.from({ length: design.spineUplinks }, (_, uplink) => {
    const core = (plane * spinesPerPod + inPod) * coresPerGroup + Math.floor(uplink / linksPerCore);
    return {
      lower: { switch: spine, port: spineDownlinks + uplink + 1 },
      upper: { switch: core + 1, port: pod * linksPerCore + (uplink % linksPerCore) + 1 },
    };
  });
}
