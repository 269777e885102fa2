import { isDeepStrictEqual } from "node:util";
import { diffArrays } from "diff";
import { isJsonObject } from "../../constructs/kubernetes/json.ts";
import { pathText } from "./attribute-path.ts";
import { type Hidden, nameOf, type Step, shownValue } from "./attribute-value.ts";
import type { AttributeChange } from "./resource-change.ts";
import { lineChanges } from "./text-lines.ts";

/**
 * Where two values differ, by path. Elements of lists that have names are matched by them, others by what they hold, so
 * that one more element is one difference; and texts of several lines differ by lines.
 */
export function differences(
  before: unknown,
  after: unknown,
  hidden: Hidden,
  path: readonly Step[] = [],
): AttributeChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (hidden(path)) return [changeOf(before, after, hidden, path)];
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => differences(own(before, key), own(after, key), hidden, [...path, key]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return listDifferences(before, after, hidden, path);
  if (typeof before === "string" && typeof after === "string") {
    const lines = lineChanges(before, after, pathText(path));
    if (lines !== undefined) return lines;
  }
  return [changeOf(before, after, hidden, path)];
}

/** The field of an object, and not what every object of the language has. */
function own(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function changeOf(before: unknown, after: unknown, hidden: Hidden, path: readonly Step[]): AttributeChange {
  return {
    path: pathText(path),
    before: shownValue(before, path, hidden),
    after: shownValue(after, path, hidden),
  };
}

function listDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  hidden: Hidden,
  path: readonly Step[],
): AttributeChange[] {
  const [was, is] = [namedElements(before), namedElements(after)];
  if (was !== undefined && is !== undefined) return namedDifferences(was, is, hidden, path);
  if (![...before, ...after].some(isJsonObject)) return [changeOf(before, after, hidden, path)];
  return alignedDifferences(before, after, hidden, path);
}

/** Elements by their names, where each has one of its own. */
function namedElements(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const item of list) {
    const name = nameOf(item);
    if (name === undefined || named.has(name)) return undefined;
    named.set(name, item);
  }
  return named;
}

function namedDifferences(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
  hidden: Hidden,
  path: readonly Step[],
): AttributeChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const elements = names.flatMap((named) =>
    differences(before.get(named), after.get(named), hidden, [...path, { named }]),
  );
  // Of init containers and of a queue's flavors, the order is what they do.
  const [was, is] = [
    [...before.keys()].filter((name) => after.has(name)),
    [...after.keys()].filter((name) => before.has(name)),
  ];
  if (isDeepStrictEqual(was, is)) return elements;
  return [...elements, changeOf([...before.keys()], [...after.keys()], () => false, path)];
}

/** Elements that stay are found by what they hold; what goes and what comes between two of them is compared one by one. */
function alignedDifferences(
  before: readonly unknown[],
  after: readonly unknown[],
  hidden: Hidden,
  path: readonly Step[],
): AttributeChange[] {
  const parts = diffArrays([...before], [...after], { comparator: isDeepStrictEqual, maxEditLength: 500 });
  if (parts === undefined) return [changeOf(before, after, hidden, path)];
  const found: AttributeChange[] = [];
  let [from, to] = [0, 0];
  for (const [index, { added, removed, value }] of parts.entries()) {
    if (!added && !removed) {
      [from, to] = [from + value.length, to + value.length];
      continue;
    }
    const last = parts[index - 1];
    const [gone, come] = removed ? [value, []] : [last?.removed ? last.value : [], value];
    // What goes is told together with what comes right after it.
    if (removed && parts[index + 1]?.added) continue;
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) {
      const place = at < come.length ? to + at : from + at;
      found.push(...differences(gone[at], come[at], hidden, [...path, place]));
    }
    [from, to] = [from + gone.length, to + come.length];
  }
  return found;
}
