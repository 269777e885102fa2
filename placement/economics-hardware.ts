import type { ZoneLease } from "../site/economics/ai-side.ts";
import { assumptionsOf } from "../site/economics/assumptions.ts";
import { defaultAssumptions } from "../site/economics/default-assumptions.ts";
import { pricePerCapacity } from "../site/economics/lease-price.ts";
import type { Terms } from "../site/economics/terms.ts";
import type { Site } from "../site/site.ts";
import { CapacityPrice } from "../site/units/index.ts";
import type { ZoneEconomics } from "./economics.ts";

/** Tenants whose rent pays for servers as well as for the hall, by name. */
export interface HardwareIncluded {
  /** As their documents say. */
  readonly stated: readonly string[];
  /**
   * Whose documents do not say: those that pay more, their energy deducted, than the most that the catalog or the site assumes
   * of a hall alone. A scenario with cheap halls makes no servers of a rent.
   */
  readonly inferred: readonly string[];
}

/** What the leases that are counted say of it. */
export function hardwareIncluded(
  site: Site,
  zones: readonly ZoneEconomics[],
  terms: Terms,
): HardwareIncluded {
  const highest = [assumptionsOf(site.document), defaultAssumptions]
    .map(({ leasePrice }) => leasePrice.value.high)
    .reduce((a, b) => (a.exceeds(b) ? a : b));
  const leases = zones.flatMap(({ ai }) =>
    "notApplicable" in ai ? [] : ai.leases.map((lease) => ({ lease, ratio: ai.grossToCritical.value.base })),
  );
  const tenants = (some: typeof leases) => [...new Set(some.map(({ lease }) => lease.tenant))].sort();
  return {
    stated: tenants(leases.filter(({ lease }) => lease.includesHardware === true)),
    inferred: tenants(
      leases.filter(
        ({ lease, ratio }) =>
          lease.includesHardware === undefined && forTheHall(lease, ratio, terms).exceeds(highest),
      ),
    ),
  };
}

/** What of a rent is not for energy. */
function forTheHall(
  { price, powerPassThrough }: ZoneLease,
  grossToCritical: number,
  terms: Terms,
): CapacityPrice {
  const energy = powerPassThrough
    ? CapacityPrice.zero
    : pricePerCapacity(terms.energyPrice.value.base).times(grossToCritical);
  return price.value.base.minus(energy);
}
