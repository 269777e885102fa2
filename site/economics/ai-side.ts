import { Money } from "../money.ts";
import { type CapacityPrice, Power, sum } from "../units/index.ts";
import { type Derived, derived, derivedOfAll } from "./derived.ts";
import {
  capacityPerYear,
  energyPerYear,
  netPerYear,
  perGrossLoad,
  totalPerYear,
  type Yearly,
} from "./money-per-year.ts";
import type { Terms } from "./terms.ts";

/** What a tenant leases in a zone. */
export interface ZoneLease {
  readonly tenant: string;
  /** Critical load. */
  readonly load: Derived<Power>;
  readonly price: Derived<CapacityPrice>;
  /** Whether the tenant pays for its energy besides: then the site neither pays nor is paid for it. */
  readonly powerPassThrough: boolean;
  /** Whether the price pays for servers as well, whose cost is in no number; undefined where nobody says. */
  readonly includesHardware: boolean | undefined;
  /** Undefined where the racks have none, or the tenant brings them. */
  readonly acceleratorsPerKilowatt: Derived<number> | undefined;
}

/** A zone as an AI hall: what it can take, and what of it is leased. */
export interface Hall {
  readonly critical: Derived<Power>;
  /** Gross for each unit of critical load. */
  readonly grossToCritical: Derived<number>;
  readonly leases: readonly ZoneLease[];
}

/** What a zone earns and costs in a year in which it is an AI hall. */
export interface AiSide {
  readonly critical: Derived<Power>;
  readonly grossToCritical: Derived<number>;
  readonly gross: Derived<Power>;
  readonly leases: readonly ZoneLease[];
  /** Critical load that nobody leases: counted at a price that is assumed. */
  readonly unleased: Derived<Power>;
  readonly revenuePerYear: Yearly;
  /** Of leases whose power does not pass through; undefined where there are none. */
  readonly energyPerYear: Yearly | undefined;
  readonly operationsPerYear: Yearly;
  readonly marginPerYear: Yearly;
  readonly marginPerGrossLoad: Derived<CapacityPrice>;
}

/**
 * A zone as an AI hall: what is leased at the prices of its leases, the rest at the price that is assumed for it. A tenant's
 * racks draw their whole critical load at every hour, which is the most that they can cost. Of what is not leased, power is
 * taken to pass through, as with most of the leases that its price is from.
 */
export function aiSide({ critical, grossToCritical, leases }: Hall, terms: Terms): AiSide {
  const leased = derivedOfAll(
    "leased load",
    "sum of the leases",
    leases.map(({ load }) => load),
    (loads) => sum(Power.zero, loads),
  );
  const unleased = derived(
    "load that is not leased",
    "critical load of the hall − leased load",
    { rises: { critical }, falls: { leased } },
    (of) => atLeastZero(of.critical.minus(of.leased)),
  );
  const operations = capacityPerYear("operation of the hall", critical, terms.given.leaseOperations);
  const rents = rentsPerYear(leases);
  const rest = unleased.value.base.isZero
    ? []
    : [capacityPerYear("rent of what is not leased", unleased, terms.given.leasePrice)];
  const revenue = totalPerYear("rent", [...rents, ...rest]) ?? nothing;
  const energy = leasedEnergy(leases, grossToCritical, terms);
  const margin = netPerYear(
    "margin of AI",
    [revenue],
    [...(energy === undefined ? [] : [energy]), operations],
  );
  const gross = derived(
    "gross load of the hall",
    "critical load of the hall × gross per critical",
    { rises: { critical, grossToCritical } },
    (of) => of.critical.times(of.grossToCritical),
  );
  return {
    critical,
    grossToCritical,
    gross,
    leases,
    unleased,
    revenuePerYear: revenue,
    energyPerYear: energy,
    operationsPerYear: operations,
    marginPerYear: margin,
    marginPerGrossLoad: perGrossLoad(margin, gross),
  };
}

/** What each lease brings in a year. */
export function rentsPerYear(leases: readonly ZoneLease[]): readonly Yearly[] {
  return leases.map(({ tenant, load, price }) => capacityPerYear(`rent of ${tenant}`, load, price));
}

/** What the site pays for the energy of the leases that include it; undefined where none does. */
export function leasedEnergy(
  leases: readonly ZoneLease[],
  grossToCritical: Derived<number>,
  { energyPrice }: Terms,
): Yearly | undefined {
  const costs = leases
    .filter(({ powerPassThrough }) => !powerPassThrough)
    .map(({ tenant, load }) => {
      const gross = derived(
        `gross load of ${tenant}`,
        `${load.name} × gross per critical`,
        { rises: { load, grossToCritical } },
        (of) => of.load.times(of.grossToCritical),
      );
      return energyPerYear(`energy of ${tenant}`, gross, energyPrice);
    });
  return totalPerYear("energy of the hall", costs);
}

/** Of a hall that nobody leases and that takes nothing. */
const nothing: Yearly = derived("rent", "there is none", {}, () => Money.usd(0));

function atLeastZero(power: Power): Power {
  return power.isNegative ? Power.zero : power;
}
