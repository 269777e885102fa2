import type { MeritOrder } from "../energy/merit-order.ts";
import { EnergyPrice } from "../units/index.ts";
import type { CurtailmentPlan } from "./plan.ts";
import { shedsAt } from "./price.ts";
import type { Owed } from "./simulated-calls.ts";
import type { RunningHours } from "./simulated-load.ts";

/** What an hour is decided by. */
export interface HourToDecide {
  readonly hour: number;
  readonly plan: CurtailmentPlan;
  /** What is drawn whatever happens. */
  readonly fixedWatts: number;
  readonly order: MeritOrder;
  /** What the obligations that are called in this hour ask for, in turn. */
  readonly owed: readonly Owed[];
}

/**
 * Decides which loads are off in an hour. In the plan's order each is shed whose energy costs more than it is worth, at
 * what the site saves without it: as dear energy goes, what remains gets cheaper. Then as much more as obligations ask for.
 * Prices of the hour are known when it begins, those of later hours are not.
 */
export function decideHour(loads: readonly RunningHours[], of: HourToDecide): void {
  const off = new Set(loads.filter(({ mustStayOff }) => mustStayOff));
  shedForPrice(loads, off, of);
  shedForCalls(loads, off, of.owed);
  for (const load of loads) load.switchTo(off.has(load));
}

function shedForPrice(
  loads: readonly RunningHours[],
  off: Set<RunningHours>,
  { hour, plan, fixedWatts, order }: HourToDecide,
): void {
  let drawn = fixedWatts;
  for (const load of loads) if (!off.has(load)) drawn += load.fullWatts;
  const highest = EnergyPrice.ofBase(order.highest(hour));
  for (const load of loads) {
    // In most hours no energy is dear enough for anything to stop.
    if (!shedsAt(plan, load.load, highest)) continue;
    if (off.has(load) || !load.mayBeShedForPrice || load.fullWatts === 0) continue;
    const without = drawn - load.fullWatts;
    const price = order.costOfMore(hour, without, drawn) / (load.fullWatts / 1e6);
    if (!shedsAt(plan, load.load, EnergyPrice.ofBase(price))) continue;
    off.add(load);
    drawn = without;
  }
}

function shedForCalls(loads: readonly RunningHours[], off: Set<RunningHours>, owed: readonly Owed[]): void {
  let shed = 0;
  for (const load of off) shed += load.fullWatts;
  for (const { by, beforeWatts } of owed) {
    const { obligation, notice } = by.calls.obligation;
    for (const load of loads) {
      if (shed >= beforeWatts + obligation.value.watts) break;
      if (off.has(load) || !load.mayBeOff || load.load.notice.exceeds(notice.value)) continue;
      off.add(load);
      shed += load.fullWatts;
    }
  }
}
