import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, day } from "../../site/day.ts";
import { hourGrid } from "../../site/energy/hour-grid.ts";
import { readPrices } from "../../site/energy/price-series.ts";
import { Refusal } from "../../site/problem.ts";
import { priceFile, priceYear } from "../../tools/price-year.ts";

const chicago = "America/Chicago";

/** What is wrong with a file, each problem as `line: message`. */
function problemsOf(text: string, timeZone = chicago): string[] {
  try {
    readPrices(text, "prices.csv", timeZone);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.message.split("\n")[0]).toBe("prices.csv cannot be used as hourly prices:");
    return error.problems.map(({ where, message }) => `${where.replace("prices.csv:", "")}: ${message}`);
  }
}

const pricesOf = (text: string, timeZone = chicago) => {
  const { grid, dollarsPerMegawattHour, name } = readPrices(text, "prices.csv", timeZone);
  return { start: new Date(grid.startMs).toISOString(), prices: [...dollarsPerMegawattHour], name };
};

const header = "time,price ($/MWh)";

// --- What is read.

test("Times with an offset and times by the site's clocks say the same", () => {
  const expected = { start: "2026-07-01T05:00:00.000Z", prices: [20, -3.5], name: "price" };
  for (const [first, second] of [
    ["2026-07-01T05:00Z", "2026-07-01T06:00:00.000Z"],
    ["2026-07-01 00:00-05:00", "2026-07-01 01:00 -0500"],
    ["2026-07-01T00:00", "2026-07-01 01:00:00"],
    ["2026-07-01T07:00+02:00", "2026-07-01T01:00-05:00"],
  ])
    expect(pricesOf(`${header}\n${first},20\n${second},-3.5\n`)).toEqual(expected);
});

test("Prices a kWh are a thousand times as much a MWh, without binary noise", () => {
  expect(pricesOf("Hour_Beginning,HB_WEST $/kWh\r\n2026-07-01T05:00Z,0.0023\r\n").prices).toEqual([2.3]);
});

test("Other columns, empty lines, quotes and a byte order mark do not matter", () => {
  const text = `\uFEFF"node","time","price ($/MWh)"\n\n"A, B",2026-07-01T05:00Z," 7 "\n\n`;
  expect(pricesOf(text).prices).toEqual([7]);
});

test("Hours may be named by when they end, and the day then ends at 24:00", () => {
  const text =
    "hour ending,price ($/MWh)\n2026-07-01 23:00,1\n2026-07-01 24:00,2\n2026-07-02 01:00,3\n2026-07-02T02:00-05:00,4\n";
  expect(pricesOf(text)).toEqual({ start: "2026-07-02T03:00:00.000Z", prices: [1, 2, 3, 4], name: "price" });
  expect(problemsOf(`${header}\n2026-07-01 24:00,2`)).toEqual([
    expect.stringContaining('2: "2026-07-01 24:00" is no time'),
  ]);
});

test("The hour that comes twice in autumn is told apart by its flag or its offset", () => {
  const flagged =
    "hour ending,repeated hour flag,p $/MWh\n2026-11-01 01:00,N,1\n2026-11-01 02:00,N,2\n2026-11-01 02:00,Y,3\n2026-11-01 03:00,N,4\n";
  expect(pricesOf(flagged)).toEqual({ start: "2026-11-01T05:00:00.000Z", prices: [1, 2, 3, 4], name: "p" });
  const offsets = `${header}\n2026-11-01T01:00-05:00,2\n2026-11-01T01:00-06:00,3\n`;
  expect(pricesOf(offsets).prices).toEqual([2, 3]);
  expect(problemsOf(`${header}\n2026-11-01 00:00,1\n2026-11-01 01:00,2\n2026-11-01 02:00,4\n`)).toEqual([
    '3: "2026-11-01 01:00" comes twice in America/Chicago, where clocks are set back then: write the offset, or add a column "repeated hour" with N for the first and Y for the second',
  ]);
  expect(problemsOf("time,repeated,p $/MWh\n2026-11-01 03:00,Y,1\n2026-11-01 04:00,maybe,1\n")).toEqual([
    '2: "2026-11-01 03:00" is marked as repeated, but comes once in America/Chicago',
    '3: "maybe" does not say whether the hour is repeated: write Y or N',
  ]);
});

