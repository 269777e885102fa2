/** What knows how it is written so that nothing of it is lost: quantities and figures. */
export interface Exact {
  exact(): unknown;
}

/** A document as a template gives it: wherever the document has text, a quantity or a figure may stand as well. */
export type Given<T> = T extends string
  ? T | Exact
  : T extends readonly (infer Item)[]
    ? readonly Given<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Given<T[Key]> }
      : T;

/** What a template gave, as it would stand in a file: nothing undefined, and quantities as text. */
export function asContent(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(asContent);
  if (typeof given !== "object" || given === null) return given;
  if (isExact(given)) return asContent(given.exact());
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, asContent(value)]),
  );
}

export function isExact(given: object): given is Exact {
  return "exact" in given && typeof given.exact === "function";
}
