import type { Contract } from "../contracts/supply.ts";
import type { SiteDocument } from "../schema/site-document.ts";
import { isChargedOn } from "./charge-terms.ts";
import { deliverableWattHours } from "./deliverable.ts";
import type { PriceSeries } from "./price-series.ts";

/**
 * Where each MWh of a site comes from, hour by hour: contracts first, and of them what costs least more; what lies beyond
 * them all is bought at the index.
 *
 * What costs least more is not what is cheapest. Energy of a take-or-pay contract is paid for already, so another MWh of it
 * costs nothing; or, where it could be sold, what the index would have paid. Any other contract costs its price. What passes
 * the site's meter bears the charges on energy besides; what is generated behind it does not.
 */
export class MeritOrder {
  readonly contracts: readonly Contract[];
  readonly count: number;
  /** By contract, then hour. */
  readonly #available: readonly Float64Array[];
  /** US dollars a MWh more, by contract, then hour; that of the open index last. */
  readonly #marginal: readonly Float64Array[];
  /** By hour, the contracts in turn. */
  readonly #turns: Uint16Array;

  constructor({ contracts, charges }: Pick<SiteDocument, "contracts" | "charges">, series: PriceSeries) {
    this.contracts = contracts;
    this.count = series.grid.count;
    this.#available = contracts.map((contract) => deliverableWattHours(contract, series.grid));
    const charged = chargesOnEnergy(charges, series);
    this.#marginal = [
      ...contracts.map((contract) => marginalPrices(contract, series, charged)),
      series.dollarsPerMegawattHour.map((price, hour) => price + (charged[hour] ?? 0)),
    ];
    this.#turns = this.#inTurn();
  }

  /** What a contract can deliver in an hour, in watt-hours. */
  available(contract: number, hour: number): number {
    return this.#available[contract]?.[hour] ?? 0;
  }

  /** Shares out what is drawn in an hour, in watt-hours: to each contract by its place in the list, the open index last. */
  share(hour: number, wattHours: number, into: Float64Array): void {
    let left = wattHours;
    for (let turn = 0; turn < this.contracts.length; turn += 1) {
      const contract = this.#turn(hour, turn);
      const taken = Math.min(left, this.available(contract, hour));
      into[contract] = taken;
      left -= taken;
    }
    into[this.contracts.length] = left;
  }

  /** What the last MWh costs in an hour, in US dollars; the first, where nothing is drawn. */
  price(hour: number, wattHours: number): number {
    let left = wattHours;
    for (let turn = 0; turn < this.contracts.length; turn += 1) {
      const contract = this.#turn(hour, turn);
      const available = this.available(contract, hour);
      if (available > 0 && left <= available) return this.#marginal[contract]?.[hour] ?? 0;
      left -= available;
    }
    return this.#marginal[this.contracts.length]?.[hour] ?? 0;
  }

  /** The most that a MWh costs in an hour, in US dollars, whatever is drawn. */
  highest(hour: number): number {
    let highest = this.#marginal[this.contracts.length]?.[hour] ?? 0;
    for (let contract = 0; contract < this.contracts.length; contract += 1)
      if (this.available(contract, hour) > 0)
        highest = Math.max(highest, this.#marginal[contract]?.[hour] ?? 0);
    return highest;
  }

  /** What it costs more to draw one amount in an hour and not a smaller one, in US dollars. */
  costOfMore(hour: number, fromWattHours: number, toWattHours: number): number {
    let passed = 0;
    let dollars = 0;
    for (let turn = 0; turn <= this.contracts.length && passed < toWattHours; turn += 1) {
      const last = turn === this.contracts.length;
      const source = last ? turn : this.#turn(hour, turn);
      const upTo = last ? toWattHours : Math.min(toWattHours, passed + this.available(source, hour));
      const more = upTo - Math.max(passed, fromWattHours);
      if (more > 0) dollars += ((this.#marginal[source]?.[hour] ?? 0) * more) / 1e6;
      passed = upTo;
    }
    return dollars;
  }

  #turn(hour: number, turn: number): number {
    return this.#turns[hour * this.contracts.length + turn] ?? 0;
  }

  /** An insertion sort of the few contracts, for each hour; of equals the first in the document comes first. */
  #inTurn(): Uint16Array {
    const size = this.contracts.length;
    const turns = new Uint16Array(this.count * size);
    for (let hour = 0; hour < this.count; hour += 1) {
      const start = hour * size;
      for (let contract = 0; contract < size; contract += 1) {
        const own = this.#marginal[contract]?.[hour] ?? 0;
        let at = start + contract;
        while (at > start && (this.#marginal[turns[at - 1] ?? 0]?.[hour] ?? 0) > own) {
          turns[at] = turns[at - 1] ?? 0;
          at -= 1;
        }
        turns[at] = contract;
      }
    }
    return turns;
  }
}

/** What a MWh more of a contract costs in each hour, in US dollars. */
function marginalPrices(contract: Contract, series: PriceSeries, charged: Float64Array): Float64Array {
  const { kind, takeOrPay, resale } = contract;
  const price = contract.price.value.dollarsPerMegawattHour;
  return series.dollarsPerMegawattHour.map((index, hour) => {
    const paid = kind === "indexed" ? index + price : price;
    const sunk = resale ? Math.max(index, 0) : 0;
    return (takeOrPay ? sunk : paid) + (kind === "behind-the-meter" ? 0 : (charged[hour] ?? 0));
  });
}

/** What the charges on energy add to each MWh from the grid, in US dollars. */
function chargesOnEnergy(charges: SiteDocument["charges"], { grid }: PriceSeries): Float64Array {
  const added = new Float64Array(grid.count);
  for (const charge of charges.filter(({ basis }) => basis === "energy")) {
    const price = charge.energyPrice?.value.dollarsPerMegawattHour ?? 0;
    for (const { day, first, end } of grid.days)
      if (isChargedOn(charge, day))
        for (let hour = first; hour < end; hour += 1) added[hour] = (added[hour] ?? 0) + price;
  }
  return added;
}
