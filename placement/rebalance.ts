import type { Site } from "../site/site.ts";
import type { Lock, LockedTenant } from "./lock.ts";
import { type Terms, weighted } from "./objective.ts";
import { NoRoom, type Placement, place } from "./place.ts";
import { withoutRacks } from "./release.ts";
import { assignmentOfStanding, standingDemands } from "./standing.ts";

/** A tenant that would stand elsewhere, and what that gains in the terms of the objective. */
export interface Move {
  readonly tenant: string;
  readonly before: LockedTenant;
  readonly after: LockedTenant;
  /** How much less the objective is after this move than before it. */
  readonly gain: number;
}

export interface Rebalancing {
  readonly moves: readonly Move[];
  /** The objective of the placement before and after all moves. */
  readonly before: number;
  readonly after: number;
  readonly placement: Placement;
}

/** A gain below this is not worth a customer's racks: a tenth of a per mille of a zone at the default weights. */
const least = 0.01;

/**
 * Moves of single tenants that make a placement better, best first, each with those before it done; none is of a
 * tenant that is not among those that may move.
 */
export function rebalance(site: Site, lock: Lock, mayMove: readonly string[]): Rebalancing {
  const moves: Move[] = [];
  const before = objectiveOf(site, lock);
  let current: Lock = lock;
  let objective = before;
  for (const _ of mayMove) {
    const best = bestMove(
      site,
      current,
      objective,
      mayMove.filter((name) => !moves.some(({ tenant }) => tenant === name)),
    );
    if (best === undefined) break;
    moves.push(best.move);
    current = best.lock;
    objective -= best.move.gain;
  }
  return { moves, before, after: objective, placement: current };
}

function bestMove(
  site: Site,
  lock: Lock,
  objective: number,
  tenants: readonly string[],
): { readonly move: Move; readonly lock: Lock } | undefined {
  let best: { readonly move: Move; readonly lock: Lock } | undefined;
  for (const tenant of tenants) {
    const before = lock.tenants.find((one) => one.tenant === tenant);
    const placement = before && placedAnew(site, lock, tenant);
    const after = placement?.tenants.find((one) => one.tenant === tenant);
    if (placement === undefined || before === undefined || after === undefined) continue;
    const gain = objective - objectiveOf(site, placement);
    if (gain < least || (best !== undefined && gain <= best.move.gain)) continue;
    best = { move: { tenant, before, after, gain }, lock: { ...placement, checksum: "" } };
  }
  return best;
}

function placedAnew(site: Site, lock: Lock, tenant: string): Placement | undefined {
  try {
    return place(site, withoutRacks(lock, [tenant]));
  } catch (error) {
    if (error instanceof NoRoom) return undefined;
    throw error;
  }
}

/** The terms of a whole placement, as if all of it were placed on an empty site. */
export function termsOf(site: Site, placement: Placement): Terms {
  const all = standingDemands(site, placement);
  return assignmentOfStanding(site, all, all).assignment.terms;
}

function objectiveOf(site: Site, placement: Placement): number {
  return weighted(termsOf(site, placement), site.document.placement);
}
