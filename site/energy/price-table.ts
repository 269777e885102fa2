import { type CsvError, parse } from "csv-parse/sync";
import { Refusal } from "../problem.ts";

/** A problem and the line of the file that it is found on. */
export interface LineProblem {
  readonly line: number;
  readonly message: string;
}

/** More of them say nothing new: a file with one mistake on every line has one mistake. */
const shownProblems = 20;

/** One record of the table, and the line that it ends on. */
export interface TableRecord {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The records of a CSV text, its header first. @throws Refusal where it is no CSV. */
export function recordsOf(text: string, file: string): TableRecord[] {
  const records: TableRecord[] = [];
  try {
    parse(text, {
      bom: true,
      trim: true,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ cells: cells.map((cell) => cell.trim()), line: lines });
        return null;
      },
    });
    return records;
  } catch (error) {
    const { message, ["lines"]: line } = error as CsvError;
    throw priceRefusal(file, [
      { line: typeof line === "number" ? line : 1, message: `not valid CSV: ${message}` },
    ]);
  }
}

/** Hourly prices that are refused, with the lines that are wrong. */
export function priceRefusal(file: string, problems: readonly LineProblem[]): Refusal {
  const inOrder = [...problems].sort((a, b) => a.line - b.line);
  const shown = inOrder
    .slice(0, shownProblems)
    .map(({ line, message }) => ({ where: `${file}:${line}`, message }));
  const rest = inOrder.length - shown.length;
  return new Refusal(
    `${file} cannot be used as hourly prices:`,
    rest === 0 ? shown : [...shown, { where: file, message: `and ${rest} more problems` }],
  );
}
