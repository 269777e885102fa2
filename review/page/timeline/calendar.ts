import { scaleUtc } from "d3-scale";
import type { SitePlanDocument } from "../../result/site-plan-document.ts";

/** From days to places along the timeline, the same for all that is drawn below one another. */
export interface Calendar {
  readonly first: string;
  readonly last: string;
  /** Where a day begins; days outside are at the edge. */
  readonly at: (day: string) => number;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

/** Edges of the drawing, in units of its coordinates. */
export const span = { left: 130, right: 1080, width: 1090, enlarged: 1.25 } as const;

/**
 * From a year and a half before the plans' days to a year after the last thing that begins: what conversion is about. Leases
 * run for decades, and would leave no room for it.
 */
export function calendarOf(plans: readonly SitePlanDocument[]): Calendar {
  const begins = plans.flatMap(({ day, zones, tenants, days }) => [
    day,
    ...zones.flatMap(({ states }) => states.map(({ from }) => from)),
    ...tenants.flatMap(({ allocations }) => allocations.map(({ from }) => from)),
    // The load changes on these as well, but when leases end decades from now is no reason to look that far.
    ...days.map((each) => each.day).filter((each) => each <= addYears(day, 2)),
  ]);
  const sorted = [...begins].sort();
  const earliest = [...plans.map(({ day }) => day)].sort()[0] ?? "2000-01-01";
  const start = [sorted[0] ?? earliest, addYears(earliest, -1.5)].sort().at(-1) ?? earliest;
  const end = addYears(sorted.at(-1) ?? earliest, 1);
  const scale = scaleUtc([utc(start), utc(end)], [span.left, span.right]).clamp(true);
  const format = (date: Date) => date.toISOString().slice(0, 7);
  return {
    first: start,
    last: end,
    at: (day) => Math.round(scale(utc(day)) * 10) / 10,
    ticks: scale
      .ticks(8)
      .map((date) => ({ x: Math.round(scale(date)), text: format(date) }))
      .filter(({ x }) => x < span.right - 40),
  };
}

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

function addYears(day: string, years: number): string {
  const date = utc(day);
  date.setUTCMonth(date.getUTCMonth() + Math.round(years * 12));
  return date.toISOString().slice(0, 10);
}
