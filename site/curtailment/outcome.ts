import { Power, sum } from "../units/index.ts";
import { type Demand, endOf } from "./demand.ts";
import { baselineOf, type CurtailmentPlan } from "./plan.ts";
import { shedsAt } from "./price.ts";
import { levelAt } from "./profile.ts";
import type { ProfilePoint } from "./recorder.ts";
import type { RunningLoad } from "./running-load.ts";
import { shortfallReasons } from "./shortfall.ts";
import type { CurtailmentSignal, SignalInterval } from "./signal.ts";

/** What came of one interval of a signal. Moments in milliseconds since the epoch. */
export interface IntervalOutcome {
  readonly start: number;
  readonly end: number;
  /** Since when as much was to be shed without a pause: before its start, where it goes on with a call. */
  readonly since: number;
  /** What was to be shed. */
  readonly asked: Power;
  /** The most that was shed. */
  readonly shed: Power;
  /** When what was asked for was reached; undefined where it was not. */
  readonly met: number | undefined;
  /** When it was no longer held, before the interval's end. */
  readonly lost: number | undefined;
  /** By when it was due; undefined where nothing says so. */
  readonly due: number | undefined;
  /** What was shed by then. */
  readonly shedWhenDue: Power | undefined;
  /** Why it was not met, late, or not held; empty where all is well, or where the call goes on and is not yet due. */
  readonly reasons: readonly string[];
}

/** What came of every interval. */
export function outcomes(
  plan: CurtailmentPlan,
  signal: CurtailmentSignal,
  loads: readonly RunningLoad[],
  demands: readonly Demand[],
  profile: readonly ProfilePoint[],
): readonly IntervalOutcome[] {
  const baseline = baselineOf(plan);
  return signal.intervals.map((interval, at) => {
    const demand = demands[at];
    const asked = askedOf(plan, interval, demand, loads);
    const until = endOf(interval);
    const moments = momentsWithin(profile, interval.start, until, baseline.minus(asked));
    const shedAt = (ms: number) => baseline.minus(levelAt(profile, ms));
    // A load that takes over from another may be a millisecond late.
    const slack = Power.kilowatts(plan.ramp.down.kilowattsPerMinute / 60_000);
    const holds = (ms: number) => !asked.exceeds(shedAt(ms).plus(slack));
    const met = moments.find(holds);
    const lost = met === undefined ? undefined : moments.find((ms) => ms > met && !holds(ms));
    const due = demand !== undefined && Number.isFinite(demand.dueMs) ? demand.dueMs : undefined;
    const outcome = {
      start: interval.start,
      end: until,
      since: demand?.sinceMs ?? interval.start,
      asked,
      shed: moments.map(shedAt).reduce((most, one) => (one.exceeds(most) ? one : most), Power.zero),
      met,
      lost,
      due,
      shedWhenDue: due === undefined ? undefined : shedAt(Math.min(due, until)),
    };
    const notYetDue =
      met === undefined && due !== undefined && due > until && (demand?.untilMs ?? until) > until;
    return { ...outcome, reasons: notYetDue ? [] : shortfallReasons(plan, loads, outcome) };
  });
}

function askedOf(
  plan: CurtailmentPlan,
  { request }: SignalInterval,
  demand: Demand | undefined,
  loads: readonly RunningLoad[],
): Power {
  if (request.kind !== "price") return Power.kilowatts(demand?.kilowatts ?? 0);
  const dear = loads.filter(({ load }) => shedsAt(plan, load, request.price));
  return sum(
    Power.zero,
    dear.map(({ load }) => load.power),
  );
}

/** The moments of a profile within a time, its ends, and those at which it passes a level. */
function momentsWithin(profile: readonly ProfilePoint[], from: number, to: number, level: Power): number[] {
  const moments = new Set([from, to]);
  for (const [at, point] of profile.entries()) {
    if (point.at > from && point.at < to) moments.add(point.at);
    const next = profile[at + 1];
    if (next === undefined || next.at <= from || point.at >= to) continue;
    const share = level.minus(point.power).ratioTo(next.power.minus(point.power));
    const passed = Math.ceil(point.at + share * (next.at - point.at));
    if (share > 0 && share < 1 && passed > from && passed < to) moments.add(passed);
  }
  return [...moments].sort((a, b) => a - b);
}
