import { type CsvError, parse } from "csv-parse/sync";
import { Refusal } from "../../site/problem.ts";
import { type Column, columnsOf, type Row, TableRow } from "./row.ts";

/** A file's name, as messages show it, and what stands in it. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A table as it was read: its columns, and its rows below the header. */
export interface Table {
  readonly file: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** What may stand between two cells: spreadsheets of other languages write semicolons. */
const delimiters = [",", ";", "\t"] as const;

/**
 * The rows of a CSV text. Rows may be shorter or longer than the header: whoever reads them says what is missing.
 *
 * @throws Refusal where it is no CSV: after a quote that is never closed, nobody knows where a row ends.
 */
export function csvTable({ file, text }: SourceText): Table {
  const records: { cells: readonly string[]; line: number }[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ cells, line: lines });
        return null;
      },
    });
  } catch (error) {
    const { message, ["lines"]: line } = error as CsvError;
    const where = `${file}:${typeof line === "number" ? line : 1}`;
    throw new Refusal("The table cannot be read.", [{ where, message: `not valid CSV: ${message}` }]);
  }
  const columns = columnsOf(records[0]?.cells ?? []);
  const places = new Map<string, number>();
  for (const { key, at } of columns) if (!places.has(key)) places.set(key, at);
  const rows = records
    .slice(1)
    .map(({ cells, line }) => new TableRow(`${file}:${line}`, places, cells, columns.length));
  return { file, columns, rows };
}

/** The mark that stands most often in the header. */
function delimiterOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? "";
  const counted = delimiters.map((mark) => ({ mark, times: header.split(mark).length }));
  return counted.reduce((most, each) => (each.times > most.times ? each : most)).mark;
}
