import { unlimitedRamps } from "../site/curtailment/defaults.ts";
import { miningLoads } from "../site/curtailment/mining-loads.ts";
import type { Day } from "../site/day.ts";
import type { Site } from "../site/site.ts";
import { Power, sum } from "../site/units/index.ts";

/** The mining that may be shed on a day: not what is never curtailable, nor hosted miners whose contract says nothing of it. */
export function sheddableMining(site: Site, on: Day): Power {
  return sum(
    Power.zero,
    miningLoads(site, on, unlimitedRamps).sheddable.map(({ power }) => power),
  );
}
