import { type Day, includes } from "../site/day.ts";
import type { RacksInPlace } from "../site/hall/phases.ts";
import type { Site } from "../site/site.ts";
import type { Placement } from "./place.ts";
import { readRanges } from "./positions.ts";

/** The racks that stand on a day, by zone: what rows and phases are computed from. */
export function racksInPlace(
  site: Site,
  { tenants }: Pick<Placement, "tenants">,
  on: Day,
): ReadonlyMap<string, readonly RacksInPlace[]> {
  const found = new Map<string, RacksInPlace[]>();
  for (const { allocations } of tenants) {
    for (const { zone: name, rackType, racks, critical, positions: ranges, from, to } of allocations) {
      const zone = site.zones.find((candidate) => candidate.name === name);
      const positions = zone && readRanges(zone, ranges);
      if (positions === undefined || !includes({ from, to }, on)) continue;
      const here = { rackType: site.rackType(rackType), critical: critical.dividedBy(racks), positions };
      found.set(name, [...(found.get(name) ?? []), here]);
    }
  }
  return found;
}
