import { type Day, includes } from "../day.ts";
import type { PriceSeries } from "../energy/price-series.ts";
import type { DemandResponse } from "../schema/site-document.ts";
import { mayShareLoad } from "./programme-names.ts";

/** The hours in which an obligation is called, in order, and whether anybody said so. */
export interface Calls {
  readonly obligation: DemandResponse;
  readonly hours: readonly number[];
  readonly estimated: boolean;
}

/** What is owed beside what others ask for that are called in the same hour. */
export interface Owed<C extends { readonly calls: Calls } = { readonly calls: Calls }> {
  readonly by: C;
  /** What those before it take for themselves. */
  readonly beforeWatts: number;
}

/**
 * What obligations that are called in an hour ask for together, in turn: the shortest notice first, since what is due later
 * may wait for load that wants to be told sooner. The same load cannot be shed twice, but for programmes that may share it.
 */
export function owedInTurn<C extends { readonly calls: Calls }>(called: readonly C[]): readonly Owed<C>[] {
  let owedWatts = 0;
  return [...called]
    .sort((a, b) => a.calls.obligation.notice.value.compare(b.calls.obligation.notice.value))
    .map((by) => {
      const { obligation, programme } = by.calls.obligation;
      if (mayShareLoad(programme)) return { by, beforeWatts: 0 };
      const beforeWatts = owedWatts;
      owedWatts += obligation.value.watts;
      return { by, beforeWatts };
    });
}

/** The hour in which the call began that an hour belongs to. */
export function callBegins(hours: ReadonlySet<number>, hour: number): number {
  let first = hour;
  while (hours.has(first - 1)) first -= 1;
  return first;
}

/**
 * When an obligation is called, where nobody gives its hours: in those of its term with the highest prices, for as long in
 * all as its longest call. A stand-in: grids call in emergencies, which high prices come with but do not make. No call is
 * longer than the obligation allows, and none begins before the cool-down after another has passed.
 */
export function likelyCalls(
  obligation: DemandResponse,
  { grid, dollarsPerMegawattHour }: PriceSeries,
): Calls {
  const longest = Math.max(1, Math.floor(obligation.maximumDuration.value.hours));
  const pause = Math.ceil(obligation.coolDown?.value.hours ?? 0);
  const inTerm = grid.days
    .filter(({ day }) => isInTerm(obligation, day))
    .flatMap(({ first, end }) => Array.from({ length: end - first }, (_, at) => first + at));
  const priceOf = (hour: number) => dollarsPerMegawattHour[hour] ?? Number.NEGATIVE_INFINITY;
  const called = new Set<number>();
  for (const hour of inTerm.sort((a, b) => priceOf(b) - priceOf(a) || a - b)) {
    if (called.size === longest) break;
    if (fits(hour, called, longest, pause)) called.add(hour);
  }
  return { obligation, hours: [...called].sort((a, b) => a - b), estimated: true };
}

export function isInTerm(obligation: DemandResponse, on: Day): boolean {
  return includes(obligation, on);
}

/** Whether an hour may be called as well: with what it adjoins it is no longer than a call, and far enough from others. */
function fits(hour: number, called: ReadonlySet<number>, longest: number, pause: number): boolean {
  let first = hour;
  let end = hour + 1;
  while (called.has(first - 1)) first -= 1;
  while (called.has(end)) end += 1;
  if (end - first > longest) return false;
  for (let away = 0; away < pause; away += 1)
    if (called.has(first - 1 - away) || called.has(end + away)) return false;
  return true;
}
