import type { AttributeValue } from "./resource-change.ts";

/** A path inside an object: keys, indexes, and elements of lists by their `name`. */
export type Step = string | number | { readonly named: string };

/** Whether what is at a path, and all below it, is nothing to be shown. */
export type Hidden = (path: readonly Step[]) => boolean;

/** Characters of JSON that a reader is shown. */
export const most = 2_000;

/** A value as a review shows it, with nothing in it that is hidden. */
export function shownValue(value: unknown, path: readonly Step[], hidden: Hidden): AttributeValue {
  if (value === undefined) return { is: "absent" };
  if (hidden(path)) return { is: "sensitive" };
  return { is: "value", json: cut(JSON.stringify(withoutHidden(value, path, hidden))) };
}

function withoutHidden(value: unknown, path: readonly Step[], hidden: Hidden): unknown {
  if (hidden(path)) return "(sensitive)";
  if (Array.isArray(value))
    return value.map((item, index) => withoutHidden(item, [...path, stepOf(item, index)], hidden));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutHidden(item, [...path, key], hidden)]),
  );
}

/** An element of a list: by its name where it has one, since that is how a person finds it. */
export function stepOf(item: unknown, index: number): Step {
  const name = nameOf(item);
  return name === undefined ? index : { named: name };
}

/** The `name` of an element of a list. */
export function nameOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("name" in item)) return undefined;
  return typeof item.name === "string" ? item.name : undefined;
}

/** Never through the middle of a character that takes two places. What is a part already is told so. */
export function cut(json: string, isPart = false): string {
  if (!isPart && json.length <= most) return json;
  const end = /[\uD800-\uDBFF]/.test(json.charAt(most - 2)) ? most - 2 : most - 1;
  return `${json.slice(0, end)}…`;
}
