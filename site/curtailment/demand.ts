import type { CurtailmentPlan } from "./plan.ts";
import { responseTime } from "./response-time.ts";
import { milliseconds, type RunningLoad } from "./running-load.ts";
import type { CurtailmentSignal, SignalInterval } from "./signal.ts";

/** What is wanted of the loads from a moment on: an amount in all, or each by itself. */
export interface Demand {
  readonly interval: SignalInterval | undefined;
  /** What shall be shed in all, in kilowatts; undefined where a price decides for each load, and after all calls. */
  readonly kilowatts: number | undefined;
  /** Since when as much is asked for without a pause: an interval that goes on with a call is no call of its own. */
  readonly sinceMs: number;
  /** By when it shall be reached. */
  readonly dueMs: number;
  /** Until when calls follow each other without a pause. */
  readonly untilMs: number;
}

const noDemand: Demand = {
  interval: undefined,
  kilowatts: 0,
  sinceMs: Number.NEGATIVE_INFINITY,
  dueMs: Number.NEGATIVE_INFINITY,
  untilMs: Number.NEGATIVE_INFINITY,
};

/** What is wanted at a moment. */
export function demandAt(demands: readonly Demand[], nowMs: number): Demand {
  return demands.find(({ interval }) => interval !== undefined && covers(interval, nowMs)) ?? noDemand;
}

function covers(interval: SignalInterval, nowMs: number): boolean {
  return interval.start <= nowMs && nowMs < endOf(interval);
}

/** When an interval ends, in milliseconds since the epoch. */
export function endOf({ start, duration }: SignalInterval): number {
  return start + milliseconds(duration);
}

/** What each interval of a signal wants of the loads that it is about. */
export function demandsOf(
  plan: CurtailmentPlan,
  signal: CurtailmentSignal,
  loads: readonly RunningLoad[],
  /** What else counts towards a limit: of the whole site, or of the zones that the signal is about. */
  otherKilowatts: number,
): Demand[] {
  const all = loads.reduce((total, { fullKilowatts }) => total + fullKilowatts, 0);
  const response = responseTime(plan, signal);
  const demands: Demand[] = [];
  for (const [at, interval] of signal.intervals.entries()) {
    const kilowatts = wanted(interval, all, otherKilowatts);
    const before = demands.at(-1);
    const sinceMs =
      before !== undefined && goesOn(before, interval, kilowatts) ? before.sinceMs : interval.start;
    demands.push({
      interval,
      kilowatts,
      sinceMs,
      dueMs: response === undefined ? Number.POSITIVE_INFINITY : sinceMs + milliseconds(response),
      untilMs: endOfCalls(signal.intervals.slice(at)),
    });
  }
  return demands;
}

/** Whether an interval goes on with what was asked for before it, or with less of it; what is more is called anew. */
function goesOn(before: Demand, { start }: SignalInterval, kilowatts: number | undefined): boolean {
  if (before.interval === undefined || start > endOf(before.interval)) return false;
  return kilowatts !== undefined && before.kilowatts !== undefined && kilowatts <= before.kilowatts;
}

function wanted({ request }: SignalInterval, all: number, others: number): number | undefined {
  if (request.kind === "shed") return request.power.kilowatts;
  if (request.kind === "limit") return Math.max(0, all + others - request.power.kilowatts);
  if (request.kind === "everything") return all;
  return request.kind === "nothing" ? 0 : undefined;
}

/** When the first of some intervals and those that follow it at once, asking for something, come to an end. */
function endOfCalls(intervals: readonly SignalInterval[]): number {
  let end = Number.NEGATIVE_INFINITY;
  for (const interval of intervals) {
    const follows = end === Number.NEGATIVE_INFINITY || interval.start <= end;
    if (!follows || interval.request.kind === "nothing") break;
    end = endOf(interval);
  }
  return end;
}
