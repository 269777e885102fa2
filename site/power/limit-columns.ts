import type { Day } from "../day.ts";
import type { Site } from "../site.ts";
import type { Power } from "../units/index.ts";
import { columnOf } from "./contingencies.ts";
import type { PowerLimit } from "./limit.ts";

/** A limit's shares in plain arrays: a campus has thousands of limits, and hundreds of days to hold them on. */
export interface LimitColumns {
  readonly limit: PowerLimit;
  /** Numbers of loads: two for each zone of the site. */
  readonly columns: Int32Array;
  readonly shares: Float64Array;
}

/** All limits of a site in arrays. */
export function inColumns(site: Site): readonly LimitColumns[] {
  const numbers = new Map(site.zones.map(({ name }, index) => [name, index]));
  return site.powerLimits.map((limit) => columnsOf(limit, numbers));
}

function columnsOf(limit: PowerLimit, numbers: ReadonlyMap<string, number>): LimitColumns {
  const parts = [...limit.shares].flatMap(([zone, { ai, mining }]) => {
    const number = numbers.get(zone) ?? 0;
    const both = [[columnOf(number, "ai"), ai] as const, [columnOf(number, "mining"), mining] as const];
    return both.filter(([, share]) => share > 0);
  });
  return {
    limit,
    columns: Int32Array.from(parts, ([column]) => column),
    shares: Float64Array.from(parts, ([, share]) => share),
  };
}

/** What zones draw on a day, in watts, by the numbers of their loads. */
export function columnLoads(site: Site, on: Day, critical: ReadonlyMap<string, Power>): Float64Array {
  const loads = new Float64Array(2 * site.zones.length);
  for (const [index, zone] of site.zones.entries()) {
    loads[columnOf(index, "ai")] = critical.get(zone.name)?.watts ?? 0;
    loads[columnOf(index, "mining")] = site.fleet(zone, on).gross.watts;
  }
  return loads;
}

/** The load that a limit's element carries under its scenario, in watts. */
export function wattsOf({ columns, shares }: LimitColumns, loads: Float64Array): number {
  let watts = 0;
  for (let at = 0; at < columns.length; at += 1) watts += (shares[at] ?? 0) * (loads[columns[at] ?? 0] ?? 0);
  return watts;
}
