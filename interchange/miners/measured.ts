import { Hashrate, Power } from "../../site/units/index.ts";
import type { Column, Row } from "../table/row.ts";
import { minerColumns } from "./columns.ts";

/** TH/s in one of each unit, as tools write them. */
const terahashes: Readonly<Record<string, number>> = { mh: 1e-6, gh: 1e-3, th: 1, ph: 1e3, eh: 1e6 };

/** Watts in one of each unit. */
const watts: Readonly<Record<string, number>> = { w: 1, watt: 1, watts: 1, kw: 1e3 };

/** A measured amount; or the column whose cell is none. */
export type Measured<Q> = { readonly amount: Q } | { readonly fault: string } | undefined;

/** What a miner hashes: in the unit of the cell or of the header, else TH/s, or GH/s in columns that are named after it. */
export function measuredHashrate(row: Row, columns: readonly Column[]): Measured<Hashrate> {
  const unitOf = (text: string) =>
    terahashes[
      text
        .toLowerCase()
        .replace(/\/?s$/, "")
        .replace(/^([mgtpe])$/, "$1h")
    ];
  const plain = measured(row, columns, minerColumns.hashrate, unitOf, 1);
  const found = plain ?? measured(row, columns, minerColumns.gigahashes, unitOf, 1e-3);
  return found && ("fault" in found ? found : { amount: Hashrate.terahashes(found.amount) });
}

/** What a miner draws: in the unit of the cell or of the header, else W. */
export function measuredPower(row: Row, columns: readonly Column[]): Measured<Power> {
  const found = measured(row, columns, minerColumns.power, (text) => watts[text.toLowerCase()], 1);
  return found && ("fault" in found ? found : { amount: Power.watts(found.amount) });
}

function measured(
  row: Row,
  columns: readonly Column[],
  keys: readonly string[],
  unitOf: (text: string) => number | undefined,
  usual: number,
): Measured<number> {
  const key = keys.find((each) => row.cell(each) !== undefined);
  const text = key === undefined ? undefined : row.cell(key);
  if (key === undefined || text === undefined) return undefined;
  const [, digits, unit] =
    /^((?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,12})?)\s*([a-zA-Z/]*)$/.exec(text) ?? [];
  const stated = unit || columns.find((column) => column.key === key)?.unit;
  const factor = stated === undefined ? usual : unitOf(stated);
  if (digits === undefined || factor === undefined) return { fault: key };
  return { amount: Number(digits.replaceAll(",", "")) * factor };
}
