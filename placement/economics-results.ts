import { type Derived, isDerived } from "../site/economics/derived.ts";

/** Every number of a result, of a zone's or of a whole site's, in the order in which it stands there. */
export function resultsIn(value: unknown): readonly Derived<unknown>[] {
  if (isDerived(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(resultsIn);
}
