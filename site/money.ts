import { Decimal } from "decimal.js";
import type { CapacityPrice, Energy, EnergyPrice, Power } from "./units/index.ts";

/** What amounts of money are counted in. Every price of the documents that is written with `$` is in US dollars. */
export type Currency = "USD" | "BTC";

/** Cents, and the smallest part of a bitcoin. */
const decimals: Readonly<Record<Currency, number>> = { USD: 2, BTC: 8 };

/** Enough digits that sums over a year of hours are exact, and quotients right to far below a cent. */
const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });

/**
 * An exact amount of money in one currency: decimal digits, never binary fractions, so that sums of cents are cents.
 * Amounts of two currencies cannot be added: `Money<"USD">` and `Money<"BTC">` are different types. Immutable.
 */
export class Money<C extends Currency> {
  readonly currency: C;
  readonly amount: Decimal;

  private constructor(currency: C, amount: Decimal) {
    if (!amount.isFinite()) throw new RangeError(`${amount} is no amount of ${currency}`);
    this.currency = currency;
    this.amount = amount;
  }

  /** @param amount digits, such as `"12.30"`, or a number as it prints. */
  static of<C extends Currency>(currency: C, amount: Decimal.Value): Money<C> {
    return new Money(currency, new Exact(amount));
  }

  static usd(amount: Decimal.Value): Money<"USD"> {
    return Money.of("USD", amount);
  }

  /** What energy costs at a price; negative where the price is. */
  static ofEnergy(price: EnergyPrice, energy: Energy): Money<"USD"> {
    return Money.usd(new Exact(price.dollarsPerMegawattHour).times(energy.wattHours).dividedBy(1e6));
  }

  /** What energy costs at a price for each hour: dollars a MWh and watt-hours, hour by hour. */
  static ofHours(dollarsPerMegawattHour: Float64Array, wattHours: Float64Array): Money<"USD"> {
    let total = new Exact(0);
    for (const [hour, energy] of wattHours.entries())
      if (energy !== 0) total = total.plus(new Exact(dollarsPerMegawattHour[hour] ?? 0).times(energy));
    return Money.usd(total.dividedBy(1e6));
  }

  /** What capacity costs over a number of months. */
  static ofCapacity(price: CapacityPrice, power: Power, months: Decimal.Value): Money<"USD"> {
    const perMonth = new Exact(price.dollarsPerKilowattMonth).times(power.watts).dividedBy(1000);
    return Money.usd(perMonth.times(months));
  }

  static sum<C extends Currency>(currency: C, amounts: Iterable<Money<C>>): Money<C> {
    let total = new Exact(0);
    for (const { amount } of amounts) total = total.plus(amount);
    return new Money(currency, total);
  }

  plus(other: Money<C>): Money<C> {
    return new Money(this.currency, this.amount.plus(other.amount));
  }

  minus(other: Money<C>): Money<C> {
    return new Money(this.currency, this.amount.minus(other.amount));
  }

  times(factor: Decimal.Value): Money<C> {
    return new Money(this.currency, this.amount.times(factor));
  }

  dividedBy(divisor: Decimal.Value): Money<C> {
    return new Money(this.currency, this.amount.dividedBy(divisor));
  }

  /** This amount as a multiple of another; not finite where that is zero. */
  ratioTo(other: Money<C>): number {
    return this.amount.dividedBy(other.amount).toNumber();
  }

  compare(other: Money<C>): number {
    return this.amount.comparedTo(other.amount);
  }

  get isNegative(): boolean {
    return this.amount.isNegative() && !this.amount.isZero();
  }

  get isZero(): boolean {
    return this.amount.isZero();
  }

  /** Rounded to whole cents (half away from zero), or to eight decimals of a bitcoin: `-1,234.50 USD`. */
  toString(): string {
    const places = decimals[this.currency];
    // Rounded before it is printed: what rounds to nothing is nothing, not less than nothing.
    const digits = this.amount.toDecimalPlaces(places).toFixed(places);
    const [whole = "", fraction] = digits.split(".");
    return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${fraction} ${this.currency}`;
  }

  toJSON(): string {
    return this.toString();
  }
}
