import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { checkCharges } from "../../site/checks/charges.ts";
import { checkContracts } from "../../site/checks/contracts.ts";
import { type Day, day } from "../../site/day.ts";
import { energyCost } from "../../site/energy/cost.ts";
import { deliverableWattHours } from "../../site/energy/deliverable.ts";
import { hourGrid, hourMs, hoursFrom } from "../../site/energy/hour-grid.ts";
import { marginalPrices } from "../../site/energy/marginal-price.ts";
import { MeritOrder } from "../../site/energy/merit-order.ts";
import { type PriceSeries, readPrices } from "../../site/energy/price-series.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { Money } from "../../site/money.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { Energy } from "../../site/units/index.ts";
import { priceYear } from "../../tools/price-year.ts";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { mine, siteOf, siteWith } from "../support/sites.ts";

type ContractInput = NonNullable<SiteInput["contracts"]>[number];
type ChargeInput = NonNullable<SiteInput["charges"]>[number];

const timeZone = "America/Chicago";
const location = { country: "US", timeZone };

function contract(change: Partial<ContractInput> = {}): ContractInput {
  return { name: "block", kind: "fixed", power: "10 MW", price: "40 $/MWh", from: "2020-01-01", ...change };
}

function siteBuying(contracts: readonly ContractInput[], charges: readonly ChargeInput[] = []) {
  return siteOf(siteWith([mine("m", 7)], { location, contracts: [...contracts], charges: [...charges] }));
}

/** Prices for the first hours of a day. */
function pricesFrom(first: Day, ...dollarsPerMegawattHour: number[]): PriceSeries {
  const grid = hourGrid(timeZone, first, first);
  return {
    grid: {
      ...grid,
      count: dollarsPerMegawattHour.length,
      days: [{ day: first, first: 0, end: dollarsPerMegawattHour.length }],
    },
    dollarsPerMegawattHour: Float64Array.from(dollarsPerMegawattHour),
    name: "index",
  };
}

const someDay = day("2026-01-15");
const megawatts = (...values: number[]) => Float64Array.from(values, (value) => value * 1000);

/** A constant price for whole days. */
function flatPrices(first: Day, last: Day, price = 0): PriceSeries {
  const grid = hourGrid(timeZone, first, last);
  return { grid, dollarsPerMegawattHour: new Float64Array(grid.count).fill(price), name: "index" };
}

// --- What contracts deliver.

test("A block by night has seven hours when clocks are set forward and nine when they are set back", () => {
  const [parsed] = siteBuying([contract({ name: "nights", kind: "off-peak", hours: "22:00-06:00" })]).document
    .contracts;
  if (parsed === undefined) throw new Error("no contract");
  const hoursOn = (first: Day) =>
    deliverableWattHours(parsed, hourGrid(timeZone, first, first)).filter((wattHours) => wattHours === 10e6)
      .length;
  expect([hoursOn(day("2026-03-07")), hoursOn(day("2026-03-08")), hoursOn(day("2026-11-01"))]).toEqual([
    8, 7, 9,
  ]);
});

test("A contract delivers from its first day to its last by the site's clocks, and beyond only where it renews", () => {
  const term = { from: "2026-01-15", to: "2026-01-15" };
  const delivered = (renews: boolean) => {
    const [parsed] = siteBuying([contract({ ...term, renews })]).document.contracts;
    if (parsed === undefined) throw new Error("no contract");
    const hours = deliverableWattHours(parsed, hourGrid(timeZone, day("2026-01-14"), day("2026-01-16")));
    return [hours.indexOf(10e6), hours.lastIndexOf(10e6)];
  };
  expect([delivered(false), delivered(true)]).toEqual([
    [24, 47],
    [24, 71],
  ]);
});

// --- What it costs.

test("Take-or-pay is paid whether drawn or not, other contracts as they are drawn", () => {
  const cost = (takeOrPay: boolean) =>
    String(
      energyCost(siteBuying([contract({ takeOrPay })]), pricesFrom(someDay, 30, 30), megawatts(4, 10)).total,
    );
  expect([cost(true), cost(false)]).toEqual(["800.00 USD", "560.00 USD"]);
});