test("The hour that is left out in spring has no price, and the one after follows the one before", () => {
  expect(pricesOf(`${header}\n2026-03-08 01:00,1\n2026-03-08 03:00,2\n`).prices).toEqual([1, 2]);
  expect(problemsOf(`${header}\n2026-03-08 02:00,1\n`)).toEqual([
    '2: "2026-03-08 02:00" is left out in America/Chicago: its clocks are set forward then',
  ]);
});

test("Hours are those of the site's clocks, even where these are half an hour beside UTC", () => {
  expect(pricesOf(`${header}\n2026-07-01T00:30Z,1\n`, "Asia/Kolkata").prices).toEqual([1]);
  expect(problemsOf(`${header}\n2026-07-01T00:00Z,1\n`, "Asia/Kolkata")).toEqual([
    '2: "2026-07-01T00:00Z" is not on the hour in Asia/Kolkata: prices are by the hour; average those of shorter intervals',
  ]);
});

test("Any run of hours reads back, written in UTC or by the site's clocks, over leap days and changes of the clocks", () => {
  const anyStart = fc.integer({ min: 0, max: 365 * 12 }).map((days) => addDays(day("2020-01-01"), days));
  fc.assert(
    fc.property(
      fc.constantFrom(chicago, "Europe/Berlin", "Australia/Adelaide"),
      anyStart,
      fc.array(fc.integer({ min: -100_000, max: 500_000 }), { minLength: 24, maxLength: 100 }),
      (timeZone, first, hundredths) => {
        const { startMs } = hourGrid(timeZone, first, first);
        const prices = hundredths.map((price) => price / 100);
        const clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
        const seen = new Set<string>();
        const lines = prices.map((price, hour) => {
          const at = startMs + hour * 3_600_000;
          const local = clock.format(at);
          const repeated = seen.has(local) ? "Y" : "N";
          seen.add(local);
          return { utc: `${new Date(at).toISOString()},N,${price}`, local: `${local},${repeated},${price}` };
        });
        for (const way of ["utc", "local"] as const) {
          const text = `time,repeated hour,price ($/MWh)\n${lines.map((line) => line[way]).join("\n")}\n`;
          const series = readPrices(text, "prices.csv", timeZone);
          expect([series.grid.startMs, ...series.dollarsPerMegawattHour]).toEqual([startMs, ...prices]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

// --- What is refused.

test("Gaps, repetitions and disorder are found, each on its line", () => {
  expect(
    problemsOf(
      `${header}\n2026-07-01T05:00Z,1\n2026-07-01T07:00Z,1\n2026-07-01T07:00Z,1\n2026-07-01T12:00Z,1\n2026-07-01T11:00Z,1\n`,
    ),
  ).toEqual([
    "3: before this line the hour of 2026-07-01T01:00-05:00 is missing: every hour needs a price",
    "4: the hour of 2026-07-01T02:00-05:00 comes twice, here and on line 3",
    "5: before this line 3 hours are missing, from 2026-07-01T03:00-05:00 to 2026-07-01T05:00-05:00: every hour needs a price",
    "6: the hour of 2026-07-01T06:00-05:00 comes after that of 2026-07-01T07:00-05:00: put the lines in order of time",
  ]);
});

test("What is no price is refused, and a line that cannot be read is no gap", () => {
  expect(
    problemsOf(
      `${header}\n2026-07-01T05:00Z,"1,234.5"\n2026-07-01T06:00Z,12;5\n2026-07-01T07:00Z,\n2026-07-01T08:00Z,NaN\n2026-07-01T09:00Z,1e9\n01/07/2026 10:00,3\n2026-07-01T11:00Z\n2026-07-01T12:30Z,1\n1026-07-01T13:00Z,1\n`,
    ),
  ).toEqual([
    '2: "1,234.5" has a comma: write decimals with a point and thousands with nothing, as 1234.5',
    '3: "12;5" is not a number: write it as -12.75',
    "4: there is no price: state it, or leave out the days before or after that have none",
    '5: "NaN" is not a number: write it as -12.75',
    "6: 1e9 is 1000000000 $/MWh, more than any market allows (50000 $/MWh at most): is the unit in the header right?",
    '7: "01/07/2026 10:00" is no time: write it as 2026-07-01T14:00-05:00, or without the offset by the site\'s clocks',
    "8: there is no price: state it, or leave out the days before or after that have none",
    '9: "2026-07-01T12:30Z" is not on the hour in America/Chicago: prices are by the hour; average those of shorter intervals',
    '10: "1026-07-01T13:00Z" is of no year that there are hourly prices of',
  ]);
});

test("Times that no calendar has are refused", () => {
  for (const time of ["2026-02-29 00:00", "2026-13-01 00:00", "2026-07-01 25:00", "2026-07-01", "yesterday"])
    expect(problemsOf(`${header}\n${time},1\n`)).toEqual([
      expect.stringContaining(`2: "${time}" is no time`),
    ]);
});

test("A header says where times and prices are, and in which unit", () => {
  expect(problemsOf("time,price\n2026-07-01T05:00Z,1\n")).toEqual([
    '1: no column holds the price: "price" does not say that it is in $/MWh or $/kWh: write the unit into the header, as "price ($/MWh)", with prices in US dollars',
  ]);
  expect(problemsOf("time,price (CAD/MWh)\n2026-07-01T05:00Z,1\n")[0]).toContain(
    '"price (CAD/MWh)" does not say',
  );
  expect(problemsOf("when,a ($/MWh),b $/MWh\nx,1,2\n")).toEqual([
    '1: no column holds the time: call it "time" (when the hour begins) or "hour ending"',
    '1: 2 columns hold a price, "a ($/MWh)", "b $/MWh": leave the one that is meant',
  ]);
  expect(problemsOf("time;price ($/MWh)\n2026-07-01T05:00Z;1\n")).toHaveLength(1);
});

test("A file without prices, or that is no CSV, is refused", () => {
  for (const text of ["", "\n\n", header])
    expect(problemsOf(text)).toEqual(["1: there are no prices: expected a header and a line for each hour"]);
  expect(problemsOf(`${header}\n"2026-07-01T05:00Z,1\n`)).toEqual([
    expect.stringContaining("2: not valid CSV"),
  ]);
});

test("Of many problems the first twenty are shown, and the rest counted", () => {
  const lines = Array.from(
    { length: 50 },
    (_, hour) => `${new Date(Date.UTC(2026, 6, 1, hour)).toISOString()},x`,
  );
  const problems = problemsOf([header, ...lines].join("\n"));
  expect(problems).toHaveLength(21);
  expect(problems.at(-1)).toBe("prices.csv: and 30 more problems");
});

// --- The invented year that tests and measurements use.

test("The invented year has a market's shape, and is the same each time", () => {
  const series = priceYear(chicago, 2026);
  const prices = [...series.dollarsPerMegawattHour];
  expect(prices).toHaveLength(8760);
  expect([...priceYear(chicago, 2026).dollarsPerMegawattHour]).toEqual(prices);
  expect([...priceYear(chicago, 2026, 2).dollarsPerMegawattHour]).not.toEqual(prices);
  const below = prices.filter((price) => price < 0).length;
  const scarce = prices.filter((price) => price > 1000).length;
  const typical = prices.sort((a, b) => a - b)[4380] ?? 0;
  expect(below).toBeGreaterThan(100);
  expect(below).toBeLessThan(1000);
  expect(scarce).toBeGreaterThan(10);
  expect(scarce).toBeLessThan(100);
  expect(prices.at(-1)).toBe(5000);
  expect(typical).toBeGreaterThan(15);
  expect(typical).toBeLessThan(35);
});

test("The invented year, a leap year too, reads back from the file that is written of it", () => {
  for (const year of [2026, 2028]) {
    const series = priceYear(chicago, year);
    const read = readPrices(priceFile(series), "prices.csv", chicago);
    expect(read.grid.count).toBe(year === 2028 ? 8784 : 8760);
    expect([read.grid.startMs, ...read.dollarsPerMegawattHour]).toEqual([
      series.grid.startMs,
      ...series.dollarsPerMegawattHour,
    ]);
  }
});

test("An offset that no place has is no time", () => {
  for (const offset of ["+99:00", "-05:99", "+19:00"])
    expect(problemsOf(`${header}\n2026-07-01T05:00${offset},1`)).toEqual([
      expect.stringContaining("is no time: write it as"),
    ]);
});
