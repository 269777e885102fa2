import type { Power } from "../units/index.ts";
import type { Dispatch } from "./dispatch.ts";
import type { CurtailmentPlan, PlannedObligation } from "./plan.ts";
import { levelAt } from "./profile.ts";
import { calledObligations } from "./response-time.ts";
import { milliseconds } from "./running-load.ts";
import type { CurtailmentSignal } from "./signal.ts";

/** Whether an obligation is met: when it is called, by what is shed; else, by what could be. */
export interface JudgedObligation extends PlannedObligation {
  readonly called: boolean;
  readonly met: boolean;
  /** What was shed for it at the least, from the end of its notice on; undefined where it is not called, or not for so long. */
  readonly least: Power | undefined;
}

/** How the obligations of a plan fare in a dispatch. */
export function judgedObligations(
  plan: CurtailmentPlan,
  signal: CurtailmentSignal,
  dispatch: Dispatch,
): readonly JudgedObligation[] {
  const called = new Set(calledObligations(plan, signal));
  return plan.obligations.map((one) => {
    if (!called.has(one) || dispatch.intervals.every(({ asked }) => asked.isZero))
      return { ...one, called: false, met: !one.obligation.exceeds(one.available), least: undefined };
    const judged = spansOf(one, dispatch).map((span) => ({
      ...span,
      least: leastShed(dispatch, span.from, span.to),
    }));
    return {
      ...one,
      called: true,
      met: judged.every(({ owed, least }) => !owed.exceeds(least)),
      least: judged
        .map(({ least }) => least)
        .reduce<Power | undefined>((a, b) => (a?.exceeds(b) === false ? a : b), undefined),
    };
  });
}

/**
 * From when until when a call obliges, and to how much: to no more than is asked for, nor for longer than was agreed. What
 * intervals ask for one after the other without a pause is one call.
 */
function spansOf(
  { obligation, notice, maximumDuration }: PlannedObligation,
  { intervals }: Dispatch,
): readonly { readonly from: number; readonly to: number; readonly owed: Power }[] {
  let begins = Number.NEGATIVE_INFINITY;
  let before = Number.NEGATIVE_INFINITY;
  return intervals.flatMap(({ start, end, since, asked }) => {
    if (asked.isZero) return [];
    if (start > before) begins = start;
    before = end;
    const from = Math.max(start, since + milliseconds(notice));
    const to = Math.min(end, begins + milliseconds(maximumDuration));
    return from < to ? [{ from, to, owed: obligation.exceeds(asked) ? asked : obligation }] : [];
  });
}

/** The least that is shed in a time: at its ends, or where the site's draw turns. */
function leastShed({ baseline, profile }: Dispatch, from: number, to: number): Power {
  const moments = [from, to, ...profile.map(({ at }) => at).filter((at) => at > from && at < to)];
  return moments
    .map((ms) => baseline.minus(levelAt(profile, ms)))
    .reduce((least, one) => (least.exceeds(one) ? one : least));
}