test("What is paid for and not drawn is sold at the index, but not below zero", () => {
  const site = siteBuying([contract({ takeOrPay: true, resale: true })]);
  const { contracts, total, resale } = energyCost(site, pricesFrom(someDay, 300, -20, 0), megawatts(4, 4, 4));
  const [block] = contracts;
  expect(block && [block.drawn, block.sold, block.unused, block.cost, block.resale].map(String)).toEqual([
    "12 MWh",
    "6 MWh",
    "12 MWh",
    "1,200.00 USD",
    "1,800.00 USD",
  ]);
  expect([String(resale), String(total)]).toEqual(["1,800.00 USD", "-600.00 USD"]);
});

test("An indexed contract costs the index and its adder, below zero too; what lies beyond contracts the index alone", () => {
  const site = siteBuying([contract({ kind: "indexed", index: "hub", price: "3 $/MWh" })]);
  const { contracts, index, total } = energyCost(site, pricesFrom(someDay, 25, -40), megawatts(12, 15));
  expect(contracts.map(({ cost }) => String(cost))).toEqual(["-90.00 USD"]);
  expect([index.energy, index.cost, total].map(String)).toEqual(["7 MWh", "-150.00 USD", "-240.00 USD"]);
});

test("What costs least more is drawn first: paid energy, then the cheapest, behind the meter without charges", () => {
  const site = siteBuying(
    [
      contract({ name: "dear", price: "60 $/MWh" }),
      contract({ name: "paid", price: "90 $/MWh", takeOrPay: true }),
      contract({ name: "solar", kind: "behind-the-meter", price: "42 $/MWh" }),
      contract({ name: "grid", price: "40 $/MWh" }),
    ],
    [{ name: "delivery", basis: "energy", energyPrice: "5 $/MWh" }],
  );
  const drawnBy = (drawn: number) => {
    const { contracts, index } = energyCost(site, pricesFrom(someDay, 30), megawatts(drawn));
    return [...contracts.map((each) => each.drawn.megawattHours), index.energy.megawattHours];
  };
  expect(drawnBy(12)).toEqual([0, 10, 2, 0, 0]);
  expect(drawnBy(25)).toEqual([0, 10, 10, 5, 0]);
  expect(drawnBy(45)).toEqual([10, 10, 10, 10, 5]);
  expect(
    [5, 15, 25, 35, 45].map((drawn) => marginalPrices(site, pricesFrom(someDay, 30), megawatts(drawn))[0]),
  ).toEqual([5, 42, 45, 65, 35]);
  // 30 MWh pass the meter; 10 MWh are generated behind it.
  expect(String(energyCost(site, pricesFrom(someDay, 30), megawatts(40)).charges[0]?.cost)).toBe(
    "150.00 USD",
  );
});

test("Energy that could be sold costs what the index pays, and nothing where it pays nothing", () => {
  const site = siteBuying([contract({ takeOrPay: true, resale: true })]);
  expect([...marginalPrices(site, pricesFrom(someDay, 300, -20, 35), megawatts(4, 4, 10))]).toEqual([
    300, 0, 35,
  ]);
  const kept = siteBuying([contract({ takeOrPay: true })]);
  expect([...marginalPrices(kept, pricesFrom(someDay, 300, -20, 35), megawatts(4, 11, 0))]).toEqual([
    0, -20, 0,
  ]);
});

test("A site without contracts buys all at the index", () => {
  const { contracts, total } = energyCost(siteBuying([]), pricesFrom(someDay, 20, 30), megawatts(1, 2));
  expect([contracts.length, String(total)]).toEqual([0, "80.00 USD"]);
});

test("Hours that have no price, and draws that are none, are mistakes of the caller", () => {
  const site = siteBuying([]);
  expect(() => energyCost(site, pricesFrom(someDay, 20), megawatts(1, 2))).toThrow(
    "2 hours are drawn in, 1 have prices",
  );
  expect(() => energyCost(site, pricesFrom(someDay, 20), megawatts(-1))).toThrow(
    "-1000 kW are drawn in hour 0",
  );
});

// --- Charges.

test("The highest hour of each month is charged, a month in part by its hours", () => {
  const site = siteBuying([], [{ name: "demand", basis: "monthly-peak", price: "10 $/kW-month" }]);
  const series = flatPrices(day("2026-01-01"), day("2026-02-14"));
  const drawn = new Float64Array(series.grid.count).fill(1000);
  drawn[100] = 3000; // in January
  expect(energyCost(site, series, drawn).charges.map(({ cost }) => String(cost))).toEqual([
    String(Money.usd(30_000 + 5_000)),
  ]);
  const winter = siteBuying(
    [],
    [{ name: "demand", basis: "monthly-peak", price: "10 $/kW-month", months: [2], from: "2026-02-08" }],
  );
  expect(String(energyCost(winter, series, drawn).total)).toBe("2,500.00 USD");
});

