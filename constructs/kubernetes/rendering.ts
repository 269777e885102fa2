import { type TerraformResource, Token } from "./cdktf.ts";
import type { JsonObject, JsonValue } from "./json.ts";

/**
 * Renders a stack without letting cdktf resolve what has nothing to resolve. cdktf looks for tokens in every value of every
 * resource three times over, which is most of the time a large site takes to synthesize, while a declared object has none.
 *
 * Resources that got tokens later, by an override, or are being moved or imported, go the usual way.
 */
export class PlainRendering {
  private readonly plain = new Map<TerraformResource, Rendered>();

  constructor(resources: readonly TerraformResource[]) {
    for (const resource of resources) {
      const rendered = plainOf(resource.toTerraform());
      if (rendered !== undefined) this.plain.set(resource, rendered);
    }
  }

  /** Runs a function with the plain resources rendering as nothing. */
  without<T>(run: () => T): T {
    for (const resource of this.plain.keys()) resource.toTerraform = () => ({});
    try {
      return run();
    } finally {
      // What is left is the method of the class.
      for (const resource of this.plain.keys()) Reflect.deleteProperty(resource, "toTerraform");
    }
  }

  /** Adds the plain resources to what the stack rendered without them. */
  addTo(stack: Rendered): Rendered {
    const resources: Record<string, Record<string, JsonValue>> = { ...stack.resource };
    for (const { resource } of this.plain.values()) {
      for (const [type, byId] of Object.entries(resource ?? {}))
        resources[type] = { ...resources[type], ...byId };
    }
    return { ...stack, ...(Object.keys(resources).length > 0 && { resource: resources }) };
  }
}

/** Terraform configuration as far as it matters here. */
export interface Rendered extends Omit<JsonObject, "resource"> {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
}

/** The rendering without undefined values, or `undefined` where cdktf must see to it. */
function plainOf(rendering: unknown): Rendered | undefined {
  const copy = withoutUndefined(rendering);
  if (copy === NOT_PLAIN || typeof copy !== "object" || copy === null) return undefined;
  return Object.keys(copy).every((key) => key === "resource") ? (copy as Rendered) : undefined;
}

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
