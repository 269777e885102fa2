import type { LabelSelector } from "../../policies/objects/kinds.ts";

export type Labels = Readonly<Record<string, string>>;

/** A value that no selector names. */
const other = "\u0000other";

/**
 * One set of labels of every sort that the selectors tell apart. A selector compares a label with the values that it names,
 * so of each label that any of them asks for, these values, another one and none are all there is to try. Undefined where
 * that is more than a reader would wait for.
 */
export function labelUniverse(selectors: readonly LabelSelector[], most: number): Labels[] | undefined {
  const values = new Map<string, Set<string>>();
  const add = (key: string, named: readonly string[]) => {
    const known = values.get(key) ?? new Set();
    values.set(key, new Set([...known, ...named]));
  };
  for (const { matchLabels = {}, matchExpressions = [] } of selectors) {
    for (const [key, value] of Object.entries(matchLabels)) add(key, [value]);
    for (const { key, values: named = [] } of matchExpressions) add(key, named);
  }
  let universe: Labels[] = [{}];
  for (const [key, named] of values) {
    if (universe.length * (named.size + 2) > most) return undefined;
    universe = universe.flatMap((labels) => [
      labels,
      ...[...named, other].map((value) => ({ ...labels, [key]: value })),
    ]);
  }
  return universe;
}

/** `app=web and tier in (a, b)`; empty where it takes everything. */
export function calledSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      if (operator === "Exists") return `any ${key}`;
      if (operator === "DoesNotExist") return `no ${key}`;
      return `${key} ${operator === "In" ? "in" : "not in"} (${values.join(", ")})`;
    }),
  ].join(" and ");
}
