import type { Day } from "../day.ts";
import type { TenantDocument } from "../schema/tenant-document.ts";
import type { Site } from "../site.ts";
import type { Percentage } from "../units/index.ts";
import { type Availability, zoneAvailability } from "./availability.ts";

/** What a lease promises, beside what the zones yield in which the tenant's racks stand. */
export interface PromiseKept {
  /** Undefined where the lease promises nothing. */
  readonly promised: Percentage | undefined;
  /** The zone with the least. A tenant's zones are not added up: each of its racks is in one. */
  readonly zone: string;
  readonly modelled: Availability;
  /** Whether the model yields what is promised; true where nothing is. */
  readonly met: boolean;
}

/** The least that a tenant's zones yield on a day against its lease; undefined where it has no zones. */
export function leaseAvailability(
  site: Site,
  { lease }: TenantDocument,
  zones: readonly string[],
  on?: Day,
): PromiseKept | undefined {
  let least: { readonly zone: string; readonly modelled: Availability } | undefined;
  for (const name of new Set(zones)) {
    const modelled = zoneAvailability(site, site.zone(name), on);
    if (least === undefined || modelled.availability.compare(least.modelled.availability) < 0)
      least = { zone: name, modelled };
  }
  const promised = lease.uptime?.value;
  return (
    least && {
      promised,
      ...least,
      met: promised === undefined || !promised.exceeds(least.modelled.availability),
    }
  );
}

/** An availability with four decimals: `99.9731 %`. With two, three nines and five would read the same. */
export function ninesText(availability: Percentage): string {
  // Never rounded up to a promise that is not met.
  return `${(Math.floor(availability.percent * 1e4 + 1e-6) / 1e4).toFixed(4)} %`;
}
