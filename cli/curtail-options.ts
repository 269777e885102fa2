import { InvalidArgumentError } from "commander";
import { isTime } from "../site/curtailment/written-time.ts";
import { Duration, EnergyPrice, Power } from "../site/units/index.ts";
import { parseQuantity, type QuantityClass } from "../site/units/parse.ts";
import type { Quantity } from "../site/units/quantity.ts";

/** How long a call lasts that does not say. */
export const usualDuration = Duration.hours(1);

/** A plan is of one day, so that what is asked for long after it has no meaning. */
const longestDuration = Duration.days(366);

/** Of these, a command line has one. */
const questions = ["event", "target", "price", "prices", "programmes"] as const;

/** What is wrong with options that are each right by themselves. */
export function optionsProblem(options: Readonly<Record<string, unknown>> | object): string | undefined {
  const given = new Set(
    Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [name])),
  );
  const asked = questions.filter((name) => given.has(name));
  const all = questions.map((name) => `--${name}`);
  if (asked.length === 0) return `it is not said what asks for load: give one of ${all.join(", ")}`;
  if (asked.length > 1)
    return `${asked.map((name) => `--${name}`).join(" and ")} ask for different things: give one of ${all.join(", ")}`;
  const [question] = asked;
  if (given.has("duration") && question !== "target" && question !== "price")
    return `--duration is of a target or a price: --${question} says by itself how long it lasts`;
  if (given.has("at") && question === "prices")
    return "--at is of a single call: --prices says by itself when each hour is";
  if (given.has("used") && (question === "prices" || question === "programmes"))
    return `--used is of a single call: leave it out with --${question}`;
  return undefined;
}

function parsed<Q extends Quantity<Q>>(type: QuantityClass<Q>, text: string): Q {
  const read = parseQuantity(type, text);
  if ("problem" in read) throw new InvalidArgumentError(`${read.problem}.`);
  return read.value;
}

function positive<Q extends Quantity<Q>>(type: QuantityClass<Q>, text: string): Q {
  const value = parsed(type, text);
  if (value.isZero) throw new InvalidArgumentError("It must be more than nothing.");
  return value;
}

export function asPower(text: string): Power {
  return positive(Power, text);
}

export function asDuration(text: string): Duration {
  const duration = positive(Duration, text);
  if (duration.exceeds(longestDuration))
    throw new InvalidArgumentError(`A call lasts at most a year: a plan is of the day on which it begins.`);
  return duration;
}

/** Prices of energy fall below zero where more is made than can be taken. */
export function asEnergyPrice(text: string): EnergyPrice {
  const [, minus, amount = ""] = /^\s*(-?)(.*)$/s.exec(text) ?? [];
  const price = parsed(EnergyPrice, amount);
  return minus === "-" ? price.times(-1) : price;
}

export function asTime(text: string): string {
  if (!isTime(text))
    throw new InvalidArgumentError(
      "It is not a time: write it as 2026-08-14T15:00, or with an offset as 2026-08-14T15:00-05:00.",
    );
  return text;
}
