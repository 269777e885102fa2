import { partName } from "./part-name.ts";

/** Names for a site's document, each given once: what would be a second `row-1` is `row-1-2`. */
export class DistinctNames {
  readonly #given = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #prefix: string;

  /** @param prefix what is put before a name that does not start with a letter. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  /** The name of what NetBox knows by a key: always the same for the same key. */
  of(key: string, written = key): string {
    const earlier = this.#given.get(key);
    if (earlier !== undefined) return earlier;
    const first = partName(written, this.#prefix);
    let name = first;
    for (let number = 2; this.#taken.has(name); number += 1) name = `${first.slice(0, 35)}-${number}`;
    this.#given.set(key, name);
    this.#taken.add(name);
    return name;
  }
}
