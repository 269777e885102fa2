import { type TerraformElement, Token } from "./cdktf.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/**
 * Renders a stack without letting cdktf resolve what has nothing to resolve. cdktf looks for tokens in every value of every
 * resource three times over, which is most of the time a large site takes to synthesize, while a declared object has none; nor, as
 * a rule, has a stack's provider or backend.
 *
 * Elements that got tokens later, by an override, or are being moved or imported, go the usual way.
 */
export class PlainRendering {
  private readonly plain = new Map<TerraformElement, Rendered>();

  /** Whether every element of the stack is plain. */
  readonly isWhole: boolean;

  constructor(elements: readonly TerraformElement[]) {
    for (const element of elements) {
      const rendered = plainOf(element.toTerraform());
      if (rendered !== undefined) this.plain.set(element, rendered);
    }
    this.isWhole = this.plain.size === elements.length;
  }

  /** Runs a function with the plain elements rendering as nothing. */
  without<T>(run: () => T): T {
    for (const element of this.plain.keys()) element.toTerraform = () => ({});
    try {
      return run();
    } finally {
      // What is left is the method of the class.
      for (const element of this.plain.keys()) Reflect.deleteProperty(element, "toTerraform");
    }
  }

  /** Adds the plain elements to what the stack rendered without them. */
  addTo(stack: Rendered): Rendered {
    const merged: Record<string, JsonValue> = { ...stack };
    for (const rendered of this.plain.values()) mergeInto(merged, rendered);
    return merged;
  }
}

/** Terraform configuration: blocks by name, type and id. */
export type Rendered = JsonObject;

/** Elements differ in the last of these names, so mappings are joined and nothing is ever replaced. */
function mergeInto(target: Record<string, JsonValue>, source: JsonObject): void {
  for (const [key, value] of Object.entries(source)) {
    const existing = target[key];
    if (isMapping(existing) && isMapping(value)) mergeInto(existing as Record<string, JsonValue>, value);
    else target[key] = isMapping(value) ? { ...value } : value;
  }
}

function isMapping(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The rendering without undefined values, or `undefined` where cdktf must see to it. */
function plainOf(rendering: unknown): Rendered | undefined {
  const copy = withoutUndefined(rendering);
  if (copy === NOT_PLAIN || typeof copy !== "object" || copy === null) return undefined;
  return Object.keys(copy).every((key) => BLOCKS.has(key)) ? (copy as Rendered) : undefined;
}

/** What resources, providers and backends render as. Moves and imports are blocks of their own. */
const BLOCKS = new Set(["resource", "provider", "terraform"]);

const NOT_PLAIN = Symbol("not plain");

function withoutUndefined(value: unknown): unknown {
  if (Token.isUnresolved(value)) return NOT_PLAIN;
  if (Array.isArray(value)) {
    const items = value.map(withoutUndefined);
    return items.includes(NOT_PLAIN) ? NOT_PLAIN : items;
  }
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const copied = Token.isUnresolved(key) ? NOT_PLAIN : withoutUndefined(item);
    if (copied === NOT_PLAIN) return NOT_PLAIN;
    copy[key] = copied;
  }
  return copy;
}
