/** Keys of list items that the API server fills in where they are not declared. */
const usual: Readonly<Record<string, unknown>> = { protocol: "TCP" };

/** The keys by which a declared item is told from the others of its list. */
export function sameKeys(item: unknown, keys: readonly string[]): Readonly<Record<string, unknown>> {
  const fields = (item ?? {}) as Record<string, unknown>;
  return Object.fromEntries(keys.map((key) => [key, fields[key] ?? usual[key]]));
}

/** The item of a list that has the keys. */
export function matchingItem(list: readonly unknown[], keys: Readonly<Record<string, unknown>>): unknown {
  return list.find((item) => {
    const fields = (item ?? {}) as Record<string, unknown>;
    return Object.entries(keys).every(([key, value]) => (fields[key] ?? usual[key]) === value);
  });
}
