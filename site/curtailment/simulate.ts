import type { Day } from "../day.ts";
import { MeritOrder } from "../energy/merit-order.ts";
import type { PriceSeries } from "../energy/price-series.ts";
import type { Site } from "../site.ts";
import type { CurtailmentPlan } from "./plan.ts";
import { type Calls, likelyCalls, owedInTurn } from "./simulated-calls.ts";
import { decideHour } from "./simulated-hour.ts";
import { fixedWatts, RunningHours } from "./simulated-load.ts";
import { RunningObligation } from "./simulated-obligation.ts";
import { passHour } from "./simulated-ramp.ts";
import { type Simulation, simulationOf } from "./simulation.ts";

export type { Simulation } from "./simulation.ts";

export interface SimulationOptions {
  /** The hours in which obligations are called, by their names. @default - those of the highest prices within its term, for as long in all as its longest call */
  readonly calls?: ReadonlyMap<string, readonly number[]> | undefined;
  /** The grid's own peak hours, for charges by coincident peaks. @default - the hour of the highest price of each of their months */
  readonly peaks?: readonly number[] | undefined;
}

/**
 * Runs a site through hours of prices. Mining is shed for the price of its energy and when obligations are called; AI load
 * is not, firm or flexible. An hour is decided as it begins, and its ramps take place within it. Miners are taken to run
 * whenever they are not shed.
 *
 * @param planOn the plan of a day; asked for the first day, and for each on which the site changes.
 */
export function simulate(
  site: Site,
  planOn: (day: Day) => CurtailmentPlan,
  series: PriceSeries,
  { calls, peaks }: SimulationOptions = {},
): Simulation {
  const { grid } = series;
  const order = new MeritOrder(site.document, series);
  const obligations = callsOf(site, series, calls).map((each) => new RunningObligation(each));
  const running = new Map<string, RunningHours>();
  const drawnKilowatts = new Float64Array(grid.count);
  const baselineKilowatts = new Float64Array(grid.count);
  let hoursCurtailed = 0;
  for (const { plan, first, end } of planned(site, planOn, series)) {
    const loads = loadsOf(plan, running);
    const fixed = fixedOf(plan);
    const full = loads.reduce((sum, { fullWatts }) => sum + fullWatts, 0);
    for (let hour = first; hour < end; hour += 1) {
      const year = Number(grid.day(hour).slice(0, 4));
      for (const load of loads) load.begin(year);
      const called = obligations.filter((each) => each.isCalledIn(hour));
      const owed = owedInTurn(called);
      decideHour(loads, { hour, plan, fixedWatts: fixed, order, owed });
      const { wattHours, moments } = passHour(loads, plan);
      for (const { by, beforeWatts } of owed) by.judge(hour, full, moments, beforeWatts);
      for (const [at, load] of loads.entries()) load.end(wattHours[at] ?? 0);
      const sheddable = wattHours.reduce((sum, each) => sum + each, 0);
      if (loads.some(({ isOff }) => isOff)) hoursCurtailed += 1;
      drawnKilowatts[hour] = (fixed + sheddable) / 1000;
      baselineKilowatts[hour] = (fixed + full) / 1000;
    }
  }
  return simulationOf(site, series, peaks, {
    drawnKilowatts,
    baselineKilowatts,
    hoursCurtailed,
    loads: [...running.values()].map((load) => load.result()),
    obligations: obligations.map((each) => each.result(grid)),
  });
}

/** A plan and the hours that it is in force for. */
interface PlannedHours {
  readonly plan: CurtailmentPlan;
  readonly first: number;
  readonly end: number;
}

/** A plan for each day on which the site changes; between two of them nothing does. */
function* planned(
  site: Site,
  planOn: (day: Day) => CurtailmentPlan,
  { grid }: PriceSeries,
): Generator<PlannedHours> {
  const changes = new Set(site.changeDays());
  const starts = grid.days.filter(({ day }, at) => at === 0 || changes.has(day));
  for (const [at, { day, first }] of starts.entries())
    yield { plan: planOn(day), first, end: starts[at + 1]?.first ?? grid.count };
}

/** The mining that a plan may shed, in its order, as it stands from the hours before. */
function loadsOf({ order }: CurtailmentPlan, running: Map<string, RunningHours>): readonly RunningHours[] {
  return order.filter(isMining).map((load) => {
    const known = running.get(load.id);
    if (known !== undefined) {
      known.renew(load);
      return known;
    }
    const added = new RunningHours(load);
    running.set(load.id, added);
    return added;
  });
}

function fixedOf({ firm, protected: kept, order }: CurtailmentPlan): number {
  return fixedWatts([...firm, ...kept, ...order.filter((load) => !isMining(load))]);
}

function isMining(load: CurtailmentPlan["order"][number]): boolean {
  return load.class !== "flexible-ai";
}

function callsOf(
  { document }: Site,
  series: PriceSeries,
  given: SimulationOptions["calls"],
): readonly Calls[] {
  return document.demandResponse.map((obligation) => {
    const hours = given?.get(obligation.name);
    return hours === undefined ? likelyCalls(obligation, series) : { obligation, hours, estimated: false };
  });
}
