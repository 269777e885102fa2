import { fabricRules } from "../schema/fabric.ts";
import type { FabricDocument, RackType, SiteDocument, Zone } from "../schema/site-document.ts";
import { designFabric, type FabricDesign } from "./design.ts";
import type { Geometry } from "./lengths.ts";
import { designTorus, portsPerCube, type TorusDesign } from "./torus.ts";

/** What the switches of a fabric follow from; undefined where it states only how many there are. */
export function designOf(fabric: FabricDocument): FabricDesign | undefined {
  const rules = fabricRules(fabric);
  const found = rules && designFabric(rules);
  return found !== undefined && "design" in found ? found.design : undefined;
}

/** What the optical circuit switches of a fabric of TPU cubes follow from. */
export function torusOf({ torus }: FabricDocument): TorusDesign | undefined {
  if (torus === undefined) return undefined;
  const { cubes, switchPorts, sparePorts } = torus;
  const found = designTorus({ cubes: cubes.value, switchPorts: switchPorts.value, sparePorts });
  return "design" in found ? found.design : undefined;
}

/** A zone that a fabric reaches, with the number in the fabric, from 0, of its first scalable unit. */
export interface ReachedZone {
  readonly zone: Zone;
  readonly positions: number;
  readonly positionsPerRow: number;
  readonly firstUnit: number;
  readonly units: number;
  /** The number in the fabric, from 0, of its first position. */
  readonly firstPosition: number;
}

/**
 * The zones of a fabric with their units, in the order in which the fabric names them. A unit is of one zone: what is named
 * last may be added to without any other unit's number changing.
 */
export function reachedZones(
  document: Pick<SiteDocument, "zones">,
  { zones, scalableUnit }: FabricDocument,
): ReachedZone[] {
  let [firstUnit, firstPosition] = [0, 0];
  return zones.flatMap((name) => {
    const zone = document.zones.find((candidate) => candidate.name === name);
    if (zone === undefined) return [];
    const positionsPerRow = zone.ai?.positionsPerRow.value ?? 1;
    const positions = (zone.ai?.rows.value ?? 0) * positionsPerRow;
    const units = Math.ceil(positions / scalableUnit.value);
    const reached = { zone, positions, positionsPerRow, firstUnit, units, firstPosition };
    firstUnit += units;
    firstPosition += positions;
    return [reached];
  });
}

/** Leaf ports that racks may take of a fabric: those of its leaves, but for its managers'. */
export function leafPorts(fabric: FabricDocument): number {
  return fabric.leaves.count.value * fabric.leaves.downlinks.value - (fabric.design?.managerPorts ?? 0);
}

/** Leaf ports that a rack of a type takes of a fabric: its own, into each plane. */
export function leafPortsOf({ design }: FabricDocument, { fabric: needs }: RackType): number {
  return (needs?.ports.value ?? 0) * (design?.planes ?? 1);
}

/** Why a rack of a type cannot be cabled to a fabric as it is wired; undefined where it can, or takes no fabric. */
export function cablingProblem(
  fabric: FabricDocument,
  { name, fabric: needs, nodes }: RackType,
): string | undefined {
  if (needs === undefined) return undefined;
  const ports = needs.ports.value;
  if (fabric.torus !== undefined) {
    return ports === portsPerCube
      ? undefined
      : `a ${name} rack has ${ports} fabric ports, a cube of fabric "${fabric.name}" has ${portsPerCube}`;
  }
  if (fabric.design === undefined) return undefined;
  const { portsPerRack, rails } = fabric.design;
  if (ports > portsPerRack.value) {
    return `a ${name} rack takes ${ports} leaf ports, fabric "${fabric.name}" is wired for ${portsPerRack.value} a rack`;
  }
  const perNode = ports / cabledNodes(nodes.value);
  return Number.isInteger(perNode / rails)
    ? undefined
    : `a ${name} rack has ${Math.round(perNode * 100) / 100} fabric ports a node, which are not spread evenly over the ${rails} rails of fabric "${fabric.name}"`;
}

/** A rack without nodes of its own, such as storage, is cabled as one. */
export function cabledNodes(nodes: number): number {
  return Math.max(1, nodes);
}

/** How far things stand apart, as the fabric states it. Defaults: an ORV3 rack's width, a rack and two aisles, two meters of slack. */
export function geometryOf({ design, torus }: FabricDocument): Geometry {
  const stated = design?.cabling ?? torus?.cabling;
  return {
    positionWidth: stated?.positionWidth?.value.metres ?? 0.6,
    rowPitch: stated?.rowPitch?.value.metres ?? 3,
    slack: stated?.slack?.value.metres ?? 2,
    betweenZones: stated?.betweenZones?.value.metres ?? 50,
  };
}
