import { nearest } from "../../site/schema/closed.ts";
import type { MinerModel } from "../../site/schema/site-document.ts";

/** Words that one tool puts before a model and another leaves out. */
const makers = /\b(bitmain|antminer|microbt|whatsminer|bitdeer|sealminer|proto)\b/g;

/**
 * Models by what is left of a name without its maker, its bin of hashrate, its variant in brackets and its punctuation:
 * `Bitmain Antminer S21+ Hyd. (319T)` and `antminer-s21-plus-hyd` are both `s21plushyd`.
 */
export class ModelNames {
  readonly #bare = new Map<string, string>();
  readonly #asked = new Map<string, string | undefined>();
  readonly #names: ReadonlySet<string>;

  constructor(models: ReadonlyMap<string, MinerModel>) {
    this.#names = new Set(models.keys());
    for (const { name, title } of models.values()) {
      for (const written of [name, title]) {
        const bare = bareName(written);
        if (!this.#bare.has(bare)) this.#bare.set(bare, name);
      }
    }
  }

  /** The model that a text means; undefined where it is none of them. A fleet asks the same few texts thousands of times. */
  find(written: string): string | undefined {
    if (this.#names.has(written)) return written;
    if (!this.#asked.has(written)) this.#asked.set(written, this.#bare.get(bareName(written)));
    return this.#asked.get(written);
  }

  /** The model whose name is nearest, if any is near. */
  nearest(written: string): string | undefined {
    const near = nearest(bareName(written), [...this.#bare.keys()]);
    return near === undefined ? undefined : this.#bare.get(near);
  }
}

function bareName(written: string): string {
  return written
    .toLowerCase()
    .replace(/\(.*?\)/g, " ")
    .replaceAll("+", " plus ")
    .replace(/[-_./]/g, " ")
    .replace(makers, " ")
    .replace(/\bhydro\b/g, "hyd")
    .replace(/\b\d+(\.\d+)? ?th?( ?s)?\b/g, " ")
    .replace(/\bv[a-z]\d\d\b/g, " ")
    .replace(/[^\p{L}\p{N}]/gu, "");
}
