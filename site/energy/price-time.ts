import { parseDay } from "../day.ts";
import { hourMs } from "./hour-grid.ts";
import { instantsAt, offsetAt, type ZoneOffset } from "./zone-offsets.ts";

const written =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?\s*(?:(Z)|([+-])(0\d|1[0-8]):?([0-5]\d))?$/;

/** The years that anybody has hourly prices of, from the first to the last. */
export const firstYear = 1990;
export const lastYear = 2099;

export function isPriceYear(year: number): boolean {
  return year >= firstYear && year <= lastYear;
}

/** When an hour begins, in milliseconds since the epoch; or, in words, why it is not known. */
export type ReadTime = { readonly startMs: number } | { readonly problem: string };

/** How the times of a table are to be read. */
export interface TimeReading {
  readonly timeZone: string;
  readonly offsets: readonly ZoneOffset[];
  readonly hourEnding: boolean;
  /** Whether the table says which of two hours of the same name is meant. */
  readonly flagged: boolean;
}

/**
 * Reads when an hour begins: a time with its offset from UTC, or one of the site's clocks without. An hour that comes twice,
 * when clocks are set back, must say which of the two it is.
 *
 * @param second whether the row is marked as the second of two hours of the same name.
 */
export function readTime(text: string, second: boolean, reading: TimeReading): ReadTime {
  const match = written.exec(text);
  const clockMs = match === null ? undefined : clockTime(match, reading.hourEnding);
  if (match === null || clockMs === undefined)
    return {
      problem: `"${text}" is no time: write it as 2026-07-01T14:00-05:00, or without the offset by the site's clocks`,
    };
  if (!isPriceYear(Number(text.slice(0, 4))))
    return { problem: `"${text}" is of no year that there are hourly prices of` };
  const zone = match[5] ?? match[6];
  const instant = zone === undefined ? atTheSite(text, clockMs, second, reading) : clockMs - offsetOf(match);
  if (typeof instant !== "number") return instant;
  return onTheHour(text, instant, reading);
}

/** What the clock shows when the hour begins, as if it were UTC. A day ends at 24:00 and not before. */
function clockTime([, on = "", h, m, s]: RegExpExecArray, hourEnding: boolean): number | undefined {
  const [hour, minute, second] = [Number(h), Number(m), Number(s ?? 0)];
  const latest = hourEnding ? 24 : 23;
  if (parseDay(on) === undefined || hour > latest || minute > 59 || second > 59) return undefined;
  if (hour === 24 && minute + second > 0) return undefined;
  const shown = Date.parse(`${on}T00:00:00Z`) + hour * hourMs + minute * 60_000 + second * 1000;
  return hourEnding ? shown - hourMs : shown;
}

function offsetOf([, , , , , utc, sign, hours, minutes]: RegExpExecArray): number {
  if (utc !== undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * hourMs + Number(minutes) * 60_000);
}

function atTheSite(
  text: string,
  clockMs: number,
  second: boolean,
  { timeZone, offsets, flagged }: TimeReading,
): number | { readonly problem: string } {
  const [first, repeated] = instantsAt(offsets, clockMs);
  if (first === undefined)
    return { problem: `"${text}" is left out in ${timeZone}: its clocks are set forward then` };
  if (repeated === undefined)
    return second ? { problem: `"${text}" is marked as repeated, but comes once in ${timeZone}` } : first;
  if (!flagged)
    return {
      problem: `"${text}" comes twice in ${timeZone}, where clocks are set back then: write the offset, or add a column "repeated hour" with N for the first and Y for the second`,
    };
  return second ? repeated : first;
}

/** Hours begin when the site's clocks show a full hour: not everywhere is that one of UTC as well. */
function onTheHour(text: string, startMs: number, { offsets, timeZone }: TimeReading): ReadTime {
  return (startMs + offsetAt(offsets, startMs)) % hourMs === 0
    ? { startMs }
    : {
        problem: `"${text}" is not on the hour in ${timeZone}: prices are by the hour; average those of shorter intervals`,
      };
}
