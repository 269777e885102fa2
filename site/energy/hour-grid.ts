import { addDays, type Day } from "../day.ts";
import { startOfDay, zoneOffsets } from "./zone-offsets.ts";

export const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A day of a grid and its hours: 24 of them, and 23 or 25 where the clocks change; fewer where the grid begins or ends. */
export interface GridDay {
  readonly day: Day;
  /** The index of its first hour. */
  readonly first: number;
  /** The index after its last. */
  readonly end: number;
}

/** The hours of a period, one after the other as they pass, with what calendar and clock show at the site when each begins. */
export interface HourGrid {
  readonly timeZone: string;
  /** When the first hour begins, in milliseconds since the epoch. */
  readonly startMs: number;
  readonly count: number;
  readonly days: readonly GridDay[];
  /** The hour of the day, 0 to 23. */
  localHour(hour: number): number;
  day(hour: number): Day;
  /** 1 to 12. */
  month(hour: number): number;
}

/** The hours of whole days in a time zone: 8,760 of a year, 8,784 of a leap year. */
export function hourGrid(timeZone: string, first: Day, last: Day): HourGrid {
  const startMs = startOfDay(timeZone, first);
  return hoursFrom(timeZone, startMs, (startOfDay(timeZone, addDays(last, 1)) - startMs) / hourMs);
}

/**
 * A number of hours from an instant on.
 *
 * @throws RangeError where they are no whole number, as over the half hour by which a few places change their clocks.
 */
export function hoursFrom(timeZone: string, startMs: number, count: number): HourGrid {
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`${count} is no number of hours (${timeZone})`);
  const clock = clockTimes(timeZone, startMs, count);
  const days = daysOf(clock);
  const dayAt = (hour: number): Day => {
    const first = clock[0];
    const on = clock[hour];
    const found =
      first === undefined || on === undefined ? undefined : days[dayNumber(on) - dayNumber(first)];
    if (found === undefined) throw new RangeError(`hour ${hour} of ${count}`);
    return found.day;
  };
  return {
    timeZone,
    startMs,
    count,
    days,
    localHour: (hour) => Math.floor(((clock[hour] ?? Number.NaN) % dayMs) / hourMs),
    day: dayAt,
    month: (hour) => Number(dayAt(hour).slice(5, 7)),
  };
}

/** What the clocks show when each hour begins, in milliseconds, as if it were UTC. */
function clockTimes(timeZone: string, startMs: number, count: number): Float64Array {
  const clock = new Float64Array(count);
  for (const { fromMs, toMs, offsetMs } of zoneOffsets(timeZone, startMs, startMs + count * hourMs)) {
    for (let hour = Math.ceil((fromMs - startMs) / hourMs); hour < (toMs - startMs) / hourMs; hour += 1)
      clock[hour] = startMs + hour * hourMs + offsetMs;
  }
  return clock;
}

function daysOf(clock: Float64Array): readonly GridDay[] {
  const days: GridDay[] = [];
  let first = 0;
  for (let hour = 1; hour <= clock.length; hour += 1) {
    const before = clock[hour - 1] ?? Number.NaN;
    if (hour < clock.length && dayNumber(clock[hour] ?? Number.NaN) === dayNumber(before)) continue;
    days.push({ day: new Date(before).toISOString().slice(0, 10) as Day, first, end: hour });
    first = hour;
  }
  return days;
}

function dayNumber(clockMs: number): number {
  return Math.floor(clockMs / dayMs);
}
