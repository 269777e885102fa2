import { yearsOf } from "../site/economics/conversion-cost.ts";
import { type Derived, isChecked } from "../site/economics/derived.ts";
import { Money } from "../site/money.ts";
import { CapacityPrice, Duration, EnergyPrice, HashPrice } from "../site/units/index.ts";

/** Behind every number that rests on a figure which nobody has checked. */
export const unverifiedMark = "*";

/** `base (low to high)*`, each as `print` says; the base alone where all three are the same. */
export function spread<T>(result: Derived<T>, print: (value: T) => string): string {
  const { low, base, high } = result.value.map(print);
  return `${low === high ? base : `${base} (${low} to ${high})`}${markOf(result)}`;
}

/** The base alone. */
export function baseOf<T>(result: Derived<T>, print: (value: T) => string): string {
  return `${print(result.value.base)}${markOf(result)}`;
}

function markOf(result: Derived<unknown>): string {
  return isChecked(result) ? "" : unverifiedMark;
}

/** A number of about three digits: what is assumed is not known better. */
export function shortNumber(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "∞";
  const size = Math.abs(value);
  const text = value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text;
}

/** Millions of dollars, without their unit. */
export function millions(money: Money<"USD">): string {
  return shortNumber(money.amount.dividedBy(1e6).toNumber());
}

/** Millions of dollars for each MW and year, without their unit. */
export function millionsPerMegawatt(price: CapacityPrice): string {
  return shortNumber(price.dollarsPerMegawattYear / 1e6);
}

/** Dollars for each petahash a second and day, without their unit. */
export function hashpriceNumber(price: HashPrice): string {
  return twoDecimals(price.dollarsPerPetahashDay);
}

/** Dollars for each MWh, without their unit. */
export function energyNumber(price: EnergyPrice): string {
  return twoDecimals(price.dollarsPerMegawattHour);
}

/** As these prices are quoted. */
function twoDecimals(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "∞";
}

export function years(duration: Duration): string {
  const count = yearsOf(duration);
  return Number.isFinite(count) ? shortNumber(count) : "never";
}

/** Any amount with its unit. */
export function amountText(value: unknown): string {
  if (value instanceof Money) {
    return value.amount.abs().lessThan(1e5) ? value.toString() : `${millions(value)} M$`;
  }
  if (value instanceof Duration) {
    return Number.isFinite(yearsOf(value)) ? `${years(value)} years` : "never";
  }
  if (value instanceof CapacityPrice) return `${shortNumber(value.dollarsPerKilowattMonth)} $/kW-month`;
  if (value instanceof EnergyPrice) return `${energyNumber(value)} $/MWh`;
  if (value instanceof HashPrice) return `${hashpriceNumber(value)} $/PH/day`;
  return typeof value === "number"
    ? value.toLocaleString("en-US", { maximumFractionDigits: 3 })
    : String(value);
}
