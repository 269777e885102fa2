import { Temporal } from "temporal-polyfill";
import { addDays, type Day } from "../../site/day.ts";
import type { Duration } from "../../site/units/index.ts";

/** How OpenADR says when something is, and for how long. */
export interface IntervalPeriod {
  readonly start: string;
  readonly duration: string;
}

/** From the first midnight of a term on the site to the last. Hours, since a term may have a day of 23 or 25. */
export function termPeriod(from: Day, to: Day | undefined, timeZone: string): IntervalPeriod {
  const start = localTime(from, "00:00", timeZone);
  if (to === undefined) return { start: start.toString(), duration: endless };
  const end = localTime(addDays(to, 1), "00:00", timeZone);
  return { start: start.toString(), duration: end.since(start, { largestUnit: "hours" }).toString() };
}

/** Noon of a day on the site, and how long it goes on from there. */
export function fromNoon(day: Day, timeZone: string, duration: Duration): IntervalPeriod {
  return { start: localTime(day, "12:00", timeZone).toString(), duration: isoDuration(duration) };
}

/** OpenADR's sign for a time without end. */
const endless = "P9999Y";

export function isoDuration(duration: Duration): string {
  return Temporal.Duration.from({ seconds: Math.round(duration.seconds) })
    .round({ largestUnit: "hours" })
    .toString();
}

function localTime(day: Day, time: string, timeZone: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone).toInstant();
}
