import type { Day } from "../day.ts";
import type { Interconnect, PowerNode, SiteDocument, Zone } from "../schema/site-document.ts";
import { Power } from "../units/index.ts";
import { continuousCapacity, type PowerTree } from "./tree.ts";

/**
 * One inequality that must hold on every day: the gross loads of zones, each times its share, are at most a
 * capacity. Power nodes, single losses and load approvals all take this form, so that checking a site and placing
 * a tenant use the same rules.
 */
export interface PowerLimit {
  /** The node or interconnect that the limit is about. */
  readonly at: string;
  readonly kind: "continuous-rating" | "load-approval";
  /** What is out of service, in words: `all in service`, `1 of 8 units lost`, `path A lost at mt-1`. */
  readonly scenario: string;
  /** Zone name → the share of its gross load that this element then carries. */
  readonly shares: ReadonlyMap<string, number>;
  capacityOn(day: Day): Power;
}

/** Every limit of a site: normal operation, each single loss that can matter, and the load approvals. */
export function powerLimits(document: SiteDocument, tree: PowerTree): readonly PowerLimit[] {
  const users = zonesByNode(document.zones, tree);
  const nodes = document.power.flatMap((node) => nodeLimits(node, users.get(node.name) ?? [], tree));
  return [
    ...nodes,
    ...document.interconnects.map((interconnect) => approvalLimit(interconnect, document, tree)),
  ];
}

/** The load that an approval allows on a day: the latest one that has begun, and nothing before the first. */
export function approvedLoad(interconnect: Interconnect, on: Day): Power {
  let inForce: Interconnect["approvals"][number] | undefined;
  for (const approval of interconnect.approvals) {
    if (approval.from <= on && (inForce === undefined || approval.from >= inForce.from)) inForce = approval;
  }
  return inForce?.load.value ?? Power.zero;
}

interface Use {
  readonly zone: Zone;
  readonly path: "A" | "B";
}

function zonesByNode(zones: readonly Zone[], tree: PowerTree): Map<string, Use[]> {
  const users = new Map<string, Use[]>();
  for (const zone of zones) {
    for (const path of tree.paths(zone)) {
      for (const node of tree.chain(zone, path)) {
        const list = users.get(node.name);
        if (list === undefined) users.set(node.name, [{ zone, path }]);
        else list.push({ zone, path });
      }
    }
  }
  return users;
}

function nodeLimits(node: PowerNode, uses: readonly Use[], tree: PowerTree): PowerLimit[] {
  if (uses.length === 0) return [];
  const full = continuousCapacity(node);
  const normal = new Map(uses.map(({ zone }) => [zone.name, tree.paths(zone).length === 2 ? 0.5 : 1]));
  const limits = [ratingLimit(node, "all in service", normal, full)];
  if (node.redundancy === "N+1") {
    const reduced = continuousCapacity(node, node.units - 1);
    limits.push(ratingLimit(node, `1 of ${node.units} units lost`, normal, reduced));
  }
  for (const { lost, zones } of shiftingLosses(uses, tree)) {
    const shares = new Map([...normal].map(([zone, share]) => [zone, zones.has(zone) ? 1 : share]));
    limits.push(
      ratingLimit(node, `${lost.path === "A" ? "path A" : "path B"} lost at ${lost.node}`, shares, full),
    );
  }
  return limits;
}

function ratingLimit(
  node: PowerNode,
  scenario: string,
  shares: ReadonlyMap<string, number>,
  capacity: Power,
): PowerLimit {
  return { at: node.name, kind: "continuous-rating", scenario, shares, capacityOn: () => capacity };
}

interface Loss {
  readonly lost: { readonly node: string; readonly path: "A" | "B" };
  /** The 2N zones whose whole load then comes over the node in question. */
  readonly zones: ReadonlySet<string>;
}

/**
 * The losses that put more load on a node: each element on the other path of a 2N zone that uses it, and the
 * interconnect of that path where it is another one. Of losses that shift the same zones, or fewer, only the one
 * that shifts most is kept: it is at least as hard to bear.
 */
function shiftingLosses(uses: readonly Use[], tree: PowerTree): Loss[] {
  const byLoss = new Map<string, { path: "A" | "B"; zones: Set<string> }>();
  for (const { zone, path } of uses) {
    const other = path === "A" ? "B" : "A";
    const interconnect = tree.interconnect(zone, other);
    const chain = zone.feeds[other] === undefined ? [] : tree.chain(zone, other).map(({ name }) => name);
    const own = interconnect === undefined || interconnect === tree.interconnect(zone, path);
    for (const name of own ? chain : [...chain, interconnect]) {
      const loss = byLoss.get(name);
      if (loss === undefined) byLoss.set(name, { path: other, zones: new Set([zone.name]) });
      else loss.zones.add(zone.name);
    }
  }
  const losses = [...byLoss].map(([node, { path, zones }]) => ({ lost: { node, path }, zones }));
  losses.sort((a, b) => b.zones.size - a.zones.size);
  const kept: Loss[] = [];
  for (const loss of losses) {
    if (!kept.some(({ zones }) => [...loss.zones].every((zone) => zones.has(zone)))) kept.push(loss);
  }
  return kept;
}

/** A zone that is fed from two interconnects counts whole at each: either must be able to carry it alone. */
function approvalLimit(interconnect: Interconnect, document: SiteDocument, tree: PowerTree): PowerLimit {
  const below = document.zones.filter((zone) => tree.interconnects(zone).has(interconnect.name));
  return {
    at: interconnect.name,
    kind: "load-approval",
    scenario: "load approval in force",
    shares: new Map(below.map((zone) => [zone.name, 1])),
    capacityOn: (on) => approvedLoad(interconnect, on),
  };
}
