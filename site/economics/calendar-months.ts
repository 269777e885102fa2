import { addDays, type ClosedPeriod, type Day } from "../day.ts";

/** How many months of the calendar a period has, the parts of its first and last by their days: rents are paid by the month. */
export function calendarMonths({ from, to }: ClosedPeriod): number {
  return monthsUntil(addDays(to, 1)) - monthsUntil(from);
}

function monthsUntil(on: Day): number {
  const [year = 0, month = 1, dayOfMonth = 1] = on.split("-").map(Number);
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return year * 12 + month + (dayOfMonth - 1) / daysInMonth;
}
