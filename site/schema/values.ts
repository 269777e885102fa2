import { z } from "zod";
import { type Day, parseDay } from "../day.ts";
import { Figure } from "../figure.ts";
import { parseQuantity, type QuantityClass, quantityPattern } from "../units/parse.ts";
import type { Quantity } from "../units/quantity.ts";
import { closed, shown } from "./closed.ts";

/**
 * A name that becomes part of Kubernetes names, label values and construct ids: a DNS label of at most 40
 * characters, which leaves room for the prefixes and suffixes that are put around it.
 */
export const name = z
  .string()
  .regex(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/, {
    error: (issue) =>
      `${JSON.stringify(issue.input)} is not a name: use 1 to 40 lower-case letters, digits and "-", starting with a letter and not ending in "-"`,
  })
  .refine((written) => written !== "constructor", {
    error: '"constructor" cannot be a name: every construct has a property of that name; choose another',
  })
  .describe("A name: lower-case letters, digits and dashes, at most 40 characters.");

export const text = z.string().min(1, { error: "must not be empty" });

export const count = z
  .int({ error: (issue) => `${JSON.stringify(issue.input)} is not a whole number` })
  .min(1, { error: (issue) => `${JSON.stringify(issue.input)} is too small: at least 1` });

export const day: z.ZodType<Day, string> = z
  .string({ error: (issue) => `${JSON.stringify(issue.input)} is not a day: write it as 2026-07-01` })
  .meta({ pattern: "^\\d{4}-\\d{2}-\\d{2}$", description: "A calendar day, such as 2026-07-01." })
  .transform((written, context) => {
    const parsed = parseDay(written);
    if (parsed !== undefined) return parsed;
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(written)} is not a day: write it as 2026-07-01`,
    });
    return z.NEVER;
  });

/** A quantity written as people write it, parsed into its unit type. */
export function quantity<Q extends Quantity<Q>>(type: QuantityClass<Q>): z.ZodType<Q, string> {
  const { name, example, units } = type.dimension;
  return z
    .string({ error: (issue) => bareNumber(issue.input, type) })
    .meta({
      pattern: quantityPattern(type.dimension),
      description: `A ${name} such as "${example}" (units: ${Object.keys(units).join(", ")}).`,
    })
    .transform((written, context) => {
      const parsed = parseQuantity(type, written);
      const slip = slipOf(written, name);
      if ("value" in parsed && slip === undefined) return parsed.value;
      context.addIssue({ code: "custom", message: slip ?? ("problem" in parsed ? parsed.problem : "") });
      return z.NEVER;
    });
}

/** In any unit; beyond it is a slip of the keyboard, and far beyond it numbers become infinite. */
const largestAmount = 1e15;

function slipOf(written: string, name: string): string | undefined {
  if (/^\s*[+-]?\d[\d.]*,/.test(written)) {
    return `${shown(written)} has a comma in its number: write decimals with a point, and thousands without a mark`;
  }
  return Number.parseFloat(written) > largestAmount
    ? `${shown(written)} is too large for ${article(name)}`
    : undefined;
}

function bareNumber<Q extends Quantity<Q>>(input: unknown, type: QuantityClass<Q>): string {
  const { name, example } = type.dimension;
  const parsed = parseQuantity(type, String(input));
  return typeof input === "number" && "problem" in parsed
    ? parsed.problem.replace(/^"(.*?)"/, "$1")
    : `${shown(input)} is not ${article(name)}: write it as "${example}"`;
}

function article(name: string): string {
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

/** Where a figure comes from, as keys of its own mapping. */
export const provenance = {
  source: text.optional().describe('The id of an entry of `sources`, or "assumed".'),
  asOf: day.optional().describe("The day on which the source stated the value."),
  verified: z.boolean().optional().describe("Whether the value was checked against the thing itself."),
  note: text.optional(),
};

/** A value that may say where it comes from: written bare, or as `{ value, source, asOf, verified, note }`. */
export function figure<T, Written>(value: z.ZodType<T, Written>) {
  const long = closed({ value, ...provenance }).transform(
    ({ value, ...from }) => new Figure(value as T, from as ConstructorParameters<typeof Figure>[1]),
  );
  const short = value.transform((bare) => new Figure(bare));
  return z.union([long, short]);
}

/** Adds the `source` key to an element: it covers every figure inside it that has no source of its own. */
export const sourced = {
  source: text.optional().describe("Where the figures of this element come from, unless they say otherwise."),
  note: text.optional(),
};

/** A share or factor without a dimension, such as 1.35. */
export function ratio(least: number, most: number) {
  const rule = `a plain number from ${least} to ${most}`;
  return z
    .number({ error: (issue) => `${JSON.stringify(issue.input)} is not ${rule}` })
    .min(least, { error: (issue) => `${String(issue.input)} is too small: ${rule}` })
    .max(most, { error: (issue) => `${String(issue.input)} is too large: ${rule}` });
}

/** The version of the documents' schema. */
export const version = z.literal(1, {
  error: (issue) =>
    issue.input === undefined
      ? undefined
      : `${JSON.stringify(issue.input)} is not 1, the version of this schema`,
});
