import type { Day } from "./day.ts";
import { Quantity } from "./units/index.ts";

/**
 * A value from outside the site's own records, with where it comes from. `source` names an entry of the
 * document's or the catalog's `sources`, or is `assumed`; a figure without one is the operator's own statement.
 */
export class Figure<T> {
  readonly value: T;
  readonly source: string | undefined;
  readonly asOf: Day | undefined;
  readonly verified: boolean | undefined;
  readonly note: string | undefined;

  constructor(value: T, provenance: FigureProvenance = {}) {
    this.value = value;
    this.source = provenance.source;
    this.asOf = provenance.asOf;
    this.verified = provenance.verified;
    this.note = provenance.note;
  }

  /** The same value with a source, where it has none of its own. */
  orFrom(source: string): Figure<T> {
    return this.source === undefined ? new Figure(this.value, { ...this, source }) : this;
  }

  /** As it would be written in a document: bare where it says no more than its value. */
  exact(): unknown {
    const { value, source, asOf, verified, note } = this;
    const more = Object.entries({ source, asOf, verified, note }).filter(([, said]) => said !== undefined);
    return more.length === 0 ? value : { value, ...Object.fromEntries(more) };
  }

  toJSON(): unknown {
    return this.value instanceof Quantity ? this.value.toJSON() : this.value;
  }
}

/** Where a figure comes from, as its own line in a document states it. */
export interface FigureProvenance {
  readonly source?: string | undefined;
  /** The day on which the source stated it. @default - the source's own day */
  readonly asOf?: Day | undefined;
  /** Whether somebody checked it against the thing itself. @default - the source's own mark */
  readonly verified?: boolean | undefined;
  readonly note?: string | undefined;
}

/** A publication or record that figures cite. */
export interface Source {
  readonly title: string;
  readonly url?: string | undefined;
  readonly asOf?: Day | undefined;
  readonly verified: boolean;
}

/** The source every document may cite for a plausible value that no record states. Never verified. */
export const assumed = "assumed";

/** Whether a figure was checked: its own mark, else its source's; the operator's own statements count as checked. */
export function isVerified(figure: Figure<unknown>, sources: Readonly<Record<string, Source>>): boolean {
  if (figure.verified !== undefined) return figure.verified;
  if (figure.source === undefined) return true;
  return sources[figure.source]?.verified ?? false;
}

/** Every figure inside a value, with its key path, in document order. */
export function* figuresIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<{ readonly path: readonly (string | number)[]; readonly figure: Figure<unknown> }> {
  if (value instanceof Figure) {
    yield { path, figure: value };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* figuresIn(item, [...path, index]);
  } else if (isPlainObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* figuresIn(item, [...path, key]);
  }
}

/**
 * The same value with every figure that has no source of its own citing the nearest element around it that has a
 * `source`: an element's source covers its figures.
 */
export function withInheritedSources<T>(value: T, source?: string): T {
  if (value instanceof Figure) return (source === undefined ? value : value.orFrom(source)) as T;
  if (Array.isArray(value)) return value.map((item) => withInheritedSources(item, source)) as T;
  if (!isPlainObject(value)) return value;
  const own = typeof value["source"] === "string" ? value["source"] : source;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withInheritedSources(item, own)]),
  ) as T;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
