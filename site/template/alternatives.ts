import type { z } from "zod";
import { addDays, parseDay } from "../day.ts";
import { Figure } from "../figure.ts";
import { Quantity } from "../units/quantity.ts";

type Path = readonly (string | number)[];

/** A place among answers that holds one value. */
export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Every value among answers, with its path, in their order. */
export function* leavesOf(answers: unknown, path: Path = []): Generator<Leaf> {
  if (Array.isArray(answers)) {
    for (const [index, item] of answers.entries()) yield* leavesOf(item, [...path, index]);
  } else if (isPlain(answers)) {
    for (const [key, item] of Object.entries(answers)) yield* leavesOf(item, [...path, key]);
  } else if (answers !== undefined) yield { path, value: answers };
}

/** The same answers with another value at a path. What is not on the way there is the same object. */
export function withValue(answers: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(answers))
    return answers.map((item, index) => (index === step ? withValue(item, rest, value) : item));
  if (!isPlain(answers)) return answers;
  return { ...answers, [step]: withValue(answers[step], rest, value) };
}

/** Other values that may stand in place of one: near it, or whatever else the schema lists. */
export function alternativesTo({ path, value }: Leaf, schema: z.ZodType): readonly unknown[] {
  if (value instanceof Figure) {
    const others = alternativesTo({ path, value: value.value }, schema);
    const sourced = new Figure(value.value, { ...value, source: `${value.source ?? "a"}x` });
    return [...others.map((other) => new Figure(other, value)), sourced];
  }
  // Far ones as well: what is rounded up to whole units or rows may stay as it is for a near one.
  if (value instanceof Quantity)
    return value.isZero ? [value] : [1.25, 0.5, 4].map((times) => value.times(times));
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value - 1, value * 2, halfOf(value)];
  if (typeof value !== "string") return [];
  const options = optionsAt(schema, path).filter((option) => option !== value);
  if (options.length > 0) return options;
  const day = parseDay(value);
  if (day !== undefined) return [addDays(day, 1), addDays(day, -1)];
  const number = /^[+-]?[\d.]+/.exec(value)?.[0];
  return number === undefined
    ? [`${value}x`]
    : [value.replace(number, String(Number(number) + 1)), `${value}x`];
}

function halfOf(value: number): number {
  return Number.isInteger(value) ? Math.ceil(value / 2) : value / 2;
}

/** The values that a schema lists for a place, where it does. */
function optionsAt(schema: z.core.$ZodType, path: Path): readonly unknown[] {
  const { def } = schema._zod as unknown as { readonly def: SchemaDefinition };
  if (def.innerType !== undefined) return optionsAt(def.innerType, path);
  if (def.type === "pipe" && def.in !== undefined) return optionsAt(def.in, path);
  if (def.type === "union") return (def.options ?? []).flatMap((option) => optionsAt(option, path));
  const [step, ...rest] = path;
  if (step === undefined) return Object.values(def.entries ?? {});
  const inside = def.shape?.[step] ?? def.element ?? def.valueType;
  return inside === undefined ? [] : optionsAt(inside, rest);
}

/** Of zod's definitions, what leads to the values that a schema lists. */
interface SchemaDefinition {
  readonly type: string;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly shape?: Readonly<Record<string | number, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly entries?: Readonly<Record<string, unknown>>;
}

/** Whether something is a mapping of answers, and not a quantity or a figure. */
export function isPlain(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
