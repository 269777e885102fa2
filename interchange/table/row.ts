/** A column as its header names it. */
export interface Column {
  readonly written: string;
  /** What it is asked for by: lower-case words with underscores, without the unit. */
  readonly key: string;
  /** The unit that the header states in brackets, such as `TH/s`. */
  readonly unit?: string;
  /** Which cell of a row it is, counted from 0. */
  readonly at: number;
}

/** One row of a table, wherever it was read from. */
export interface Row {
  /** `file:line`, or the file and the key path of an entry. */
  readonly where: string;
  /** The first of these columns that has something in it, without the spaces around. */
  cell(...keys: readonly string[]): string | undefined;
  /** How many cells stand beyond the last column, where nobody knows what they are. */
  readonly surplus: number;
}

/** A row of a CSV table: all rows of one share the places of its columns. */
export class TableRow implements Row {
  readonly where: string;
  readonly surplus: number;
  readonly #places: ReadonlyMap<string, number>;
  readonly #cells: readonly string[];

  constructor(where: string, places: ReadonlyMap<string, number>, cells: readonly string[], columns: number) {
    this.where = where;
    this.surplus = Math.max(cells.length - columns, 0);
    this.#places = places;
    this.#cells = cells;
  }

  cell(...keys: readonly string[]): string | undefined {
    for (const key of keys) {
      const found = this.#cells[this.#places.get(key) ?? -1];
      if (found !== undefined && found !== "") return found;
    }
    return undefined;
  }
}

/** The columns of a header: `Max Utilization (%)` is the column `max_utilization` with the unit `%`. */
export function columnsOf(header: readonly string[]): Column[] {
  return header.map((written, at) => {
    const unit = /[([]([^()[\]]*)[)\]]\s*$/.exec(written)?.[1]?.trim();
    return { written, key: columnKey(written), at, ...(unit !== undefined && unit !== "" && { unit }) };
  });
}

/** The words of a header in lower case, joined by underscores. */
export function columnKey(written: string): string {
  return written
    .replace(/[([][^()[\]]*[)\]]\s*$/, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^_|_$/g, "");
}
