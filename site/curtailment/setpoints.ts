import type { Demand } from "./demand.ts";
import type { CurtailmentPlan } from "./plan.ts";
import { shedsAt } from "./price.ts";
import { isSpent, milliseconds, type RunningLoad, shedTimeLeft } from "./running-load.ts";

/** Gives every load the level that it shall go to. */
export function setSetpoints(
  plan: CurtailmentPlan,
  loads: readonly RunningLoad[],
  demand: Demand,
  nowMs: number,
): void {
  const request = demand.interval?.request;
  if (request?.kind === "price") {
    for (const one of loads) {
      const off =
        shedsAt(plan, one.load, request.price) && !isSpent(one, nowMs) && mayFallForPrice(one, nowMs);
      one.setpointKilowatts = off ? 0 : one.fullKilowatts;
    }
    return;
  }
  const amounts = allocate(loads, demand, nowMs);
  for (const [at, one] of loads.entries()) one.setpointKilowatts = one.fullKilowatts - (amounts[at] ?? 0);
}

/** Miners that have just come back run for a while before a price stops them again; any call may. */
export function mayFallForPrice(one: RunningLoad, nowMs: number): boolean {
  return one.setpointKilowatts === 0 || nowMs >= one.lastRoseMs + milliseconds(one.load.minimumRun);
}

/**
 * How much each load is to shed, in kilowatts. In the plan's order, from each what it can shed by the time it is due and
 * for as long as is asked; only what is then still missing comes, again in order, from what is late or lasts for less.
 */
function allocate(loads: readonly RunningLoad[], demand: Demand, nowMs: number): readonly number[] {
  const amounts = loads.map(() => 0);
  let missing = demand.kilowatts ?? 0;
  const take = (at: number, most: number) => {
    const taken = Math.max(0, Math.min(missing, most));
    amounts[at] = (amounts[at] ?? 0) + taken;
    missing -= taken;
  };
  for (const [at, one] of loads.entries()) {
    const begins = Math.max(nowMs, one.earliestMs);
    if (isSpent(one, nowMs) || shedTimeLeft(one, nowMs) < demand.untilMs - begins) continue;
    const shed = one.fullKilowatts - one.levelKilowatts;
    const inTime = demand.dueMs > begins ? one.fallRate * (demand.dueMs - begins) : 0;
    take(at, Math.min(one.fullKilowatts, shed + inTime));
  }
  for (const [at, one] of loads.entries()) {
    if (!isSpent(one, nowMs)) take(at, one.fullKilowatts - (amounts[at] ?? 0));
  }
  return amounts;
}
