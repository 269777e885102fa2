import type { Site } from "../site/site.ts";
import type { Model, ModelAccount } from "./model.ts";

/** How much each aim counts, as the site says. */
export type Weights = Site["document"]["placement"];

/** The terms of the objective, in their own units before weights: what a placement is judged by. */
export interface Terms {
  /** Zones in which racks stand that stood empty. */
  readonly zones: number;
  /** Zones more than one over which demands are spread. */
  readonly parts: number;
  /** Shares of open zones that are of no use, because something else is used up first. */
  readonly stranded: number;
  /** How far feeders are loaded beyond one half, twice beyond three quarters. */
  readonly balance: number;
  /** Share of the value of the site's mining that the zones opened are. */
  readonly mining: number;
}

export const termNames = ["zones", "parts", "stranded", "balance", "mining"] as const;

export function weighted(terms: Terms, weights: Weights): number {
  return termNames.reduce((total, name) => total + weights[name] * terms[name], 0);
}

/** The straight lines whose highest is the cost of a feeder's load: none to one half, then steeper. */
export const feederLines = [
  { slope: 0, at: 0 },
  { slope: 1, at: -0.5 },
  { slope: 2, at: -1.25 },
] as const;

export function feederCost(share: number): number {
  return Math.max(...feederLines.map(({ slope, at }) => slope * share + at));
}

/** The share of an account that is used on the worst day of a segment, under a load beside what it carries already. */
export function shareUsed(account: ModelAccount, segment: number, load: number): number {
  const capacity = account.capacity[segment] ?? 0;
  if (capacity <= 0) return 0;
  return (capacity - (account.left[segment] ?? 0) + load) / capacity;
}

/** The new load of each account in each segment. */
export type Loads = readonly Float64Array[];

/**
 * How much of a zone is stranded: by how much its most used resource is ahead of the mean of all, when it is most so.
 * If the zone is filled up in the same manner, so much of the others is left over and of no use.
 */
export function strandedShare(model: Model, zone: number, loads: Loads): number {
  const resources = model.zones[zone]?.resources ?? [];
  if (resources.length === 0) return 0;
  let worst = 0;
  for (let segment = 0; segment < model.segments; segment += 1) {
    let most = 0;
    let total = 0;
    for (const number of resources) {
      const account = model.accounts[number];
      if (account === undefined) continue;
      const share = shareUsed(account, segment, loads[number]?.[segment] ?? 0);
      total += share;
      if (share > most) most = share;
    }
    worst = Math.max(worst, most - total / resources.length);
  }
  return worst;
}

/** The most that a feeder is loaded, as a share of what it carries, in the worst case that is counted with. */
export function feederShare(model: Model, feeder: number, loads: Loads): number {
  let most = 0;
  for (const number of model.feeders[feeder] ?? []) {
    const account = model.accounts[number];
    if (account === undefined) continue;
    for (let segment = 0; segment < model.segments; segment += 1) {
      most = Math.max(most, shareUsed(account, segment, loads[number]?.[segment] ?? 0));
    }
  }
  return most;
}
