import { Temporal } from "temporal-polyfill";
import { Duration } from "../units/index.ts";
import type { EventDocument } from "./event-document.ts";
import { attempt, checkDuration, endOf } from "./event-duration.ts";
import type { EventProblems } from "./event-problems.ts";

/** When an interval begins and ends, in milliseconds since the epoch. */
export interface EventSpan {
  readonly start: number;
  readonly end: number;
  readonly duration: Duration;
}

/** Of years that have four digits by every clock on earth. */
const instant = /^[12]\d{3}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * The times of an event's intervals, in its order. An interval without a start begins where the one before it ends, the
 * first one where the event does; one without a duration lasts as long as the event's period says. A randomised start is
 * taken as its earliest: an offset of zero is within every range, and the same event must give the same answer.
 */
export function eventSpans(
  event: EventDocument,
  now: number | undefined,
  problems: EventProblems,
): (EventSpan | undefined)[] {
  let next: number | undefined;
  return (event.intervals ?? []).map(({ intervalPeriod }, index) => {
    const own = ["intervals", index, "intervalPeriod"];
    const start = startOf(event, intervalPeriod?.start, [...own, "start"], next, now, problems);
    const [written, path] =
      intervalPeriod?.duration == null
        ? [event.intervalPeriod?.duration, ["intervalPeriod", "duration"]]
        : [intervalPeriod.duration, [...own, "duration"]];
    checkDuration(intervalPeriod?.randomizeStart, [...own, "randomizeStart"], problems);
    if (written == null) {
      problems.add(["intervals", index], "has no duration: write one such as PT1H, or P9999Y for no end");
      return undefined;
    }
    const end = endOf(start, written, path, problems);
    next = end;
    if (start === undefined || end === undefined) return undefined;
    return { start, end, duration: Duration.seconds((end - start) / 1000) };
  });
}

function startOf(
  event: EventDocument,
  own: string | null | undefined,
  path: readonly (string | number)[],
  next: number | undefined,
  now: number | undefined,
  problems: EventProblems,
): number | undefined {
  if (own != null) return instantOf(own, path, now, problems);
  if (next !== undefined) return next;
  const start = event.intervalPeriod?.start;
  if (start != null) return instantOf(start, ["intervalPeriod", "start"], now, problems);
  // The others would follow the first.
  if (path[1] === 0)
    problems.add(
      path.slice(0, 2),
      'has no start, and neither has the event: write "start" into intervalPeriod, such as 2026-08-14T21:00:00Z',
    );
  return undefined;
}

function instantOf(
  written: string,
  path: readonly (string | number)[],
  now: number | undefined,
  problems: EventProblems,
): number | undefined {
  if (written.startsWith("0001-01-01")) {
    if (now === undefined)
      problems.add(path, `${written} means "now", and nobody said when that is: write the time`);
    return now;
  }
  const parsed = instant.test(written) ? attempt(() => Temporal.Instant.from(written)) : undefined;
  if (parsed === undefined) {
    problems.add(
      path,
      `${JSON.stringify(written)} is not a time with its zone: write it as 2026-08-14T21:00:00Z or 2026-08-14T16:00:00-05:00`,
    );
  }
  return parsed?.epochMilliseconds;
}
