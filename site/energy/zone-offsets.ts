import { Temporal } from "temporal-polyfill";

/** A time during which the clocks of a place do not change. */
export interface ZoneOffset {
  /** Milliseconds since the epoch; the end is no part of it. */
  readonly fromMs: number;
  readonly toMs: number;
  /** What its clocks are ahead of UTC. */
  readonly offsetMs: number;
}

/**
 * How the clocks of a time zone stand from one instant to another, in order of time. A year has two or three such times, so
 * what is reckoned with them is a subtraction for each hour, and not a question to the calendar.
 */
export function zoneOffsets(timeZone: string, fromMs: number, toMs: number): readonly ZoneOffset[] {
  const found: ZoneOffset[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timeZone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    const begins = found.length === 0 ? fromMs : at.epochMilliseconds;
    const ends = next === null ? toMs : Math.min(toMs, next.epochMilliseconds);
    found.push({ fromMs: begins, toMs: ends, offsetMs: at.offsetNanoseconds / 1e6 });
    if (next === null || next.epochMilliseconds >= toMs) return found;
    at = next;
  }
}

/**
 * The instants at which the clocks show a time, given as if it were UTC: none in the hour that is left out in spring, two in
 * the hour that comes twice in autumn, the earlier first.
 */
export function instantsAt(offsets: readonly ZoneOffset[], clockMs: number): readonly number[] {
  return offsets
    .map(({ fromMs, toMs, offsetMs }) => ({ fromMs, toMs, at: clockMs - offsetMs }))
    .filter(({ fromMs, toMs, at }) => fromMs <= at && at < toMs)
    .map(({ at }) => at);
}

/** What the clocks are ahead of UTC at an instant between the first and the last of some offsets. */
export function offsetAt(offsets: readonly ZoneOffset[], ms: number): number {
  const found = offsets.find(({ toMs }) => ms < toMs) ?? offsets.at(-1);
  return found?.offsetMs ?? 0;
}

/** When a day begins in a time zone: its first instant, which is not midnight where the clocks change then. */
export function startOfDay(timeZone: string, day: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds;
}
