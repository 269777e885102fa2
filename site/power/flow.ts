import type { Day } from "../day.ts";
import { addDays } from "../day.ts";
import type { Site } from "../site.ts";
import { Power } from "../units/index.ts";
import type { PowerLimit } from "./limits.ts";

/** The critical AI load of each zone on a day, by zone name; zones without any may be left out. */
export type CriticalLoads = ReadonlyMap<string, Power>;

/** Gross load of each zone on a day: AI critical × gross-to-critical, and mining nameplate × (1 + overhead). */
export function grossLoads(site: Site, on: Day, critical: CriticalLoads): ReadonlyMap<string, Power> {
  return new Map(
    site.zones.map((zone) => {
      const ai = (critical.get(zone.name) ?? Power.zero).times(zone.ai?.grossToCritical.value ?? 1);
      return [zone.name, ai.plus(site.fleet(zone, on).gross)];
    }),
  );
}

/** The load that a limit's element carries under its scenario. */
export function loadOf(limit: PowerLimit, gross: ReadonlyMap<string, Power>): Power {
  let load = Power.zero;
  for (const [zone, share] of limit.shares) load = load.plus((gross.get(zone) ?? Power.zero).times(share));
  return load;
}

/** A limit with its load on a day. */
export interface LimitUse {
  readonly limit: PowerLimit;
  readonly load: Power;
  readonly capacity: Power;
}

/** All limits of a site with their loads on a day. */
export function limitUses(site: Site, on: Day, critical: CriticalLoads): readonly LimitUse[] {
  const gross = grossLoads(site, on, critical);
  return site.powerLimits.map((limit) => ({
    limit,
    load: loadOf(limit, gross),
    capacity: limit.capacityOn(on),
  }));
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
  const open = new Map<PowerLimit, Overload>();
  const closed: Overload[] = [];
  for (const on of days) {
    for (const use of limitUses(site, on, criticalOn(on))) {
      const earlier = open.get(use.limit);
      if (use.load.exceeds(use.capacity)) {
        const worst = earlier?.load.exceeds(use.load) ? earlier : use;
        open.set(use.limit, { ...worst, from: earlier?.from ?? on, to: undefined });
      } else if (earlier !== undefined) {
        closed.push({ ...earlier, to: addDays(on, -1) });
        open.delete(use.limit);
      }
    }
  }
  return [...closed, ...open.values()];
}

/** An overload as a sentence with numbers. */
export function overloadText({ limit, load, capacity, from, to }: Overload): string {
  const span = to === undefined ? `from ${from}` : `from ${from} to ${to}`;
  const excess = load.minus(capacity);
  return limit.kind === "load-approval"
    ? `carries a gross load of ${load}, ${excess} over the load approval of ${capacity}, ${span}`
    : `carries ${load} with ${limit.scenario}, ${excess} over its continuous rating of ${capacity}, ${span}`;
}
