import type { Allocation } from "../../placement/lock.ts";
import { coolingCapacity, heatShare, media } from "../../site/cooling.ts";
import { groupBy } from "../../site/group-by.ts";
import type { Site } from "../../site/site.ts";
import { mostAtOnce } from "./phases.ts";

/** What removes the tenant's heat in each of its zones, by medium: a medium that takes none of it is left out. */
export function handedOverCooling(site: Site, allocations: readonly Allocation[]) {
  return [...groupBy(allocations, ({ zone }) => zone)].flatMap(([name, here]) => {
    const zone = site.zone(name);
    return media.flatMap((medium) => {
      const heat = mostAtOnce(here, ({ critical, rackType }) =>
        critical.times(heatShare(site.rackType(rackType), medium)),
      );
      const group = zone.ai?.cooling[medium];
      if (group === undefined || heat.isZero) return [];
      const { units, unit, redundancy } = group;
      const capacity = coolingCapacity(zone, medium);
      return [{ zone: name, medium, heat, units, unit: unit.value, redundancy, capacity }];
    });
  });
}
