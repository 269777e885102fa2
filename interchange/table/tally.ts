import { shown } from "../../site/schema/closed.ts";
import type { Row } from "./row.ts";

/** A row, or one of its cells, that was not understood. */
export interface NotUnderstood {
  /** `file:line`, or the file and the key path of an entry. */
  readonly where: string;
  /** The column, where one cell is at fault. */
  readonly column?: string;
  readonly found: string;
  readonly expected: string;
  /** Whether the row was left out for it; the rest of a row may be of use without one of its cells. */
  readonly rowLeftOut: boolean;
}

/** How many rows were read, and what became of them: every row was used or not understood. */
export interface Counts {
  readonly rows: number;
  readonly used: number;
  readonly notUnderstood: number;
  /** Cells that were not understood in rows that were used. */
  readonly cells: number;
}

/** What became of each row. A row that is left out once stays left out. */
export class Tally {
  readonly #rows = new Set<Row>();
  readonly #used = new Set<Row>();
  readonly #left = new Set<Row>();
  readonly #found: NotUnderstood[] = [];

  /** Rows that are to be accounted for. */
  read(rows: readonly Row[]): void {
    for (const row of rows) this.#rows.add(row);
  }

  use(row: Row): void {
    if (!this.#left.has(row)) this.#used.add(row);
  }

  /** The row is not used. Without a column, the row as a whole is at fault. */
  leaveOut(row: Row, fault: { column?: string; found?: string; expected: string }): void {
    this.#used.delete(row);
    this.#left.add(row);
    this.#note(row, fault, true);
  }

  /** A cell is not understood, and the row is used without it. */
  skipCell(row: Row, fault: { column: string; found?: string; expected: string }): void {
    this.#note(row, fault, false);
  }

  get notUnderstood(): readonly NotUnderstood[] {
    return [...this.#found];
  }

  get counts(): Counts {
    return {
      rows: this.#rows.size,
      used: this.#used.size,
      notUnderstood: this.#left.size,
      cells: this.#found.filter(({ rowLeftOut }) => !rowLeftOut).length,
    };
  }

  #note(
    row: Row,
    { column, found, expected }: { column?: string; found?: string; expected: string },
    rowLeftOut: boolean,
  ): void {
    const cell = column === undefined ? undefined : row.cell(column);
    const said = found ?? (column === undefined ? "the row" : cell === undefined ? "nothing" : shown(cell));
    this.#found.push({
      where: row.where,
      ...(column !== undefined && { column }),
      found: said,
      expected,
      rowLeftOut,
    });
  }
}