test("A coincident peak is the average load in the grid's peaks, paid for every month of their year", () => {
  const site = siteBuying([], [{ name: "four-cp", basis: "coincident-peak", price: "5 $/kW-month" }]);
  const spot = siteBuying([]);
  const series = flatPrices(day("2026-01-01"), day("2026-12-31"), 20);
  const peaks = ["2026-06-20", "2026-07-20", "2026-08-20", "2026-09-20"].map(
    (on) => (series.grid.days.find((each) => each.day === on)?.first ?? 0) + 17,
  );
  const drawn = new Float64Array(series.grid.count).fill(8000);
  for (const peak of peaks.slice(0, 2)) drawn[peak] = 0;
  const given = energyCost(site, series, drawn, { peaks }).charges[0];
  // Half of 8 MW × 5 $ × 12 months.
  expect([String(given?.cost), given?.estimated]).toEqual(["240,000.00 USD", false]);
  for (const peak of peaks) series.dollarsPerMegawattHour[peak] = 4000;
  const guessed = energyCost(site, series, drawn).charges[0];
  expect([String(guessed?.cost), guessed?.estimated]).toEqual(["240,000.00 USD", true]);
  const july = siteBuying(
    [],
    [{ name: "july", basis: "coincident-peak", price: "5 $/kW-month", months: [7] }],
  );
  drawn[(peaks[1] ?? 0) + 1] = 6000;
  series.dollarsPerMegawattHour[(peaks[1] ?? 0) + 1] = 4500;
  expect(String(energyCost(july, series, drawn).total.minus(energyCost(spot, series, drawn).total))).toBe(
    "360,000.00 USD",
  );
  const elsewhere = flatPrices(day("2026-01-01"), day("2026-03-31"), 20);
  expect(
    String(energyCost(site, elsewhere, new Float64Array(elsewhere.grid.count).fill(8000)).charges[0]?.cost),
  ).toBe("0.00 USD");
});

test("Contracted load is charged as approvals have it, day by day", () => {
  const site = siteOf(
    siteWith([mine("m", 7)], {
      location,
      charges: [{ name: "capacity", basis: "contracted", price: "1 $/kW-month" }],
      interconnects: [
        {
          name: "grid",
          voltage: "138 kV",
          gridOperator: "ERCOT",
          approvals: [
            { from: "2024-01-01", load: "100 MW" },
            { from: "2026-04-16", load: "200 MW" },
          ],
        },
      ],
    }),
  );
  const series = flatPrices(day("2026-04-01"), day("2026-04-30"));
  expect(String(energyCost(site, series, new Float64Array(series.grid.count)).total)).toBe("150,000.00 USD");
});

// --- Laws.

const anyContract = fc.record({
  kind: fc.constantFrom(
    "fixed" as const,
    "indexed" as const,
    "off-peak" as const,
    "behind-the-meter" as const,
  ),
  power: fc.integer({ min: 1, max: 30_000 }).map((kilowatts) => `${kilowatts} kW`),
  price: fc.integer({ min: 0, max: 9999 }).map((cents) => `${cents / 100} $/MWh`),
  terms: fc.constantFrom({}, { takeOrPay: true }, { takeOrPay: true, resale: true }),
});
const anySite = fc.tuple(fc.array(anyContract, { maxLength: 4 }), fc.boolean()).map(([contracts, charged]) =>
  siteBuying(
    contracts.map(({ terms, ...each }, index) => ({
      name: `c-${index}`,
      from: "2020-01-01",
      ...each,
      ...terms,
      ...(each.kind === "off-peak" ? { hours: "22:00-06:00" } : {}),
    })),
    charged
      ? [
          { name: "delivery", basis: "energy", energyPrice: "1.7 $/MWh" },
          { name: "demand", basis: "monthly-peak", price: "4.3 $/kW-month" },
        ]
      : [],
  ),
);
// 25 hours, one of them twice.
const autumnDay = day("2026-11-01");
const anyHours = fc.array(
  fc.record({
    price: fc.integer({ min: -5000, max: 500_000 }).map((cents) => cents / 100),
    kilowatts: fc.double({ min: 0, max: 100_000, noNaN: true }),
  }),
  { minLength: 25, maxLength: 25 },
);

