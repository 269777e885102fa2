import type { Expression, Leaf, Path } from "./expression.ts";

/** An expression in the Common Expression Language, of a variable: true where it holds. */
export function celOf(expression: Expression, of: string): string {
  switch (expression.is) {
    case "all":
      return joined(expression.of, " && ", of);
    case "any":
      return joined(expression.of, " || ", of);
    case "not":
      return `!(${celOf(expression.of, of)})`;
    case "each":
      return `${celPath(of, expression.in)}.orValue([]).all(${itemOf(of)}, ${celOf(expression.holds, itemOf(of))})`;
    default:
      return celLeaf(expression, celPath(of, expression.at));
  }
}

function joined(parts: readonly Expression[], by: string, of: string): string {
  return parts.length === 0 ? String(by === " && ") : `(${parts.map((part) => celOf(part, of)).join(by)})`;
}

function celLeaf(leaf: Leaf, at: string): string {
  switch (leaf.is) {
    case "present":
      return `${at}.hasValue()`;
    case "named":
      return `${at}.orValue("") != ""`;
    case "on":
      return `${at}.orValue(false)`;
    case "among":
      return `${at}.orValue("") in ${JSON.stringify(leaf.values)}`;
    case "match":
      return `${at}.orValue("").matches(${JSON.stringify(leaf.pattern)})`;
  }
}

/** An optional value, also of what a path of no steps means itself. */
function celPath(of: string, path: Path): string {
  if (path.length === 0) return `optional.of(${of})`;
  // The API server's types leave out mappings to quantities: where keys are looked up, none are asked for.
  const root = path.some((step) => typeof step !== "string") ? `dyn(${of})` : of;
  return path.reduce<string>(
    (at, step) => (typeof step === "string" ? `${at}.?${step}` : `${at}[?${JSON.stringify(step.key)}]`),
    root,
  );
}

/** A name for the items of a list within what is called `of`. */
function itemOf(of: string): string {
  return of.startsWith("item") ? `${of}s` : "item";
}
