/** A calendar day as `2026-07-01`, in the site's own time zone. Days compare and sort as strings. */
export type Day = string & { readonly __day: never };

const written = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day a text names, or undefined where there is no such day (`2026-02-30`). */
export function parseDay(text: string): Day | undefined {
  const match = written.exec(text);
  if (match === null) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? (text as Day) : undefined;
}

/**
 * The day a text names.
 *
 * @throws RangeError where there is no such day.
 */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new RangeError(`"${text}" is not a day: write it as 2026-07-01`);
  return parsed;
}

/** The day a number of days later (or earlier, if negative); the calendar ends on 9999-12-31. */
export function addDays(from: Day, days: number): Day {
  const date = new Date(`${from}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  // Beyond, years are written with a sign and would sort before all others.
  return (date.getUTCFullYear() > 9999 ? "9999-12-31" : date.toISOString().slice(0, 10)) as Day;
}

/** How many days the second day is after the first; negative where it is before. */
export function daysBetween(first: Day, second: Day): number {
  return Math.round((Date.parse(second) - Date.parse(first)) / 86_400_000);
}

export function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

export function later(a: Day, b: Day): Day {
  return a > b ? a : b;
}

/** A first and a last day, both included; without a last day it does not end. */
export interface Period {
  readonly from: Day;
  readonly to?: Day | undefined;
}

/** A period that ends. */
export interface ClosedPeriod extends Period {
  readonly to: Day;
}

/** Whether a day lies in a period. */
export function includes(period: Period, at: Day): boolean {
  return period.from <= at && (period.to === undefined || at <= period.to);
}

/** Whether two periods share a day. */
export function overlaps(a: Period, b: Period): boolean {
  return (b.to === undefined || a.from <= b.to) && (a.to === undefined || b.from <= a.to);
}