test("Energy delivered is energy drawn and sold, and the parts of the cost are its whole, exactly", () => {
  fc.assert(
    fc.property(anySite, anyHours, (site, hours) => {
      const series = pricesOn(hours);
      const cost = energyCost(
        site,
        series,
        Float64Array.from(hours, ({ kilowatts }) => kilowatts),
      );
      const wattHours = hours.reduce((sum, { kilowatts }) => sum + Math.round(kilowatts * 1000), 0);
      const byContract = cost.contracts.reduce((sum, { drawn }) => sum + drawn.wattHours, 0);
      expect(cost.drawn.wattHours).toBe(wattHours);
      expect(byContract + cost.index.energy.wattHours).toBe(wattHours);
      for (const [index, { drawn, sold, unused }] of cost.contracts.entries()) {
        const terms = site.document.contracts[index];
        if (terms === undefined) throw new Error("no contract");
        const delivered = deliverableWattHours(terms, series.grid).reduce((sum, each) => sum + each, 0);
        const paid = terms.takeOrPay ? delivered : drawn.wattHours;
        expect(drawn.wattHours + sold.wattHours + unused.wattHours).toBe(paid);
        expect(
          Math.min(sold.wattHours, unused.wattHours, delivered - drawn.wattHours),
        ).toBeGreaterThanOrEqual(0);
      }
      const parts = [...cost.contracts, cost.index, ...cost.charges].map((part) => part.cost);
      const sales = Money.sum(
        "USD",
        cost.contracts.map(({ resale }) => resale),
      );
      expect(cost.resale.compare(sales)).toBe(0);
      expect(Money.sum("USD", parts).minus(sales).compare(cost.total)).toBe(0);
    }),
    { numRuns: 200 },
  );
});

test("A MWh less saves what the merit order says, but for charges by peaks", () => {
  fc.assert(
    fc.property(
      anySite,
      anyHours,
      fc.nat(24),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (site, hours, at, share) => {
        const series = pricesOn(hours);
        const drawn = Float64Array.from(hours, ({ kilowatts }) => kilowatts);
        const less = drawn.slice();
        less[at] = (drawn[at] ?? 0) * share;
        const totalOf = (kilowatts: Float64Array) => {
          const { total, charges } = energyCost(site, series, kilowatts);
          const byPeak = charges.filter(({ name }) => name === "demand").map(({ cost }) => cost);
          return total.minus(Money.sum("USD", byPeak)).amount.toNumber();
        };
        const [from, to] = [less, drawn].map((kilowatts) => Math.round((kilowatts[at] ?? 0) * 1000));
        const saved = new MeritOrder(site.document, series).costOfMore(at, from ?? 0, to ?? 0);
        expect(totalOf(drawn) - totalOf(less)).toBeCloseTo(saved, 4);
      },
    ),
    { numRuns: 200 },
  );
});

function pricesOn(hours: readonly { readonly price: number }[]): PriceSeries {
  return {
    grid: hourGrid(timeZone, autumnDay, autumnDay),
    dollarsPerMegawattHour: Float64Array.from(hours, ({ price }) => price),
    name: "index",
  };
}

test("A year costs the same added up by quarters, charges by peaks aside", () => {
  const site = siteBuying(
    [
      contract({ takeOrPay: true, resale: true }),
      contract({ name: "spot", kind: "indexed", price: "3 $/MWh" }),
      contract({ name: "nights", kind: "off-peak", hours: "22:00-06:00", price: "18 $/MWh" }),
    ],
    [{ name: "capacity", basis: "contracted", price: "1 $/kW-month" }],
  );
  const year = priceYear(timeZone, 2026);
  const drawn = year.dollarsPerMegawattHour.map((_, hour) => 20_000 + (hour % 13) * 1000.123);
  const quarters = [
    ["2026-01-01", "2026-03-31"],
    ["2026-04-01", "2026-06-30"],
    ["2026-07-01", "2026-09-30"],
    ["2026-10-01", "2026-12-31"],
  ].map(([from = "", to = ""]) => {
    const grid = hourGrid(timeZone, day(from), day(to));
    const first = (grid.startMs - year.grid.startMs) / 3_600_000;
    const part = (all: Float64Array) => all.slice(first, first + grid.count);
    return energyCost(
      site,
      { ...year, grid, dollarsPerMegawattHour: part(year.dollarsPerMegawattHour) },
      part(drawn),
    ).total;
  });
  expect(String(Money.sum("USD", quarters))).toBe(String(energyCost(site, year, drawn).total));
});

