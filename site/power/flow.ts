import type { Day } from "../day.ts";
import { addDays } from "../day.ts";
import type { Site } from "../site.ts";
import { Power } from "../units/index.ts";
import { isAbove } from "../units/quantity.ts";
import type { PowerLimit } from "./limit.ts";
import { columnLoads, inColumns, wattsOf } from "./limit-columns.ts";

/** The critical AI load of each zone on a day, by zone name; zones without any may be left out. */
export type CriticalLoads = ReadonlyMap<string, Power>;

/** What a zone draws on a day, apart: its critical AI load, and the gross load of its miners. */
export interface ZoneLoad {
  readonly critical: Power;
  readonly mining: Power;
}

/** What each zone draws on a day. */
export function zoneLoads(site: Site, on: Day, critical: CriticalLoads): ReadonlyMap<string, ZoneLoad> {
  return new Map(
    site.zones.map((zone) => [
      zone.name,
      { critical: critical.get(zone.name) ?? Power.zero, mining: site.fleet(zone, on).gross },
    ]),
  );
}

/** Gross load of each zone on a day: AI critical × gross-to-critical, and mining nameplate × (1 + overhead). */
export function grossLoads(site: Site, on: Day, critical: CriticalLoads): ReadonlyMap<string, Power> {
  const loads = zoneLoads(site, on, critical);
  return new Map(
    site.zones.map((zone) => {
      const { critical: ai, mining } = loads.get(zone.name) ?? none;
      return [zone.name, ai.times(zone.ai?.grossToCritical.value ?? 1).plus(mining)];
    }),
  );
}

const none: ZoneLoad = { critical: Power.zero, mining: Power.zero };

/** The load that a limit's element carries under its scenario. */
export function loadOf(limit: PowerLimit, loads: ReadonlyMap<string, ZoneLoad>): Power {
  let watts = 0;
  for (const [zone, share] of limit.shares) {
    const { critical, mining } = loads.get(zone) ?? none;
    watts += critical.watts * share.ai + mining.watts * share.mining;
  }
  return Power.watts(watts);
}

/** A limit with its load on a day. */
export interface LimitUse {
  readonly limit: PowerLimit;
  readonly load: Power;
  readonly capacity: Power;
}

/** All limits of a site that are in force on a day, with their loads. */
export function limitUses(site: Site, on: Day, critical: CriticalLoads): readonly LimitUse[] {
  const loads = zoneLoads(site, on, critical);
  return (
    site.powerLimits
      .map((limit) => ({ limit, load: loadOf(limit, loads), capacity: limit.capacityOn(on) }))
      // What is not in force on a day allows anything.
      .filter(({ capacity }) => Number.isFinite(capacity.watts))
  );
}

/** A limit that is exceeded, on every day from the first to the last. */
export interface Overload extends LimitUse {
  readonly from: Day;
  /** Undefined where it does not end. */
  readonly to: Day | undefined;
}

/** Every limit that is exceeded, with its worst load and the days on which it is. */
export function overloads(
  site: Site,
  criticalOn: (day: Day) => CriticalLoads,
  days: readonly Day[] = site.changeDays(),
): readonly Overload[] {
  const limits = inColumns(site);
  const open = new Map<PowerLimit, Overload>();
  const closed: Overload[] = [];
  for (const on of days) {
    const loads = columnLoads(site, on, criticalOn(on));
    for (const columns of limits) {
      const { limit } = columns;
      const capacity = limit.capacityOn(on);
      const watts = wattsOf(columns, loads);
      const earlier = open.get(limit);
      if (isAbove(watts, capacity.watts)) {
        const load = Power.watts(watts);
        const worst =
          earlier !== undefined && excess(earlier) >= watts - capacity.watts
            ? earlier
            : { limit, load, capacity };
        open.set(limit, { ...worst, from: earlier?.from ?? on, to: undefined });
      } else if (earlier !== undefined) {
        closed.push({ ...earlier, to: addDays(on, -1) });
        open.delete(limit);
      }
    }
  }
  return [...closed, ...open.values()];
}

function excess({ load, capacity }: LimitUse): number {
  return load.watts - capacity.watts;
}

/** An overload as a sentence with numbers. */
export function overloadText({ limit, load, capacity, from, to }: Overload): string {
  const span = to === undefined ? `from ${from}` : `from ${from} to ${to}`;
  const over = load.minus(capacity);
  switch (limit.kind) {
    case "load-approval":
      return `carries a gross load of ${load}, ${over} over the load approval of ${capacity}, ${span}`;
    case "standby-rating":
      return capacity.isZero
        ? `is not there to carry ${load} with ${limit.scenario}, ${span}`
        : `carries ${load} with ${limit.scenario}, ${over} over its standby rating of ${capacity}, ${span}`;
    case "restore-inrush":
      return `takes in ${load} with ${limit.scenario}, ${over} over its nameplate rating of ${capacity}, ${span}`;
    case "continuous-rating":
      return capacity.isZero
        ? `is not there to carry ${load} with ${limit.scenario}, ${span}`
        : `carries ${load} with ${limit.scenario}, ${over} over its continuous rating of ${capacity}, ${span}`;
  }
}
