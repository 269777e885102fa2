import { type EnergyCost, energyCost } from "../energy/cost.ts";
import type { PriceSeries } from "../energy/price-series.ts";
import { Money } from "../money.ts";
import type { Site } from "../site.ts";
import { Energy } from "../units/index.ts";
import type { SimulatedLoad } from "./simulated-account.ts";
import type { SimulatedObligation } from "./simulated-obligation.ts";

/** What a site draws, earns and pays over hours of prices, shedding what does not pay; and what it would without shedding. */
export interface Simulation {
  readonly series: PriceSeries;
  /** What is drawn in each hour, and what would be if nothing were shed. */
  readonly drawnKilowatts: Float64Array;
  readonly baselineKilowatts: Float64Array;
  readonly loads: readonly SimulatedLoad[];
  readonly obligations: readonly SimulatedObligation[];
  /** Hours in which any load is shed. */
  readonly hoursCurtailed: number;
  /** Hours in which the index is below zero. */
  readonly hoursBelowZero: number;
  readonly baseline: Energy;
  readonly drawn: Energy;
  readonly shed: Energy;
  readonly revenueKept: Money<"USD">;
  readonly revenueLost: Money<"USD">;
  readonly costOfShedding: Money<"USD">;
  readonly energyCost: EnergyCost;
  readonly energyCostWithout: EnergyCost;
  /** What shedding saves of energy and charges, and sells. */
  readonly saved: Money<"USD">;
  /** What programmes pay for obligations that were met. */
  readonly payments: Money<"USD">;
  /** Saved and paid, less what shedding cost. */
  readonly netGain: Money<"USD">;
}

/** What the hours of a simulation gave, before it is reckoned what that costs. */
type Simulated = Pick<
  Simulation,
  "drawnKilowatts" | "baselineKilowatts" | "hoursCurtailed" | "loads" | "obligations"
>;

/** Reckons what a site paid with its shedding, and what it would have paid without. */
export function simulationOf(
  site: Site,
  series: PriceSeries,
  peaks: readonly number[] | undefined,
  found: Simulated,
): Simulation {
  const cost = energyCost(site, series, found.drawnKilowatts, { peaks });
  const costWithout = energyCost(site, series, found.baselineKilowatts, { peaks });
  const sumOf = (pick: (load: SimulatedLoad) => Money<"USD">) => Money.sum("USD", found.loads.map(pick));
  const saved = costWithout.total.minus(cost.total);
  const costOfShedding = sumOf((load) => load.costOfShedding);
  const payments = Money.sum(
    "USD",
    found.obligations.map(({ payment }) => payment),
  );
  return {
    series,
    ...found,
    hoursBelowZero: series.dollarsPerMegawattHour.filter((price) => price < 0).length,
    baseline: costWithout.drawn,
    drawn: cost.drawn,
    shed: found.loads.reduce((sum, { shed }) => sum.plus(shed), Energy.zero),
    revenueKept: sumOf((load) => load.revenueKept),
    revenueLost: sumOf((load) => load.revenueLost),
    costOfShedding,
    energyCost: cost,
    energyCostWithout: costWithout,
    saved,
    payments,
    netGain: saved.plus(payments).minus(costOfShedding),
  };
}
