import type { Day } from "../day.ts";
import type { Zone } from "../schema/site-document.ts";
import type { Power } from "../units/index.ts";
import { columnOf } from "./contingencies.ts";
import type { Shares } from "./hardest.ts";

/**
 * One inequality that must hold on every day: the loads of zones, each times its share, are at most a capacity. Power
 * nodes, single losses, generators, inrush and load approvals all take this form, so that checking a site and placing a
 * tenant use the same rules.
 */
export interface PowerLimit {
  /** The node, plant or interconnect that the limit is about. */
  readonly at: string;
  readonly kind: "continuous-rating" | "load-approval" | "standby-rating" | "restore-inrush";
  /** What is out of service, in words: `all in service`, `1 of 8 units lost`, `path A lost at mt-1`. */
  readonly scenario: string;
  /** Zone name → what of its load this element then carries. */
  readonly shares: ReadonlyMap<string, PowerShare>;
  /** Infinite on days on which something else feeds the element, so that other limits are in force. */
  capacityOn(day: Day): Power;
}

/** What an element carries of a zone: kW per kW of the zone's critical AI load, and per kW of its gross mining load. */
export interface PowerShare {
  readonly ai: number;
  readonly mining: number;
}

/** Shares of loads as shares of what zones draw: racks count with what cooling they need where that hangs there too. */
export function zoneShares(
  zones: readonly Zone[],
  shares: Shares,
  carried: "gross" | "critical",
): ReadonlyMap<string, PowerShare> {
  const found = new Map<string, PowerShare>();
  for (const column of [...shares.keys()].sort((a, b) => a - b)) {
    const zone = zones[column >> 1];
    if (zone === undefined || found.has(zone.name)) continue;
    const ratio = carried === "gross" ? (zone.ai?.grossToCritical.value ?? 1) : 1;
    const ai = (shares.get(columnOf(column >> 1, "ai")) ?? 0) * ratio;
    const mining = shares.get(columnOf(column >> 1, "mining")) ?? 0;
    if (ai > 0 || mining > 0) found.set(zone.name, { ai, mining });
  }
  return found;
}
