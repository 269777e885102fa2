import { Power, sum } from "../units/index.ts";
import { type Demand, demandAt, demandsOf } from "./demand.ts";
import { nextMoment } from "./moments.ts";
import { type IntervalOutcome, outcomes } from "./outcome.ts";
import { baselineOf, type CurtailmentPlan } from "./plan.ts";
import { setRates, siteRates } from "./rates.ts";
import { type DispatchStep, type ProfilePoint, Recorder } from "./recorder.ts";
import { advance, isSpent, type RunningLoad, runningLoad, type Usage } from "./running-load.ts";
import { setSetpoints } from "./setpoints.ts";
import type { CurtailmentSignal } from "./signal.ts";

export interface DispatchOptions {
  /** When the call came in, in milliseconds since the epoch. @default - as its first interval begins */
  readonly received?: number;
  /** What was asked of loads this year before, by their ids. @default - nothing */
  readonly usage?: ReadonlyMap<string, Usage>;
}

/** What a site does at a signal: which load goes and comes back when, and what is drawn meanwhile. */
export interface Dispatch {
  readonly signal: string;
  /** What the site draws before: everything of the plan. */
  readonly baseline: Power;
  /** Changes in order of time, each along a straight line. */
  readonly steps: readonly DispatchStep[];
  /** The site's draw at the meter, along straight lines between these points. */
  readonly profile: readonly ProfilePoint[];
  readonly intervals: readonly IntervalOutcome[];
  /** The most that is drawn at any moment, with the inrush of the parts that come back: it lasts seconds at most. */
  readonly peak: Power;
  /** When all is back, in milliseconds since the epoch. */
  readonly restored: number;
}

/**
 * How a site follows a signal. No load is shed before its notice has passed, falls or rises faster than its ramp, or is
 * off for less or longer than its terms say; the site as a whole keeps its own ramp. Firm AI and protected mining are not
 * part of the order, so nothing here can reach them. The same plan and signal give the same result.
 */
export function dispatch(
  plan: CurtailmentPlan,
  signal: CurtailmentSignal,
  { received, usage }: DispatchOptions = {},
): Dispatch {
  const startMs = signal.intervals[0]?.start ?? 0;
  const called = plan.order.filter(({ zone }) => signal.zones.length === 0 || signal.zones.includes(zone));
  const loads = called.map((load) => runningLoad(load, received ?? startMs, usage?.get(load.id)));
  const others = baselineOf(plan).kilowatts - powerOf(called).kilowatts;
  const recorder = new Recorder(loads, others, startMs);
  const kept = [...plan.firm, ...plan.protected].filter(({ zone }) => signal.zones.includes(zone));
  const meant = signal.zones.length === 0 ? others : powerOf(kept).kilowatts;
  const demands = demandsOf(plan, signal, loads, meant);
  run(plan, loads, demands, recorder, startMs);
  const [profile, steps] = [recorder.profile(), recorder.steps()];
  return {
    signal: signal.name,
    baseline: baselineOf(plan),
    steps,
    profile,
    intervals: outcomes(plan, signal, loads, demands, profile),
    peak: Power.kilowatts(recorder.peakKilowatts),
    restored: Math.max(startMs, ...steps.map(({ until }) => until)),
  };
}

function powerOf(loads: readonly { readonly power: Power }[]): Power {
  return sum(
    Power.zero,
    loads.map(({ power }) => power),
  );
}

/** More moments than any signal has: a dispatch that goes on is a fault of this program. */
const mostMoments = 1_000_000;

function run(
  plan: CurtailmentPlan,
  loads: readonly RunningLoad[],
  demands: readonly Demand[],
  recorder: Recorder,
  startMs: number,
): void {
  const rates = siteRates(plan);
  let nowMs = startMs;
  let before: { readonly demand: Demand; readonly spent: number } | undefined;
  for (let moment = 0; moment < mostMoments; moment++) {
    const demand = demandAt(demands, nowMs);
    const spent = loads.filter((one) => isSpent(one, nowMs)).length;
    // An amount is shared out when it is asked for, and anew only where a load drops out: a price is looked at each time.
    if (before?.demand !== demand || before.spent !== spent || demand.kilowatts === undefined)
      setSetpoints(plan, loads, demand, nowMs);
    before = { demand, spent };
    const excess = excessOf(loads, demand);
    setRates(loads, rates, excess, nowMs);
    recorder.noteInrush(nowMs);
    const next = nextMoment(loads, demands, excess, nowMs);
    if (next === undefined) return;
    recorder.advance(nowMs, next, () => {
      for (const one of loads) advance(one, nowMs, next);
    });
    nowMs = next;
  }
  throw new Error(`the dispatch of ${plan.site} does not end`);
}

/** What is shed beyond what is wanted; without bound where no amount is wanted. */
function excessOf(loads: readonly RunningLoad[], { kilowatts }: Demand): number {
  if (kilowatts === undefined || kilowatts === 0) return Number.POSITIVE_INFINITY;
  const shed = loads.reduce((total, one) => total + one.fullKilowatts - one.levelKilowatts, 0);
  return Math.max(0, shed - kilowatts);
}
