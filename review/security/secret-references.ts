import type { JsonObject } from "../../constructs/kubernetes/json.ts";
import { isJsonObject } from "../../constructs/kubernetes/json.ts";

/** The names of all Secrets that an object refers to, in whatever field. */
export function secretReferences(object: JsonObject | undefined): string[] {
  return [...new Set(named(object, ""))].sort();
}

function* named(value: unknown, field: string): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* named(item, field);
  if (!isJsonObject(value)) return;
  const { name } = value;
  // `secretKeyRef`, `secretRef`, `imagePullSecrets`, `secret` of a projected volume, `secrets` of an account.
  if (/^(?:\w*[sS]ecret(?:Key)?Ref|imagePullSecrets|secrets?)$/.test(field) && typeof name === "string")
    yield name;
  for (const [key, item] of Object.entries(value)) {
    if (key === "secretName" && typeof item === "string") yield item;
    yield* named(item, key);
  }
}
