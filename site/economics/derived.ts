import { Range } from "../range.ts";
import type { Assumption } from "./evidence.ts";

/**
 * A number with its least and greatest value and what it was made of, down to the assumptions. `low` and `high` are the
 * ends of what it can be while each assumption stays within its own range: for a margin, low revenue with high costs. An
 * assumption that acts on two parts is taken at the worst for each, so a span is rather too wide than too narrow.
 */
export interface Derived<T> {
  readonly name: string;
  readonly value: Range<T>;
  /** How it is made of its parts, in words; undefined for an assumption. */
  readonly formula?: string | undefined;
  readonly parts: readonly Derived<unknown>[];
  readonly assumption?: Assumption | undefined;
}

/** Which value of a range is taken. */
export type Case = "low" | "base" | "high";

export const cases: readonly Case[] = ["low", "base", "high"];

/** The case of an assumption that lowers a result where others raise it. */
export function opposite(pick: Case): Case {
  return pick === "low" ? "high" : pick === "high" ? "low" : "base";
}

type Parts = Readonly<Record<string, Derived<unknown>>>;
type ValuesOf<P extends Parts> = {
  readonly [Key in keyof P]: P[Key] extends Derived<infer T> ? T : never;
};

/**
 * A number made of others.
 *
 * @param parts What it `rises` with and what it `falls` with: its low is made of the low of the former and the high of the
 * latter. That `make` is monotone so is the caller's promise.
 */
export function derived<
  T,
  Rises extends Parts = Record<never, never>,
  Falls extends Parts = Record<never, never>,
>(
  name: string,
  formula: string,
  parts: { readonly rises?: Rises; readonly falls?: Falls },
  make: (values: ValuesOf<Rises> & ValuesOf<Falls>) => T,
): Derived<T> {
  const rises = Object.entries<Derived<unknown>>(parts.rises ?? {});
  const falls = Object.entries<Derived<unknown>>(parts.falls ?? {});
  const at = (pick: Case) =>
    make(
      Object.fromEntries([
        ...rises.map(([key, { value }]) => [key, value[pick]]),
        ...falls.map(([key, { value }]) => [key, value[opposite(pick)]]),
      ]) as ValuesOf<Rises> & ValuesOf<Falls>,
    );
  return {
    name,
    formula,
    value: new Range(at("low"), at("base"), at("high")),
    parts: [...rises, ...falls].map(([, part]) => part),
  };
}

/** A number made of any number of others of one kind, with each of which it rises. */
export function derivedOfAll<T, U>(
  name: string,
  formula: string,
  parts: readonly Derived<T>[],
  make: (values: readonly T[]) => U,
): Derived<U> {
  const at = (pick: Case) => make(parts.map(({ value }) => value[pick]));
  return { name, formula, value: new Range(at("low"), at("base"), at("high")), parts };
}

/** Everything that some numbers are made of and they themselves, each once, what is needed first before what needs it. */
export function chainOf(results: readonly Derived<unknown>[]): readonly Derived<unknown>[] {
  const seen = new Set<Derived<unknown> | string>();
  const chain: Derived<unknown>[] = [];
  const visit = (one: Derived<unknown>) => {
    const key = one.assumption?.id ?? one;
    if (seen.has(key)) return;
    seen.add(key);
    for (const part of one.parts) visit(part);
    chain.push(one);
  };
  for (const result of results) visit(result);
  return chain;
}

/** The assumptions that some numbers rest on, by id. */
export function assumptionsBehind(results: readonly Derived<unknown>[]): readonly Assumption[] {
  return chainOf(results)
    .flatMap(({ assumption }) => assumption ?? [])
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether all that a number rests on was checked. */
export function isChecked(result: Derived<unknown>): boolean {
  return assumptionsBehind([result]).every(({ verified }) => verified);
}

/** Whether something found in a result is a number that was derived or assumed. */
export function isDerived(value: unknown): value is Derived<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    "parts" in value &&
    "value" in value &&
    value.value instanceof Range
  );
}
