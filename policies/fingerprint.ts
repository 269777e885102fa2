import { createHash } from "node:crypto";
import type { Place } from "./rule.ts";
import type { Scope } from "./scope.ts";

/**
 * Fingerprints of findings: by rule and place in names, so that an alert stays the same one when lines move, elements are
 * reordered or a figure in its message changes. Where a rule finds several things in one place they are numbered in order.
 */
export class Fingerprints {
  readonly #given = new Map<string, number>();

  of(rule: string, place: Place, scopes: readonly Scope[]): string {
    const field = place.in === "object" ? objectField(place) : [];
    const hash = createHash("sha256")
      .update(JSON.stringify([rule, scopes[0], field]))
      .digest("hex")
      .slice(0, 32);
    const number = (this.#given.get(hash) ?? 0) + 1;
    this.#given.set(hash, number);
    return `${hash}:${number}`;
  }
}

/** An object that is only live has no construct: its kind and name say which it is. */
function objectField({ judged, field }: Extract<Place, { readonly in: "object" }>): readonly string[] {
  const { kind, metadata } = judged.object;
  return [kind, metadata.namespace ?? "", metadata.name, field];
}
