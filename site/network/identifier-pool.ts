/** A range of whole numbers that identifiers are taken from, both ends included. */
export interface IdentifierPool {
  readonly first: number;
  readonly last: number;
}

/** Reads a range that the schema has accepted: `51000-55999`, `0x0001-0x7ffe`. */
export function identifierPool(text: string): IdentifierPool {
  const [first = "", last = ""] = text.split("-").map((end) => end.trim());
  return { first: Number(first), last: Number(last) };
}

/** The lowest identifier of a pool that is not taken; undefined when the pool is used up. */
export function lowestFree(pool: IdentifierPool, taken: ReadonlySet<number>): number | undefined {
  for (let candidate = pool.first; candidate <= pool.last; candidate += 1) {
    if (!taken.has(candidate)) return candidate;
  }
  return undefined;
}
