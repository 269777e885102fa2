import { type Problem, Refusal } from "../../site/problem.ts";
import { csvTable, type SourceText } from "../table/csv-table.ts";
import type { Row } from "../table/row.ts";
import { kindOfAddress, kindOfColumns, kindOfFile, type ObjectKind, objectKinds } from "./object-kind.ts";
import { ObjectRow } from "./object-row.ts";

/** Rows by the list that they are of; `other` holds those of lists that no part of a site is made of. */
export type ObjectLists = Readonly<Record<ObjectKind | "other", readonly Row[]>>;

/**
 * The rows of exports: CSV of a list of objects, or JSON as the REST API answers, one page or several put in one list.
 *
 * @throws Refusal with every file that cannot be read.
 */
export function objectLists(sources: readonly SourceText[]): ObjectLists {
  const lists: Record<ObjectKind | "other", Row[]> = {
    sites: [],
    locations: [],
    racks: [],
    "power-panels": [],
    "power-feeds": [],
    devices: [],
    other: [],
  };
  const problems: Problem[] = [];
  for (const source of sources) {
    try {
      const read = /^\s*[[{]/.test(source.text) ? jsonRows(source) : csvRows(source);
      // One by one: a list of a large site is longer than a call may have arguments.
      for (const { kind, row } of read) lists[kind ?? "other"].push(row);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new Refusal("The exports cannot be read.", problems);
  return lists;
}

/** What a row of an unknown list should have been. */
export const knownLists = `a row of one of the lists ${objectKinds.join(", ")}: name the file after its list, such as power-feeds.csv`;

interface KindRow {
  readonly kind: ObjectKind | undefined;
  readonly row: Row;
}

function csvRows(source: SourceText): KindRow[] {
  const { columns, rows } = csvTable(source);
  const kind = kindOfFile(source.file) ?? kindOfColumns(columns.map(({ key }) => key));
  return rows.map((row) => ({ kind, row }));
}

function jsonRows({ file, text }: SourceText): KindRow[] {
  return entriesOf(parsed(file, text)).map(({ entry, path }) => {
    const where = `${file} ${path}`;
    if (!isMapping(entry)) return { kind: undefined, row: new ObjectRow(where, {}) };
    const address = typeof entry["url"] === "string" ? kindOfAddress(entry["url"]) : undefined;
    const kind = address ?? kindOfFile(file) ?? kindOfColumns(Object.keys(entry));
    return { kind, row: new ObjectRow(where, entry) };
  });
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof SyntaxError ? error.message : String(error);
    throw new Refusal("The export cannot be read.", [{ where: file, message: `not valid JSON: ${message}` }]);
  }
}

/** The entries of an answer's `results`, of a list of entries, or of a list of answers. */
function entriesOf(content: unknown, path = ""): { readonly entry: unknown; readonly path: string }[] {
  if (isMapping(content) && Array.isArray(content["results"]))
    return content["results"].map((entry: unknown, index) => ({ entry, path: `${path}results[${index}]` }));
  if (!Array.isArray(content)) return [{ entry: content, path: path === "" ? "(the whole)" : path }];
  return content.flatMap((entry: unknown, index) =>
    isMapping(entry) && Array.isArray(entry["results"])
      ? entriesOf(entry, `[${index}].`)
      : [{ entry, path: `[${index}]` }],
  );
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
