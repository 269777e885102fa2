import type { Day } from "../day.ts";
import { isInForceOn, monthsMeasured } from "../energy/charge-terms.ts";
import { figuresIn } from "../figure.ts";
import { approvedLoad } from "../power/approvals.ts";
import type { Charge } from "../schema/charges.ts";
import type { Site } from "../site.ts";
import { type CapacityPrice, type EnergyPrice, Power, sum } from "../units/index.ts";
import { type Derived, derived } from "./derived.ts";
import type { Evidence } from "./evidence.ts";
import { pricePerEnergy } from "./lease-price.ts";
import { monthsPerYear } from "./year.ts";

/**
 * What each charge in force on a day comes to for a MWh, over a year in which the site draws the same at every hour: peaks are
 * then no higher than the average. A site that sheds in the grid's peak hours pays less for them.
 */
export interface AverageCharges {
  /** For each MWh that passes the meter: what is generated behind it bears none of them. */
  readonly metered: readonly Derived<EnergyPrice>[];
  /** For each MWh that is drawn, wherever it is from: they are paid for what is approved. */
  readonly contracted: readonly Derived<EnergyPrice>[];
}

/** @param load What the site draws on the day. */
export function chargesPerEnergy(
  site: Site,
  on: Day,
  load: Derived<Power>,
  evidence: Evidence,
): AverageCharges {
  const inForce = site.document.charges.filter((charge) => isInForceOn(charge, on));
  return {
    metered: inForce.flatMap((charge) => onMeteredLoad(charge, evidence) ?? []),
    contracted: inForce.flatMap((charge) => onApprovedLoad(charge, site, on, load, evidence) ?? []),
  };
}

/** Undefined of a charge on what is approved. One without a price of its kind is refused where charges are checked. */
function onMeteredLoad(charge: Charge, evidence: Evidence): Derived<EnergyPrice> | undefined {
  const { name, basis, energyPrice } = charge;
  if (energyPrice !== undefined) {
    const stated = evidence.figure(`charges.${name}.energyPrice`, `price of charge ${name}`, energyPrice);
    return inItsMonths(charge, stated);
  }
  const rate = basis === "contracted" ? undefined : rateOf(charge, evidence);
  if (rate === undefined) return undefined;
  const atEvenLoad = derived(
    `rate of charge ${name} for each MWh`,
    "rate × 12 months ÷ 8,760 h",
    { rises: { rate } },
    (of) => pricePerEnergy(of.rate),
  );
  // The load in the grid's peaks is billed in all months, those in which it is not measured as well.
  return basis === "coincident-peak" ? atEvenLoad : inItsMonths(charge, atEvenLoad);
}

function rateOf({ name, price }: Charge, evidence: Evidence): Derived<CapacityPrice> | undefined {
  return price === undefined
    ? undefined
    : evidence.figure(`charges.${name}.price`, `rate of charge ${name}`, price);
}

function inItsMonths(charge: Charge, rate: Derived<EnergyPrice>): Derived<EnergyPrice> {
  const months = monthsMeasured(charge)?.length ?? monthsPerYear;
  if (months === monthsPerYear) return rate;
  return derived(
    `charge ${charge.name} over the year`,
    `${rate.name} × ${months} of 12 months`,
    { rises: { rate } },
    (of) => of.rate.times(months / monthsPerYear),
  );
}

/** Paid for all that is allowed, whatever is drawn: the less of it is drawn, the more a MWh costs. */
function onApprovedLoad(
  charge: Charge,
  site: Site,
  on: Day,
  load: Derived<Power>,
  evidence: Evidence,
): Derived<EnergyPrice> | undefined {
  const rate = charge.basis === "contracted" ? rateOf(charge, evidence) : undefined;
  if (rate === undefined || load.value.base.isZero) return undefined;
  const { interconnects } = site.document;
  const approved = sum(
    Power.zero,
    interconnects.map((interconnect) => approvedLoad(interconnect, on)),
  );
  const figures = [...figuresIn(interconnects)].map(({ figure }) => figure);
  const perLoad = derived(
    `rate of charge ${charge.name} for each MWh`,
    "rate × 12 months ÷ 8,760 h × approved load ÷ load",
    {
      rises: {
        rate,
        approved: evidence.planned("plan.approved", "approved load", approved, "approvals in force", figures),
      },
      falls: { load },
    },
    (of) => pricePerEnergy(of.rate).times(of.approved.ratioTo(of.load)),
  );
  return inItsMonths(charge, perLoad);
}
