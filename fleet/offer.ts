import { criticalLoads } from "../placement/site-plan.ts";
import type { Conversion, Room } from "../placement/what-if.ts";
import { mayShareLoad } from "../site/curtailment/programme-names.ts";
import { type Day, includes } from "../site/day.ts";
import { miningSide } from "../site/economics/mining-side.ts";
import { type Terms, termsOn } from "../site/economics/terms.ts";
import { hoursPerYear } from "../site/economics/year.ts";
import type { Figure } from "../site/figure.ts";
import { Money } from "../site/money.ts";
import { grossLoads } from "../site/power/flow.ts";
import type { Site } from "../site/site.ts";
import { Energy, type EnergyPrice, Hashrate, Power, sum } from "../site/units/index.ts";
import type { CarbonIntensity } from "./carbon-intensity.ts";
import type { PlacedSite } from "./fleet.ts";
import { lastDay, type Wanted } from "./probe.ts";

/** What a place for a tenant costs, and whom. */
export interface Offer {
  /** Whether a zone that has to be converted is not known to be ready in time. */
  readonly isLate: boolean;
  /** Of the tenant's load at the meter, with the losses of its halls. */
  readonly gross: Power;
  /** What a MWh costs the site on average with the tenant there, charges included. */
  readonly energyPrice: EnergyPrice;
  readonly energyPerYear: Money<"USD">;
  /** Mining that ends for it, on the day on which the last of its conversions has to be done. */
  readonly ends: { readonly mining: Power; readonly hashrate: Hashrate; readonly miners: number };
  /** What that mining earns a year beyond its energy and operation; less than nothing where it loses money. */
  readonly miningMarginPerYear: Money<"USD">;
  /** Energy and what the mining would have earned: what sites are ranked by. */
  readonly costPerYear: Money<"USD">;
  /** Promises of demand response that what is left of the mining does not carry. */
  readonly stepDown: readonly StepDown[];
  readonly carbon: Figure<CarbonIntensity> | undefined;
  readonly latency: readonly string[];
  /** What the grid of its region does not allow, in words. */
  readonly constraints: readonly string[];
}

/** An obligation that has to end or be reduced. */
export interface StepDown {
  readonly obligation: string;
  readonly programme: string;
  readonly obliged: Power;
  /** What may still be shed, all of it, from the day on. */
  readonly left: Power;
  readonly from: Day;
}

export function offerOf(member: PlacedSite, wanted: Wanted, { tenant, conversions }: Room): Offer {
  const { site, lock, region } = member;
  const loads = new Map(criticalLoads(lock, wanted.by));
  const own = criticalLoads({ ...lock, tenants: [tenant] }, wanted.by);
  for (const [zone, load] of own) loads.set(zone, (loads.get(zone) ?? Power.zero).plus(load));
  const gross = sum(
    Power.zero,
    [...own].map(([zone, load]) => load.times(site.zone(zone).ai?.grossToCritical.value ?? 1)),
  );
  const converted = new Set(conversions.map(({ zone }) => zone.name));
  const drawn = [...grossLoads(site, wanted.by, loads)].map(([zone, load]) =>
    converted.has(zone)
      ? (own.get(zone) ?? Power.zero).times(site.zone(zone).ai?.grossToCritical.value ?? 1)
      : load,
  );
  const terms = termsOn(site, wanted.by, sum(Power.zero, drawn));
  const energyPrice = terms.energyPrice.value.base;
  const energy = Money.ofEnergy(energyPrice, Energy.megawattHours(gross.megawatts * hoursPerYear));
  const margin = miningMargin(site, conversions, terms);
  return {
    isLate: conversions.some(({ ready, by }) => ready === undefined || ready.on > by),
    gross,
    energyPrice,
    energyPerYear: energy,
    ends: {
      mining: sum(
        Power.zero,
        conversions.map(({ ends }) => ends.gross),
      ),
      hashrate: sum(
        Hashrate.zero,
        conversions.map(({ ends }) => ends.hashrate),
      ),
      miners: conversions.reduce((all, { ends }) => all + ends.miners, 0),
    },
    miningMarginPerYear: margin,
    costPerYear: energy.plus(margin),
    stepDown: stepDown(site, conversions, wanted),
    carbon: region.carbon,
    latency: region.latency,
    constraints: region.constraints.map(({ text }) => text),
  };
}

/** Of the zones that mine when they have to be ready; those that stand empty earn nothing anyway. */
function miningMargin(site: Site, conversions: readonly Conversion[], terms: Terms): Money<"USD"> {
  return Money.sum(
    "USD",
    conversions.flatMap(({ zone, ends }) => {
      if (ends.miners === 0) return [];
      const side = miningSide(site, zone, terms, undefined);
      return "notApplicable" in side ? [] : [side.marginPerYear.value.base];
    }),
  );
}

/** The obligations of the lease's days, from the first day on which less mining is left than they were promised. */
function stepDown(site: Site, conversions: readonly Conversion[], wanted: Wanted): StepDown[] {
  const ended = conversions.filter(({ zone }) => zone.mining?.curtailable === true);
  if (ended.every(({ ends }) => ends.miners === 0)) return [];
  const lease = { from: wanted.by, to: lastDay(wanted) };
  return site.document.demandResponse.flatMap((one) => {
    const days = [wanted.by, ...site.changeDays()].filter(
      (day) => includes(lease, day) && includes(one, day),
    );
    for (const from of days.sort()) {
      const { curtailable, obligations } = site.at(from);
      const gone = sum(
        Power.zero,
        ended.map(({ zone }) => site.fleet(zone, from).gross),
      );
      const left = curtailable.minus(gone);
      const others = mayShareLoad(one.programme)
        ? [one]
        : obligations.filter(({ programme }) => !mayShareLoad(programme));
      const together = sum(
        Power.zero,
        others.map(({ obligation }) => obligation.value),
      );
      const { name: obligation, programme } = one;
      if (together.exceeds(left))
        return [{ obligation, programme, obliged: one.obligation.value, left, from }];
    }
    return [];
  });
}
