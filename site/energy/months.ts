import { addDays, type Day, day } from "../day.ts";
import { type GridDay, type HourGrid, hourMs } from "./hour-grid.ts";
import { startOfDay } from "./zone-offsets.ts";

/** A calendar month, as far as it lies in a grid. */
export interface GridMonth {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly days: readonly GridDay[];
  /** The hours that the whole month has, in the grid or not: what is paid for by the month is shared out among them. */
  readonly hours: number;
}

/** The calendar months of a grid, in order. */
export function monthsOf({ timeZone, days }: Pick<HourGrid, "timeZone" | "days">): readonly GridMonth[] {
  const byMonth = new Map<string, GridDay[]>();
  for (const each of days) {
    const month = each.day.slice(0, 7);
    byMonth.set(month, [...(byMonth.get(month) ?? []), each]);
  }
  return [...byMonth].map(([written, own]) => {
    const first = day(`${written}-01`);
    return {
      year: Number(written.slice(0, 4)),
      month: Number(written.slice(5)),
      days: own,
      hours: (startOfDay(timeZone, nextMonth(first)) - startOfDay(timeZone, first)) / hourMs,
    };
  });
}

function nextMonth(first: Day): Day {
  return day(`${addDays(first, 31).slice(0, 7)}-01`);
}
