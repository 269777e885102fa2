/** The way to a field: names, and keys of mappings such as labels. */
export type Path = readonly (string | { readonly key: string })[];

/**
 * What must hold of an object, in a form that is evaluated here and written in the API server's language alike: what a
 * rule asks of a declared object and what the API server asks of a live one cannot come apart.
 */
export type Expression =
  /** The field is there. */
  | { readonly is: "present"; readonly at: Path }
  /** The text is there and not empty. */
  | { readonly is: "named"; readonly at: Path }
  /** The switch is on. */
  | { readonly is: "on"; readonly at: Path }
  /** The text is one of these. */
  | { readonly is: "among"; readonly at: Path; readonly values: readonly string[] }
  /** The text matches: what JavaScript and RE2 understand alike. A text that is not there is empty. */
  | { readonly is: "match"; readonly at: Path; readonly pattern: string }
  | { readonly is: "not"; readonly of: Expression }
  | { readonly is: "all" | "any"; readonly of: readonly Expression[] }
  /** Each item of a list, whose fields `holds` speaks of. A list that is not there has none. */
  | { readonly is: "each"; readonly in: Path; readonly holds: Expression };

/** A field that breaks an expression, as it is written in messages, and what it holds. */
export interface Broken {
  readonly field: string;
  readonly value: unknown;
}

/** The fields of a value that break an expression; none where it holds. */
export function broken(expression: Expression, value: unknown, field = ""): readonly Broken[] {
  switch (expression.is) {
    case "all":
      return expression.of.flatMap((part) => broken(part, value, field));
    case "any": {
      const parts = expression.of.map((part) => broken(part, value, field));
      return parts.some((part) => part.length === 0) ? [] : (parts[0] ?? []);
    }
    case "not":
      return broken(expression.of, value, field).length > 0 ? [] : [placeOf(expression.of, value, field)];
    case "each": {
      const items = valueAt(value, expression.in);
      const list = fieldAt(field, expression.in);
      if (!Array.isArray(items)) return [];
      return items.flatMap((item, index) => broken(expression.holds, item, `${list}[${index}]`));
    }
    default:
      return leafHolds(expression, valueAt(value, expression.at)) ? [] : [placeOf(expression, value, field)];
  }
}

/** What speaks of one field. */
export type Leaf = Extract<Expression, { readonly at: Path }>;

function leafHolds(leaf: Leaf, value: unknown): boolean {
  const text = typeof value === "string" ? value : "";
  switch (leaf.is) {
    case "present":
      return value !== undefined && value !== null;
    case "named":
      return text !== "";
    case "on":
      return value === true;
    case "among":
      return leaf.values.includes(text);
    case "match":
      return new RegExp(leaf.pattern).test(text);
  }
}

/** What a negation or a leaf speaks of. */
function placeOf(expression: Expression, value: unknown, field: string): Broken {
  if ("at" in expression) {
    return { field: fieldAt(field, expression.at), value: valueAt(value, expression.at) };
  }
  return { field, value };
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((fields, step) => {
    if (typeof fields !== "object" || fields === null) return undefined;
    const name = typeof step === "string" ? step : step.key;
    return Object.hasOwn(fields, name) ? (fields as Readonly<Record<string, unknown>>)[name] : undefined;
  }, value);
}

function fieldAt(parent: string, path: Path): string {
  return path.reduce<string>((field, step) => {
    if (typeof step !== "string") return `${field}[${JSON.stringify(step.key)}]`;
    return field === "" ? step : `${field}.${step}`;
  }, parent);
}
