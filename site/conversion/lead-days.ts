import type { Day } from "../day.ts";
import { addDays } from "../day.ts";
import type { Duration } from "../units/index.ts";

/** The day on which a time that began on a day is over; a part of a day counts whole. */
export function after(from: Day, time: Duration): Day {
  return addDays(from, wholeDays(time));
}

/** The last day on which a time may begin that is to be over by a day. */
export function before(by: Day, time: Duration): Day {
  return addDays(by, -wholeDays(time));
}

/** A time in days, rounded up; 128 weeks are 896 days without the last-digit noise of fractions. */
export function wholeDays(time: Duration): number {
  return Math.ceil(Number(time.days.toPrecision(12)));
}

/** A number of days in words. */
export function dayCount(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
