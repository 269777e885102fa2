import type { Day } from "../day.ts";
import { Figure, isVerified, type Source } from "../figure.ts";
import { Range } from "../range.ts";
import type { Derived } from "./derived.ts";

/** A figure that results rest on, and where it is from. */
export interface Assumption {
  /** The key path by which documents state it, lists by name: `contracts.spot.price`. */
  readonly id: string;
  readonly value: Range<unknown>;
  /** A source's id, or `assumed`; undefined for what the operator states of itself. */
  readonly source: string | undefined;
  readonly title: string;
  readonly url: string | undefined;
  readonly asOf: Day | undefined;
  readonly verified: boolean;
  readonly note: string | undefined;
}

type Sources = Readonly<Record<string, Source>>;

/** Makes of a site's figures the numbers that all others are derived from, each with its source. */
export class Evidence {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** An assumption that may be wrong. */
  estimate<T>(id: string, name: string, figure: Figure<Range<T>>): Derived<T> {
    const { value, source, note } = figure;
    const cited = source === undefined ? undefined : this.#sources[source];
    const title =
      cited?.title ?? (source === undefined ? "the operator's own statement" : "assumed, without a source");
    const asOf = figure.asOf ?? cited?.asOf;
    const verified = isVerified(figure, this.#sources);
    return {
      name,
      value,
      parts: [],
      assumption: { id, value, source, title, url: cited?.url, asOf, verified, note },
    };
  }

  /** A figure of the documents, which has one value. */
  figure<T>(id: string, name: string, figure: Figure<T>): Derived<T> {
    return this.estimate(id, name, new Figure(Range.of(figure.value), figure));
  }

  /** What the plan of the site comes to, such as a hall's capacity: checked where all figures that it is made of are. */
  planned<T>(
    id: string,
    name: string,
    value: T,
    title: string,
    figures: Iterable<Figure<unknown>>,
  ): Derived<T> {
    const verified = [...figures].every((figure) => isVerified(figure, this.#sources));
    const range = Range.of(value);
    return {
      name,
      value: range,
      parts: [],
      assumption: {
        id,
        value: range,
        source: undefined,
        title,
        url: undefined,
        asOf: undefined,
        verified,
        note: undefined,
      },
    };
  }
}
