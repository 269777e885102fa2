import type { Row } from "../table/row.ts";

/** What NetBox and Nautobot write where nothing is: Nautobot's CSV says `NULL` and `NoObject`. */
const blanks: ReadonlySet<string> = new Set(["—", "NULL", "NoObject", "None"]);

/** The keys of an object that stands for another one, in the order in which they name it best. */
const namingKeys = ["name", "model", "value"] as const;

/** An entry of a list as NetBox's REST API gives it, which is asked for by column as a row of a CSV is. */
export class ObjectRow implements Row {
  readonly where: string;
  readonly surplus = 0;
  readonly #entry: Readonly<Record<string, unknown>>;

  constructor(where: string, entry: Readonly<Record<string, unknown>>) {
    this.where = where;
    this.#entry = entry;
  }

  cell(...keys: readonly string[]): string | undefined {
    for (const key of keys) {
      const found = textOf(Object.hasOwn(this.#entry, key) ? this.#entry[key] : undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** A cell of a list of objects, by any of the names that its column has. Nautobot's CSV writes `rack__name` for `rack`. */
export function cellOf(row: Row, ...columns: readonly string[]): string | undefined {
  for (const column of columns) {
    const found = row.cell(column, `${column}_name`, `${column}_model`);
    if (found !== undefined && !blanks.has(found)) return found;
  }
  return undefined;
}

/** A cell of few allowed values, however it is written: `Three-phase` and `three-phase` are one. */
export function choiceOf(row: Row, column: string): string | undefined {
  return cellOf(row, column)
    ?.toLowerCase()
    .replace(/[\s_]+/g, "-");
}

/**
 * A number above zero and the unit that stands behind it, in lower case: NetBox's CSV has the number alone or as its lists show
 * it, such as `80%` and `1588 Kilograms` (dcim/tables). Undefined where the cell holds no such number.
 */
export function measureOf(row: Row, column: string): { number: number; unit: string } | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(\p{L}*|%)$/u.exec(cellOf(row, column) ?? "");
  const number = Number(match?.[1] ?? Number.NaN);
  return Number.isFinite(number) && number > 0
    ? { number, unit: (match?.[2] ?? "").toLowerCase() }
    : undefined;
}

/** A number above zero, with the unit of its column or without one. Undefined where the cell holds anything else. */
export function amountOf(row: Row, column: string, unit: "v" | "a" | "%"): number | undefined {
  const measure = measureOf(row, column);
  return measure !== undefined && ["", unit].includes(measure.unit) ? measure.number : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  for (const key of namingKeys) {
    const found: unknown = Reflect.get(value, key);
    if (typeof found === "string" && found.trim() !== "") return found.trim();
  }
  return undefined;
}
