import { Quantity } from "../units/quantity.ts";
import { isExact } from "./given.ts";

type Path = readonly (string | number)[];
type Branch = Readonly<Record<string | number, unknown>>;

/** Where two things that a template gave say something else: by key and entry, down to what is not the same at all. */
export type Difference =
  | { readonly within: ReadonlyMap<string, Difference> }
  | { readonly one: unknown; readonly other: unknown };

/** What differs between two things that a template gave; undefined where they say the same. Of what is the same nothing is kept. */
export function difference(one: unknown, other: unknown): Difference | undefined {
  if (isSame(one, other)) return undefined;
  const [first, second] = [written(one), written(other)];
  if (!isBranch(first) || !isBranch(second) || Array.isArray(first) !== Array.isArray(second))
    return Object.is(first, second) ? undefined : { one: first, other: second };
  const within = new Map<string, Difference>();
  for (const key of keysOf(first, second)) {
    const inside = difference(first[key], second[key]);
    if (inside !== undefined) within.set(key, inside);
  }
  return within.size === 0 ? undefined : { within };
}

/** Whether two things say something else at a path or below it. */
export function differsAt(found: Difference | undefined, path: Path): boolean {
  if (found === undefined) return false;
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if ("within" in found) return differsAt(found.within.get(String(step)), rest);
  return differsAt(difference(inside(found.one, step), inside(found.other, step)), rest);
}

/** Quantities are held against each other as amounts: their texts, of which there are thousands, would take most of the time. */
function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Quantity && other instanceof Quantity)
    return one.constructor === other.constructor && one.compare(other) === 0;
  return Object.is(one, other);
}

function* keysOf(first: Branch, second: Branch): Generator<string> {
  for (const key in first) yield key;
  for (const key in second) if (!Object.hasOwn(first, key)) yield key;
}

function inside(given: unknown, step: string | number): unknown {
  return isBranch(given) ? given[step] : undefined;
}

/** Quantities and figures as a document has them. */
function written(given: unknown): unknown {
  return isBranch(given) && isExact(given) ? written(given.exact()) : given;
}

function isBranch(given: unknown): given is Branch {
  return typeof given === "object" && given !== null;
}
