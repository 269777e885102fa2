import { ApparentPower } from "./apparent-power.ts";
import { Bandwidth } from "./bandwidth.ts";
import { BitcoinAmount } from "./bitcoin-amount.ts";
import { BitcoinPrice } from "./bitcoin-price.ts";
import { BuildCost } from "./build-cost.ts";
import { CapacityPrice } from "./capacity-price.ts";
import { Current } from "./current.ts";
import { DataSize } from "./data-size.ts";
import { Difficulty } from "./difficulty.ts";
import { Duration } from "./duration.ts";
import { Energy } from "./energy.ts";
import { EnergyPrice } from "./energy-price.ts";
import { HashPrice } from "./hash-price.ts";
import { Hashrate } from "./hashrate.ts";
import { Length } from "./length.ts";
import { Mass } from "./mass.ts";
import { MinerEfficiency } from "./miner-efficiency.ts";
import { Percentage } from "./percentage.ts";
import { Power } from "./power.ts";
import { PowerRamp } from "./power-ramp.ts";
import { type Dimension, type Quantity, scaled } from "./quantity.ts";
import { Voltage } from "./voltage.ts";

/** What `parseQuantity` needs of a quantity class: its dimension, and how an amount in its base unit is made. */
export interface QuantityClass<Q extends Quantity<Q>> {
  readonly dimension: Dimension;
  ofBase(base: number): Q;
}

/** Every quantity that a document can hold, so that a unit of the wrong kind can be named in the message. */
const dimensions: readonly Dimension[] = [
  Power,
  ApparentPower,
  Current,
  Voltage,
  Hashrate,
  MinerEfficiency,
  EnergyPrice,
  CapacityPrice,
  HashPrice,
  BitcoinPrice,
  BitcoinAmount,
  Difficulty,
  BuildCost,
  PowerRamp,
  Energy,
  Length,
  Mass,
  Duration,
  Percentage,
  DataSize,
  Bandwidth,
].map((quantity) => quantity.dimension);

const written = /^([+-]?(?:\d+\.?\d*|\.\d+))\s*(.*)$/;

/** A parsed amount, or the sentence that says what is wrong with the text and which units are allowed. */
export type Parsed<Q> = { readonly value: Q } | { readonly problem: string };

/**
 * Reads a quantity as people write it (`300 MW`, `27 $/MWh`).
 *
 * Refused: no unit, a unit of another kind, an unknown unit, an amount that is negative or beyond all numbers.
 */
export function parseQuantity<Q extends Quantity<Q>>(type: QuantityClass<Q>, text: string): Parsed<Q> {
  const { dimension } = type;
  const match = written.exec(text.trim());
  if (match === null) {
    const money = currencyProblem(dimension, text, text.trim().split(/[\d.+-]/)[0] ?? "");
    return { problem: money ?? `${quote(text)} is not ${article(dimension)}: ${expected(dimension)}` };
  }
  const [, digits = "", symbol = ""] = match;
  const factor = Object.hasOwn(dimension.units, symbol) ? dimension.units[symbol] : undefined;
  if (factor === undefined) return { problem: unitProblem(dimension, text, symbol) };
  const amount = Number(digits);
  if (amount < 0) {
    return { problem: `${quote(text)} is negative: ${article(dimension)} here must be zero or more` };
  }
  const base = scaled(amount, factor);
  if (!Number.isFinite(base)) return { problem: `${quote(text)} is too large for ${article(dimension)}` };
  return { value: type.ofBase(base) };
}

/** A regular expression, as JSON Schema writes one, that editors check quantities of a kind with. */
export function quantityPattern(dimension: Dimension): string {
  const symbols = Object.keys(dimension.units).map((symbol) => symbol.replaceAll("$", "\\$"));
  return `^(\\d+\\.?\\d*|\\.\\d+)\\s*(${symbols.join("|")})$`;
}

function unitProblem(dimension: Dimension, text: string, symbol: string): string {
  if (symbol === "") return `${quote(text)} has no unit: ${expected(dimension)}`;
  const other = dimensions.find((candidate) => Object.hasOwn(candidate.units, symbol));
  if (other !== undefined)
    return `${quote(text)} is ${article(other)}, not ${article(dimension)}: ${expected(dimension)}`;
  const money = symbol.startsWith("$")
    ? undefined
    : currencyProblem(dimension, text, symbol.split("/")[0] ?? "");
  return money ?? `${quote(text)} has an unknown unit "${symbol}": ${expected(dimension)}`;
}

/**
 * Of a price in another currency than the dollar, or in dollars written otherwise, what to do: amounts of two currencies
 * cannot be added, and a rate is an assumption that somebody must make and date.
 */
function currencyProblem(dimension: Dimension, text: string, written: string): string | undefined {
  const currency = written.trim();
  const isPrice = Object.keys(dimension.units).some((unit) => unit.includes("$"));
  if (!isPrice || !/^M?(?!¢)(\p{Sc}|[A-Z]{1,2}\$|[A-Z]{3})$/u.test(currency)) return undefined;
  if (["$", "USD", "US$"].includes(currency))
    return `${quote(text)} is not written as prices are here: ${expected(dimension)}; $ is the US dollar`;
  return `${quote(text)} is in another currency: prices are in US dollars; write ${article(dimension)} such as "${dimension.example}", with the rate and its day in a note`;
}

function expected(dimension: Dimension): string {
  return `write ${article(dimension)} such as "${dimension.example}" (allowed units: ${Object.keys(dimension.units).join(", ")})`;
}

function article(dimension: Dimension): string {
  return `${/^[aeiou]/.test(dimension.name) ? "an" : "a"} ${dimension.name}`;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
