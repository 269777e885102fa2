import { EnergyPrice } from "../units/index.ts";

/** Which columns of a table of prices hold what. */
export interface PriceColumns {
  readonly time: number;
  /** Whether times are those at which hours end, as some markets write them, and not those at which they begin. */
  readonly hourEnding: boolean;
  /** Which of the two hours of the same name in autumn is meant: `Y` is the second. */
  readonly repeated: number | undefined;
  readonly price: number;
  /** The header of the prices, without its unit. */
  readonly name: string;
  /** US dollars a MWh for each unit of the prices. */
  readonly factor: number;
}

const hourBeginning = [
  "time",
  "timestamp",
  "datetime",
  "hour",
  "start",
  "hour beginning",
  "interval start",
  "period start",
];
const hourEnd = ["end", "hour ending", "interval end", "period end"];
const repetition = ["repeated hour", "repeated hour flag", "dst flag", "repeated"];

/** The columns that a header names; or, in words, what is wrong with it. */
export function priceColumns(header: readonly string[]): PriceColumns | { readonly problems: string[] } {
  const names = header.map((text) => text.toLowerCase().replaceAll(/[\s_-]+/g, " "));
  const times = [...names.keys()].filter((at) => [...hourBeginning, ...hourEnd].includes(names[at] ?? ""));
  const prices = header.flatMap((text, at) => priceColumn(text, at));
  const problems = [
    ...onlyOne(
      "time",
      times.map((at) => header[at] ?? ""),
      'call it "time" (when the hour begins) or "hour ending"',
    ),
    ...onlyOne(
      "price",
      prices.map(({ at }) => header[at] ?? ""),
      unitHint(header),
    ),
  ];
  const [time] = times;
  const [price] = prices;
  if (problems.length > 0 || time === undefined || price === undefined) return { problems };
  const repeated = names.findIndex((text) => repetition.includes(text));
  return {
    time,
    hourEnding: hourEnd.includes(names[time] ?? ""),
    repeated: repeated === -1 ? undefined : repeated,
    price: price.at,
    name: price.name,
    factor: price.factor,
  };
}

/** A price's column carries its unit: `price ($/MWh)` or `HB_WEST $/kWh`. */
function priceColumn(text: string, at: number): { at: number; name: string; factor: number }[] {
  const { units } = EnergyPrice.dimension;
  const [, name = "", unit = ""] = /^(.*?)[\s(]*(\$\/[a-z]+)\)?$/i.exec(text) ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  return factor === undefined ? [] : [{ at, name: name.trim() || "price", factor }];
}

function onlyOne(what: string, found: readonly string[], remedy: string): string[] {
  if (found.length === 1) return [];
  if (found.length === 0) return [`no column holds the ${what}: ${remedy}`];
  return [
    `${found.length} columns hold a ${what}, ${found.map((text) => `"${text}"`).join(", ")}: leave the one that is meant`,
  ];
}

function unitHint(header: readonly string[]): string {
  const units = Object.keys(EnergyPrice.dimension.units).join(" or ");
  const near = header.find((text) => /price|lmp|spp|\//i.test(text));
  return near === undefined
    ? `write its unit into its header, as "price ($/MWh)" (allowed: ${units}, US dollars; columns are separated by commas)`
    : `"${near}" does not say that it is in ${units}: write the unit into the header, as "price ($/MWh)", with prices in US dollars`;
}
