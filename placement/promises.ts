import { leaseAvailability, type PromiseKept } from "../site/availability/promise.ts";
import type { Day } from "../site/day.ts";
import type { Site } from "../site/site.ts";
import type { Placement } from "./place.ts";
import { tenantsOn } from "./site-plan.ts";

/** What a tenant was promised, beside what the power and cooling above its racks are modelled to yield. */
export interface TenantPromise extends PromiseKept {
  readonly tenant: string;
}

/** The availability of every tenant that has racks on a day, against its lease. */
export function promisesOn(site: Site, placement: Placement, on: Day): TenantPromise[] {
  return tenantsOn(site, placement, on).flatMap(({ tenant, allocations }) => {
    const zones = allocations.map(({ zone }) => zone);
    const kept = leaseAvailability(site, tenant, zones, on);
    return kept === undefined ? [] : [{ tenant: tenant.name, ...kept }];
  });
}
