import { isFields } from "../policies/plan/change.ts";
import type { Change } from "./review.ts";

/** A value before and after, as far as there is one. */
export function changeOf<T>(before: T | undefined, after: T | undefined): Change<T> {
  return { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

/** Whether two sides differ by more than rounding: plans are written to a thousandth, and sums of such numbers are no closer. */
export function isChanged({ before, after }: Change<unknown>): boolean {
  return !isSame(before, after);
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number")
    return Math.abs(a - b) <= Math.max(0.0015, 1e-9 * Math.max(Math.abs(a), Math.abs(b)));
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  if (isFields(a) && isFields(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => isSame(a[key], b[key]));
  }
  return a === b;
}

/** What goes by one name on either side; one of them is undefined where it was added or removed. */
export interface Pair<T> {
  readonly name: string;
  readonly before: T | undefined;
  readonly after: T | undefined;
}

/** Pairs what goes by the same name: in the order of the head, then what is only at the base. The first of a name counts. */
export function paired<T>(
  before: readonly T[] | undefined,
  after: readonly T[] | undefined,
  nameOf: (one: T) => string,
): readonly Pair<T>[] {
  const [old, now] = [byName(before ?? [], nameOf), byName(after ?? [], nameOf)];
  return [...new Set([...now.keys(), ...old.keys()])].map((name) => ({
    name,
    before: old.get(name),
    after: now.get(name),
  }));
}

function byName<T>(all: readonly T[], nameOf: (one: T) => string): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const one of all) if (!found.has(nameOf(one))) found.set(nameOf(one), one);
  return found;
}
