import { Temporal } from "temporal-polyfill";
import type { EventProblems } from "./event-problems.ts";

/** Durations of ISO 8601 that are zero or more. */
const length =
  /^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,9})?S)?)?$/;

/** When what begins at a time is over. Months and years are those of the calendar from there on, in UTC. */
export function endOf(
  start: number | undefined,
  written: string,
  path: readonly (string | number)[],
  problems: EventProblems,
): number | undefined {
  const duration = durationOf(written, path, problems);
  if (duration === undefined) return undefined;
  // What is wrong with the duration itself is to be said, wherever it begins.
  const begin = start ?? 0;
  const end = attempt(
    () =>
      Temporal.Instant.fromEpochMilliseconds(begin).toZonedDateTimeISO("UTC").add(duration).epochMilliseconds,
  );
  if (end !== undefined && end <= begin) {
    problems.add(
      path,
      `${written} is no time at all: write how long the interval lasts, or P9999Y for no end`,
    );
    return undefined;
  }
  if (end === undefined) problems.add(path, `${written} ends beyond all calendars: write P9999Y for no end`);
  return start === undefined ? undefined : end;
}

function durationOf(
  written: string,
  path: readonly (string | number)[],
  problems: EventProblems,
): Temporal.Duration | undefined {
  if (/^\s*-/.test(written)) {
    problems.add(path, `${JSON.stringify(written)} is negative: write how long it lasts, such as PT1H`);
    return undefined;
  }
  const parsed = length.test(written) ? attempt(() => Temporal.Duration.from(written)) : undefined;
  if (parsed === undefined)
    problems.add(path, `${JSON.stringify(written)} is not an ISO 8601 duration: write one such as PT1H30M`);
  return parsed;
}

/** What is not used is still checked: who sent it meant something by it. */
export function checkDuration(
  written: string | null | undefined,
  path: readonly (string | number)[],
  problems: EventProblems,
): void {
  if (written != null) durationOf(written, path, problems);
}

/** Temporal throws a RangeError for what no calendar holds, such as the 30th of February. */
export function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