// --- Terms.

test("Charges have the price of their kind, each its own name, and end after they begin", () => {
  const document = siteDocument.parse(
    siteWith([mine("m", 7)], {
      charges: [
        { name: "a", basis: "energy", price: "5 $/kW-month" },
        { name: "b", basis: "monthly-peak", energyPrice: "5 $/MWh", price: "5 $/kW-month" },
        { name: "b", basis: "contracted", price: "5 $/kW-month", from: "2026-02-01", to: "2026-01-01" },
      ],
    }),
  );
  const findings = checkCharges({ site: document, tenants: [], catalog: extendedCatalog(document) });
  expect(findings.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["charges.0.basis", '"a" is by energy but has no energyPrice: add energyPrice, such as 1.2 $/MWh'],
    [
      "charges.0.price",
      '"a" is by energy, which has no price: write energyPrice, such as 1.2 $/MWh, or another basis',
    ],
    [
      "charges.1.energyPrice",
      '"b" is by monthly-peak, which has no energyPrice: write price, such as 5 $/kW-month, or another basis',
    ],
    ["charges.2.to", '"b" ends on 2026-01-01, before it begins on 2026-02-01'],
    ["charges.2.name", '"b" is already the name of charges[1]'],
  ]);
});

test("Only what is paid for can be sold", () => {
  const site = siteDocument.parse(siteWith([mine("m", 7)], { contracts: [contract({ resale: true })] }));
  expect(
    checkContracts({ site, tenants: [], catalog: extendedCatalog(site) }).map(({ path, message }) => [
      path,
      message,
    ]),
  ).toEqual([
    [
      ["contracts", 0, "resale"],
      '"block" sells what it does not draw, but does not pay for it: add takeOrPay: true, or remove resale',
    ],
  ]);
});

// --- The page.

test("The worked example of the page comes out", () => {
  const page = readFileSync(join(repository, "docs/contracts.md"), "utf8");
  const fences = fencesOf(page);
  const written = load(fences.filter(({ info }) => info === "yaml")[1]?.text ?? "") as {
    contracts: ContractInput[];
    charges: ChargeInput[];
  };
  const site = siteBuying(written.contracts, written.charges);
  const prices = fences.find(({ info }) => info === "csv")?.text ?? "";
  const series = readPrices(prices, "prices.csv", timeZone);
  const drawn = new Float64Array(series.grid.count).fill(40_000);
  const last = marginalPrices(site, series, drawn);
  const [, ...lines] = prices.trim().split("\n");
  const hours = lines.map((line, hour) => {
    const grid = hoursFrom(timeZone, series.grid.startMs + hour * hourMs, 1);
    const price = series.dollarsPerMegawattHour.slice(hour, hour + 1);
    const { contracts, index } = energyCost(
      site,
      { ...series, grid, dollarsPerMegawattHour: price },
      Float64Array.of(40_000),
    );
    const [firm, nights] = contracts;
    if (firm === undefined || nights === undefined) throw new Error("two contracts");
    const [time = "", index$ = ""] = line.split(",");
    const energy = [firm.drawn, nights.drawn, index.energy, firm.sold].map(
      ({ megawattHours }) => `${megawattHours} MWh`,
    );
    return `| ${[time.slice(11), `${index$} $/MWh`, ...energy, `${last[hour]} $/MWh`].join(" | ")} |`;
  });
  expect(page).toContain(
    [
      "| hour of | index | firm | nights | index | sold | the last MWh costs |",
      "|---|---|---|---|---|---|---|",
      ...hours,
    ].join("\n"),
  );
  const { contracts, index, charges, resale, total } = energyCost(site, series, drawn);
  const rows: readonly (readonly [string, unknown, unknown])[] = [
    ...contracts.map((each) => [each.name, each.drawn.plus(each.sold).plus(each.unused), each.cost] as const),
    ["index", index.energy, index.cost],
    ...charges.map(({ name, cost }) => [name, "", cost] as const),
    [
      "sold at the index",
      Energy.megawattHours(contracts.reduce((sum, { sold }) => sum + sold.megawattHours, 0)),
      `−${resale}`,
    ],
    ["together", "", total],
  ];
  expect(page).toContain(
    ["| | paid for | |", "|---|---|---|", ...rows.map((cells) => `| ${cells.join(" | ")} |`)].join("\n"),
  );
});
