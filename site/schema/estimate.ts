import { z } from "zod";
import { Figure, type FigureProvenance } from "../figure.ts";
import { Range } from "../range.ts";
import type { QuantityClass } from "../units/parse.ts";
import type { Quantity } from "../units/quantity.ts";
import { closed } from "./closed.ts";
import { provenance, quantity } from "./values.ts";

/**
 * An assumption that may be wrong: written as one value, as `{ value, source }`, or as `{ low, base, high, source }`. Low is
 * the least value of the three, whoever it favours.
 */
export function estimate<Q extends Quantity<Q>>(type: QuantityClass<Q>) {
  const one = quantity(type);
  const ends = { value: one.optional(), low: one.optional(), base: one.optional(), high: one.optional() };
  const long = closed({ ...ends, ...provenance }).transform(
    ({ value, low, base, high, ...from }, context) => {
      const range = rangeOf(value, low, base, high);
      if (range instanceof Range) return new Figure(range, from as FigureProvenance);
      context.addIssue({ code: "custom", message: range });
      return z.NEVER;
    },
  );
  return z.union([long, one.transform((value) => new Figure(Range.of(value)))]);
}

/** The range, or what is wrong with what was written. */
function rangeOf<Q extends Quantity<Q>>(
  value: Q | undefined,
  low: Q | undefined,
  base: Q | undefined,
  high: Q | undefined,
): Range<Q> | string {
  if (value !== undefined) {
    const alone = low === undefined && base === undefined && high === undefined;
    return alone
      ? Range.of(value)
      : "has a value as well as a range: write value alone, or low, base and high";
  }
  if (low === undefined || base === undefined || high === undefined) {
    return "is no whole range: write value alone, or all of low, base and high";
  }
  return low.compare(base) <= 0 && base.compare(high) <= 0
    ? new Range(low, base, high)
    : `low ${low}, base ${base}, high ${high}: each must be at least the one before`;
}
