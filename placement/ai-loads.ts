import type { AiLoad } from "../site/curtailment/ai-load.ts";
import { type Day, includes } from "../site/day.ts";
import type { Site } from "../site/site.ts";
import { Power } from "../site/units/index.ts";
import type { Placement } from "./place.ts";

/** What each tenant's racks draw in each zone on a day, in the order of the placement. */
export function aiLoadsOn(site: Site, placement: Placement, on: Day): AiLoad[] {
  return placement.tenants.flatMap(({ tenant, allocations }) => {
    const zones = new Map<string, Power>();
    for (const { zone, critical, from, to } of allocations) {
      if (includes({ from, to }, on)) zones.set(zone, (zones.get(zone) ?? Power.zero).plus(critical));
    }
    return [...zones].map(([zone, critical]) => ({
      tenant,
      zone,
      critical,
      gross: critical.times(site.zone(zone).ai?.grossToCritical.value ?? 1),
    }));
  });
}
