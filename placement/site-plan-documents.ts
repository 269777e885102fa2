import type { Site } from "../site/site.ts";
import { checksum } from "./lock.ts";

/** What a plan says itself, and which of two sites it is. */
const told: readonly string[] = ["version", "name", "effectiveDate"];

/**
 * A digest of every part of the documents, by where it stands: `contracts/city-of-denton`, `tenants/research`. Much of what a
 * document says shows in a plan on another day alone, or never: by these a review can tell that it differs. Only digests, since
 * documents name accounts and Secrets, and a plan is read by many.
 */
export function documentParts({ document, tenants }: Site): Readonly<Record<string, string>> {
  const parts = Object.entries({ ...document, tenants })
    .filter(([key]) => !told.includes(key))
    .flatMap(([key, value]) => partsOf(key, value));
  return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** By name where entries have one. What is empty is no part, as what is not stated. */
function partsOf(key: string, value: unknown): readonly (readonly [part: string, digest: string])[] {
  if (Array.isArray(value) && value.every(isNamed))
    return value.map((entry) => [`${key}/${entry.name}`, checksum(exact(entry))]);
  const content = exact(value);
  return content === undefined ? [] : [[key, checksum(content)]];
}

function isNamed(value: unknown): value is { readonly name: string } {
  return typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";
}

/** As it is held, and not as it is shown: quantities print rounded, and figures without where they come from. */
function exact(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((item) => exact(item) ?? null);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, exact(item)] as const)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
