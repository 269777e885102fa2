import { scaled } from "../units/quantity.ts";
import { type HourGrid, hoursFrom } from "./hour-grid.ts";
import { type PriceColumns, priceColumns } from "./price-columns.ts";
import { orderProblems, type PriceRow } from "./price-order.ts";
import { type LineProblem, priceRefusal, recordsOf, type TableRecord } from "./price-table.ts";
import { firstYear, isPriceYear, lastYear, readTime, type TimeReading } from "./price-time.ts";
import { zoneOffsets } from "./zone-offsets.ts";

/** What energy costs at a market in each hour of a period. */
export interface PriceSeries {
  readonly grid: HourGrid;
  /** Negative where the market pays for taking energy. */
  readonly dollarsPerMegawattHour: Float64Array;
  /** What the file calls them. */
  readonly name: string;
}

/** Beyond what any market lets its prices rise to: a slip of the point, or another unit. */
const absurd = 50_000;

/**
 * Reads hourly prices from CSV: a header, a column of times, a column of prices with its unit in the header; other columns
 * are passed over. The hours must follow one another without gap, in order.
 *
 * @param timeZone the site's, by whose clocks times without an offset are read.
 * @throws Refusal with the lines that are wrong, the first twenty of them.
 */
export function readPrices(text: string, file: string, timeZone: string): PriceSeries {
  const [header, ...records] = recordsOf(text, file);
  if (header === undefined || records.length === 0)
    throw priceRefusal(file, [
      { line: 1, message: "there are no prices: expected a header and a line for each hour" },
    ]);
  const columns = priceColumns(header.cells);
  if ("problems" in columns)
    throw priceRefusal(
      file,
      columns.problems.map((message) => ({ line: header.line, message })),
    );
  const reading = {
    timeZone,
    offsets: clocksOf(records, columns, timeZone),
    hourEnding: columns.hourEnding,
    flagged: columns.repeated !== undefined,
  };
  const problems: LineProblem[] = [];
  const rows = records.map((record) => rowOf(record, columns, reading, problems));
  problems.push(...orderProblems(rows, reading.offsets));
  if (problems.length > 0) throw priceRefusal(file, problems);
  return {
    grid: hoursFrom(timeZone, rows[0]?.startMs ?? 0, rows.length),
    dollarsPerMegawattHour: Float64Array.from(rows, ({ price }) => price),
    name: columns.name,
  };
}

/** The clocks of the years that the table is about: few, so that each of its times is quickly found among them. */
function clocksOf(records: readonly TableRecord[], { time }: PriceColumns, timeZone: string) {
  const found = records.map(({ cells }) => Number(cells[time]?.slice(0, 4))).filter(isPriceYear);
  const [from, to] = found.reduce(
    ([least, most], year) => [Math.min(least, year), Math.max(most, year)],
    [lastYear, firstYear],
  );
  return zoneOffsets(timeZone, Date.UTC(from - 1, 11, 30), Date.UTC(to + 1, 0, 3));
}

function rowOf(
  { cells, line }: TableRecord,
  columns: PriceColumns,
  reading: TimeReading,
  problems: LineProblem[],
): PriceRow {
  const flag = columns.repeated === undefined ? "N" : (cells[columns.repeated] ?? "");
  const second = /^(y|yes|true|1)$/i.test(flag);
  if (!second && !/^(n|no|false|0|)$/i.test(flag))
    problems.push({ line, message: `"${flag}" does not say whether the hour is repeated: write Y or N` });
  const time = readTime(cells[columns.time] ?? "", second, reading);
  if ("problem" in time) problems.push({ line, message: time.problem });
  const price = priceOf(cells[columns.price] ?? "", columns.factor);
  if (typeof price === "string") problems.push({ line, message: price });
  return {
    line,
    startMs: "startMs" in time ? time.startMs : undefined,
    price: typeof price === "number" ? price : Number.NaN,
  };
}

/** A price in dollars a MWh; or, in words, why there is none. */
function priceOf(text: string, factor: number): number | string {
  if (text === "") return "there is no price: state it, or leave out the days before or after that have none";
  if (/^[+-]?[\d.]*,[\d.,]*$/.test(text))
    return `"${text}" has a comma: write decimals with a point and thousands with nothing, as 1234.5`;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return `"${text}" is not a number: write it as -12.75`;
  const price = scaled(Number(text), factor);
  return Math.abs(price) <= absurd
    ? price
    : `${text} is ${price} $/MWh, more than any market allows (${absurd} $/MWh at most): is the unit in the header right?`;
}
