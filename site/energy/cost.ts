import type { Contract } from "../contracts/supply.ts";
import { Money } from "../money.ts";
import type { Site } from "../site.ts";
import { Energy } from "../units/index.ts";
import { type ChargeCost, chargeCosts } from "./charges.ts";
import { checkedDraw, wholeWattHours } from "./draw.ts";
import { MeritOrder } from "./merit-order.ts";
import type { PriceSeries } from "./price-series.ts";

/** What a contract delivers over a period, and what that costs. */
export interface ContractCost {
  readonly name: string;
  readonly drawn: Energy;
  /** Paid for, not drawn, and sold at the index. */
  readonly sold: Energy;
  /** Paid for, and neither drawn nor sold. */
  readonly unused: Energy;
  readonly cost: Money<"USD">;
  /** What the sale brings in. */
  readonly resale: Money<"USD">;
}

/** What a site pays for its power over a period. */
export interface EnergyCost {
  readonly contracts: readonly ContractCost[];
  /** What lies beyond all contracts. */
  readonly index: { readonly energy: Energy; readonly cost: Money<"USD"> };
  readonly charges: readonly ChargeCost[];
  readonly drawn: Energy;
  /** What all contracts sell brings in; the total has it deducted. */
  readonly resale: Money<"USD">;
  readonly total: Money<"USD">;
}

export interface EnergyCostOptions {
  /** The grid's own peak hours, by their index: what charges by coincident peaks are measured in. @default - the hour of the highest price of each of their months stands for its peak */
  readonly peaks?: readonly number[] | undefined;
}

/**
 * What a site pays for what it draws, hour by hour: contracts at their prices, take-or-pay whether drawn or not; what lies
 * beyond them at the index; charges. Energy that is paid for and not drawn is sold where its contract lets it and the index
 * is above zero: nobody pays to be rid of energy that need not be taken.
 */
export function energyCost(
  site: Site,
  series: PriceSeries,
  drawnKilowatts: Float64Array,
  { peaks }: EnergyCostOptions = {},
): EnergyCost {
  const wattHours = checkedDraw(series, drawnKilowatts).map(wholeWattHours);
  const order = new MeritOrder(site.document, series);
  const accounts = site.document.contracts.map((contract) => new ContractAccount(contract, series));
  const open = new Float64Array(series.grid.count);
  const metered = new Float64Array(series.grid.count);
  const shares = new Float64Array(accounts.length + 1);
  for (const [hour, drawn] of wattHours.entries()) {
    order.share(hour, drawn, shares);
    open[hour] = shares[accounts.length] ?? 0;
    let ownGeneration = 0;
    for (const [at, account] of accounts.entries()) {
      const taken = shares[at] ?? 0;
      account.add(hour, taken, order.available(at, hour));
      if (account.contract.kind === "behind-the-meter") ownGeneration += taken;
    }
    metered[hour] = drawn - ownGeneration;
  }
  const contracts = accounts.map((account) => account.cost());
  const index = { energy: total(open), cost: Money.ofHours(series.dollarsPerMegawattHour, open) };
  const charges = chargeCosts(site.document, series, metered, peaks);
  const resale = Money.sum(
    "USD",
    contracts.map((contract) => contract.resale),
  );
  const paid = [...contracts.map(({ cost }) => cost), index.cost, ...charges.map(({ cost }) => cost)];
  return {
    contracts,
    index,
    charges,
    drawn: total(wattHours),
    resale,
    total: Money.sum("USD", paid).minus(resale),
  };
}

/** The account of one contract, in watt-hours by hour. */
class ContractAccount {
  readonly contract: Contract;
  readonly #series: PriceSeries;
  readonly #paid: Float64Array;
  readonly #sold: Float64Array;
  #drawn = 0;

  constructor(contract: Contract, series: PriceSeries) {
    this.contract = contract;
    this.#series = series;
    this.#paid = new Float64Array(series.grid.count);
    this.#sold = new Float64Array(series.grid.count);
  }

  add(hour: number, drawn: number, available: number): void {
    const { takeOrPay, resale } = this.contract;
    const price = this.#series.dollarsPerMegawattHour[hour] ?? 0;
    this.#drawn += drawn;
    this.#paid[hour] = takeOrPay ? available : drawn;
    if (takeOrPay && resale && price > 0) this.#sold[hour] = available - drawn;
  }

  cost(): ContractCost {
    const { name, kind, price } = this.contract;
    const { dollarsPerMegawattHour: index } = this.#series;
    const paid = total(this.#paid);
    const sold = total(this.#sold);
    const drawn = Energy.wattHours(this.#drawn);
    const atPrice = Money.ofEnergy(price.value, paid);
    return {
      name,
      drawn,
      sold,
      unused: paid.minus(drawn).minus(sold),
      cost: kind === "indexed" ? atPrice.plus(Money.ofHours(index, this.#paid)) : atPrice,
      resale: Money.ofHours(index, this.#sold),
    };
  }
}

function total(wattHours: Float64Array): Energy {
  return Energy.wattHours(wattHours.reduce((sum, hour) => sum + hour, 0));
}
