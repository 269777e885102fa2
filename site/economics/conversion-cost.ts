import { Money } from "../money.ts";
import { type BuildCost, Duration, type Power } from "../units/index.ts";
import { daysPerYear } from "./year.ts";

/** What an AI hall costs: its critical load × the cost for each MW of it. */
export function conversionCost(critical: Power, cost: BuildCost): Money<"USD"> {
  return Money.usd(cost.dollarsPerKilowatt).times(critical.kilowatts);
}

/** In how long what is gained each year makes up for a cost, without interest. Infinite where nothing is gained. */
export function simplePayback(cost: Money<"USD">, gainPerYear: Money<"USD">): Duration {
  if (gainPerYear.isNegative || gainPerYear.isZero) return Duration.days(Number.POSITIVE_INFINITY);
  return Duration.days(cost.ratioTo(gainPerYear) * daysPerYear);
}

/** The length of a duration in years of 365 days. */
export function yearsOf(duration: Duration): number {
  return duration.hours / 24 / daysPerYear;
}
