import type { Day } from "../site/day.ts";
import { type Terms, termsOn } from "../site/economics/terms.ts";
import { grossLoads } from "../site/power/flow.ts";
import type { Site } from "../site/site.ts";
import { Power, sum } from "../site/units/index.ts";
import type { Placement } from "./place.ts";
import { criticalLoads } from "./site-plan.ts";

/** What every zone is reckoned with on a day, on which the site draws what its mines and its leases draw. */
export function termsFor(site: Site, placement: Placement, on: Day): Terms {
  const loads = grossLoads(site, on, criticalLoads(placement, on));
  return termsOn(site, on, sum(Power.zero, loads.values()));
}
