import fc from "fast-check";
import { expect, test } from "vitest";
import { curtailmentPlan } from "../../site/curtailment/make-plan.ts";
import type { CurtailmentPlan, SheddableLoad } from "../../site/curtailment/plan.ts";
import { type SimulationOptions, simulate } from "../../site/curtailment/simulate.ts";
import { likelyCalls } from "../../site/curtailment/simulated-calls.ts";
import { addDays, type Day, day } from "../../site/day.ts";
import { hourGrid } from "../../site/energy/hour-grid.ts";
import type { PriceSeries } from "../../site/energy/price-series.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { Site } from "../../site/site.ts";
import { Duration, EnergyPrice, Hashrate, Power, PowerRamp } from "../../site/units/index.ts";
import { loadSite } from "../../templates/load-site.ts";
import { priceYear } from "../../tools/price-year.ts";
import { exampleFolder } from "../support/examples.ts";
import { mine, siteOf, siteWith } from "../support/sites.ts";

const timeZone = "America/Chicago";
const atOnce = PowerRamp.megawattsPerMinute(1e6);
const dollars = EnergyPrice.dollarsPerMegawattHour;

/** 10 MW of miners that are worth running up to 50 $/MWh, and follow at once. */
function load(id: string, change: Partial<SheddableLoad> = {}): SheddableLoad {
  return {
    id,
    class: "own-mining",
    zone: id,
    power: Power.megawatts(10),
    miners: 1000,
    hashrate: Hashrate.petahashes(600),
    value: dollars(50),
    revenue: dollars(60),
    notice: Duration.zero,
    rampDown: atOnce,
    rampUp: atOnce,
    minimumRun: Duration.zero,
    minimumOff: Duration.zero,
    restore: { group: 1, steps: 1, interval: Duration.zero, inrush: 1 },
    ...change,
  };
}

function planOf(order: readonly SheddableLoad[], change: Partial<CurtailmentPlan> = {}): CurtailmentPlan {
  return {
    site: "test-site",
    day: someDay,
    timeZone,
    order,
    firm: [],
    protected: [],
    obligations: [],
    ramp: { down: atOnce, up: atOnce },
    strike: undefined,
    ...change,
  };
}

const someDay = day("2026-01-15");
const location = { country: "US", timeZone };
const siteBuying = (change: Partial<SiteInput> = {}) =>
  siteOf(siteWith([mine("m", 7)], { location, ...change }));
const spotSite = siteBuying();

/** Prices of whole days: those given, and 20 $/MWh for the rest. */
function prices(first: Day, days: number, ...given: number[]): PriceSeries {
  const grid = hourGrid(timeZone, first, addDays(first, days - 1));
  const dollarsPerMegawattHour = new Float64Array(grid.count).fill(20);
  dollarsPerMegawattHour.set(given);
  return { grid, dollarsPerMegawattHour, name: "index" };
}

function run(
  plan: CurtailmentPlan,
  given: readonly number[],
  { site = spotSite, ...options }: SimulationOptions & { readonly site?: Site } = {},
) {
  return simulate(site, () => plan, prices(someDay, 1, ...given), options);
}

const drawnMegawatts = (result: { readonly drawnKilowatts: Float64Array }, hours: number) =>
  Array.from(result.drawnKilowatts.slice(0, hours), (kilowatts) => Math.round(kilowatts) / 1000);

// --- The price of energy.

test("Mining stops in the hours in which energy costs more than it is worth", () => {
  const result = run(planOf([load("a")]), [20, 60, 50, 20]);
  expect(drawnMegawatts(result, 4)).toEqual([10, 0, 10, 10]);
  expect([result.hoursCurtailed, result.hoursBelowZero]).toEqual([1, 0]);
  expect([result.baseline, result.drawn, result.shed].map(String)).toEqual(["240 MWh", "230 MWh", "10 MWh"]);
  const { saved, revenueKept, revenueLost, costOfShedding, netGain } = result;
  expect([saved, revenueKept, revenueLost, costOfShedding, netGain].map(String)).toEqual([
    "600.00 USD",
    "13,800.00 USD",
    "600.00 USD",
    "500.00 USD",
    "100.00 USD",
  ]);
  expect(result.loads.map(({ id, hoursCurtailed }) => [id, hoursCurtailed])).toEqual([["a", 1]]);
});

test("A strike price stops all mining above it and none below, whatever it earns", () => {
  const plan = planOf([load("a", { value: dollars(10) }), load("b")], { strike: dollars(100) });
  expect(drawnMegawatts(run(plan, [90, 101]), 2)).toEqual([20, 0]);
});

test("Negative prices pay for what is drawn, and nothing stops", () => {
  const result = run(planOf([load("a")]), [-40, -1]);
  expect([result.hoursCurtailed, result.hoursBelowZero]).toEqual([0, 2]);
  expect(String(result.energyCost.total)).toBe("3,990.00 USD");
});

test("As the dear energy goes, the rest gets cheaper: only what is worth least is shed", () => {
  const site = siteBuying({
    contracts: [{ name: "block", kind: "fixed", power: "10 MW", price: "40 $/MWh", from: "2020-01-01" }],
  });
  const plan = planOf([load("a", { value: dollars(45) }), load("b", { value: dollars(55) })]);
  const result = run(plan, [500], { site });
  expect(result.loads.map(({ id, hoursCurtailed }) => [id, hoursCurtailed])).toEqual([
    ["a", 1],
    ["b", 0],
  ]);
});

test("Energy that is paid for and cannot be sold is used; where it can be sold, miners stop for it", () => {
  const buying = (resale: boolean) =>
    siteBuying({
      contracts: [
        {
          name: "block",
          kind: "fixed",
          power: "10 MW",
          price: "40 $/MWh",
          takeOrPay: true,
          resale,
          from: "2020-01-01",
        },
      ],
    });
  expect(run(planOf([load("a")]), [500], { site: buying(false) }).hoursCurtailed).toBe(0);
  const sold = run(planOf([load("a")]), [500], { site: buying(true) });
  expect([sold.hoursCurtailed, String(sold.energyCost.resale), String(sold.netGain)]).toEqual([
    1,
    "5,000.00 USD",
    "4,500.00 USD",
  ]);
});

test("Charges on energy count towards its price", () => {
  const site = siteBuying({ charges: [{ name: "delivery", basis: "energy", energyPrice: "5 $/MWh" }] });
  expect(run(planOf([load("a")]), [45, 46], { site }).hoursCurtailed).toBe(1);
});

// --- Times and ramps.

test("What was shed stays off for its minimum time, and what came back runs for its own", () => {
  const off = planOf([load("a", { minimumOff: Duration.minutes(150) })]);
  expect(drawnMegawatts(run(off, [60, 20, 20, 20]), 4)).toEqual([0, 0, 0, 10]);
  const on = planOf([load("a", { minimumRun: Duration.hours(2) })]);
  expect(drawnMegawatts(run(on, [60, 20, 60, 60]), 4)).toEqual([0, 10, 10, 0]);
});

test("A ramp takes its time within the hour: energy is drawn going down and missed coming back", () => {
  const ramp = PowerRamp.megawattsPerMinute(0.5);
  const result = run(planOf([load("a", { rampDown: ramp, rampUp: ramp })]), [60, 20, 20]);
  // 20 minutes each way: 10 MW × 20 min / 2.
  expect(drawnMegawatts(result, 3)).toEqual([1.667, 8.333, 10]);
});

test("Loads share the site's ramp: what comes first in the order goes first and comes back last", () => {
  const ramp = { down: PowerRamp.megawattsPerMinute(1), up: PowerRamp.megawattsPerMinute(1) };
  const result = run(planOf([load("a"), load("b")], { ramp }), [60, 20]);
  expect(drawnMegawatts(result, 2)).toEqual([3.333, 16.667]);
  const shed = result.loads.map((each) => each.shed.megawattHours.toFixed(3));
  expect(shed).toEqual([(10 - 5 / 6 + 2.5).toFixed(3), (10 - 2.5 + 5 / 6).toFixed(3)]);
});

test("A ramp that takes longer than an hour goes on in the next", () => {
  const ramp = PowerRamp.megawattsPerMinute(0.1);
  const result = run(planOf([load("a", { rampDown: ramp, rampUp: ramp })]), [60, 60, 20, 20, 20]);
  // 10 MW fall by 6 MW an hour, and rise again.
  expect(drawnMegawatts(result, 5)).toEqual([7, 1.333, 3, 8.667, 10]);
});

test("A customer's contract limits the hours of a year, and a new year begins anew", () => {
  const plan = planOf([load("a", { class: "hosted-mining", hoursPerYear: Duration.hours(2.5) })]);
  const first = day("2026-12-31");
  const series = prices(first, 2, ...Array.from({ length: 48 }, () => 60));
  const result = simulate(spotSite, () => plan, series);
  const off = [...result.drawnKilowatts.keys()].filter((hour) => (result.drawnKilowatts[hour] ?? 0) < 1);
  expect(off).toEqual([0, 1, 24, 25]);
});

test("AI load is never shed for a price, firm or flexible, nor is protected mining", () => {
  const plan = planOf([load("a"), load("lab/h", { class: "flexible-ai", value: dollars(0) })], {
    firm: [{ tenant: "lab", zone: "h", power: Power.megawatts(7) }],
    protected: [{ zone: "p", power: Power.megawatts(3), because: "not curtailable" }],
  });
  const result = run(plan, [5000, 5000]);
  expect(drawnMegawatts(result, 2)).toEqual([20, 20]);
  expect(result.loads.map(({ id }) => id)).toEqual(["a"]);
});

// --- Obligations.

const ers: NonNullable<SiteInput["demandResponse"]>[number] = {
  name: "ers",
  programme: "Interruptible rate of the utility",
  obligation: "2 MW",
  notice: "30 min",
  maximumDuration: "2 h",
  coolDown: "3 h",
  payment: "1 $/kW-month",
  from: "2026-01-15",
  to: "2026-01-15",
};

const obliged = (change: Partial<typeof ers> = {}) => siteBuying({ demandResponse: [{ ...ers, ...change }] });

test("An obligation is called in the dearest hours of its term, as long as it allows and with its cool-down between", () => {
  const [obligation] = obliged().document.demandResponse;
  if (obligation === undefined) throw new Error("no obligation");
  const hoursOf = (...given: number[]) =>
    likelyCalls(obligation, prices(day("2026-01-14"), 3, ...given)).hours;
  const before = Array.from({ length: 24 }, () => 900);
  expect(hoursOf(...before, 20, 20, 30, 40)).toEqual([26, 27]);
  // The second dearest hour is within the cool-down after the first; the third is not.
  expect(hoursOf(...before, 90, 20, 80, 20, 70)).toEqual([24, 28]);
});

test("What is called is shed whatever energy costs, and only while it is called", () => {
  const result = run(planOf([load("a"), load("b")]), [20, 40, 20], {
    site: obliged({ maximumDuration: "1 h" }),
  });
  expect(drawnMegawatts(result, 3)).toEqual([20, 10, 20]);
  expect(
    result.obligations.map(({ calls, hoursCalled, estimated, met, least }) => [
      calls,
      hoursCalled,
      estimated,
      met,
      String(least),
    ]),
  ).toEqual([[1, 1, true, true, "10 MW"]]);
  // One day of 31, 2 MW at 1 $/kW-month.
  expect(String(result.payments)).toBe("64.52 USD");
  expect(String(result.netGain)).toBe("-35.48 USD");
});

test("An obligation fails where the load is not there in time, and is not paid", () => {
  const slow = load("a", { rampDown: PowerRamp.kilowattsPerMinute(50) });
  const options = { site: obliged(), calls: new Map([["ers", [3, 4]]]) };
  const [failed] = run(planOf([slow]), [], options).obligations;
  // In 30 minutes it falls by 1.5 MW; by the second hour it is down far enough.
  expect([
    failed?.met,
    failed?.hoursFailed,
    failed?.hoursCalled,
    failed?.estimated,
    String(failed?.payment),
  ]).toEqual([false, 1, 2, false, "0.00 USD"]);
  expect(failed?.least?.megawatts).toBeCloseTo(1.5, 6);
  const [met] = run(
    planOf([load("a", { rampDown: PowerRamp.kilowattsPerMinute(100) })]),
    [],
    options,
  ).obligations;
  expect([met?.met, met?.hoursFailed]).toEqual([true, 0]);
});

test("With two hours of notice the third hour of a call is the first that counts", () => {
  const slow = load("a", { rampDown: PowerRamp.kilowattsPerMinute(15) });
  const judged = (...hours: number[]) => {
    const site = obliged({ notice: "2 h", maximumDuration: "4 h" });
    const [result] = run(planOf([slow]), [], { site, calls: new Map([["ers", hours]]) }).obligations;
    return [result?.hoursFailed, Math.round(result?.least?.kilowatts ?? -1)];
  };
  // It falls by 900 kW an hour: 1.8 MW when two hours have passed, 2.7 MW after three.
  expect(judged(3, 4, 5, 6)).toEqual([1, 1800]);
  // A call that is over by then is judged by how it ends.
  expect(judged(3, 4)).toEqual([1, 1800]);
  expect(judged(3)).toEqual([1, 900]);
});

test("Load that wants more notice than an obligation gives does not count for it", () => {
  const late = load("a", { class: "hosted-mining", notice: Duration.hours(1) });
  const [failed] = run(planOf([late]), [], { site: obliged(), calls: new Map([["ers", [3]]]) }).obligations;
  expect([failed?.met, failed?.least?.megawatts]).toEqual([false, 0]);
});

test("What several obligations ask for at once adds up", () => {
  const site = siteBuying({ demandResponse: [ers, { ...ers, name: "second", obligation: "1500 kW" }] });
  const calls = new Map([
    ["ers", [3]],
    ["second", [3]],
  ]);
  const small = (id: string) => load(id, { power: Power.megawatts(1) });
  const { obligations } = run(planOf(["a", "b", "c"].map(small)), [], { site, calls });
  expect(obligations.map(({ met, least }) => [met, least?.megawatts])).toEqual([
    [true, 3],
    [false, 1],
  ]);
});

test("Programmes that may share load are not added up", () => {
  const site = siteBuying({
    demandResponse: [
      { ...ers, obligation: "3 MW" },
      { ...ers, name: "peaks", programme: "ERCOT 4CP", obligation: "3 MW" },
    ],
  });
  const calls = new Map([
    ["ers", [3]],
    ["peaks", [3]],
  ]);
  const plan = planOf([load("a", { power: Power.megawatts(3) }), load("b")]);
  const result = run(plan, [], { site, calls });
  expect(drawnMegawatts(result, 4)).toEqual([13, 13, 13, 10]);
  expect(result.obligations.map(({ met }) => met)).toEqual([true, true]);
});

test("What is due sooner takes load first, whatever the order of the document", () => {
  const site = siteBuying({
    demandResponse: [
      { ...ers, obligation: "1 MW", notice: "1 h" },
      { ...ers, name: "soon", obligation: "1 MW", notice: "10 min" },
    ],
  });
  const calls = new Map([
    ["ers", [3, 4]],
    ["soon", [3, 4]],
  ]);
  const own = load("own", { power: Power.megawatts(1) });
  const hosted = load("hosted", {
    class: "hosted-mining",
    power: Power.megawatts(1),
    notice: Duration.hours(1),
  });
  const result = run(planOf([own, hosted]), [], { site, calls });
  expect(result.obligations.map(({ name, met }) => [name, met])).toEqual([
    ["ers", true],
    ["soon", true],
  ]);
});

// --- Time.

test("A plan is asked for on the first day and on those on which the site changes", () => {
  const zone = mine("m", 7, {
    states: [
      { state: "mining", from: "2024-01-01" },
      { state: "draining", from: "2026-01-20" },
    ],
  });
  const site = siteOf(siteWith([zone], { location }));
  const asked: Day[] = [];
  const plans = (on: Day) => {
    asked.push(on);
    return planOf(on < "2026-01-20" ? [load("a"), load("b")] : [load("b", { power: Power.megawatts(4) })]);
  };
  const series = prices(someDay, 10);
  const result = simulate(site, plans, series);
  expect(asked).toEqual(["2026-01-15", "2026-01-20"]);
  const last = 5 * 24;
  expect([last - 1, last].map((hour) => result.drawnKilowatts[hour])).toEqual([20_000, 4_000]);
});

test("A leap year and the days on which clocks change are simulated hour by hour", () => {
  const series = priceYear(timeZone, 2028);
  const result = simulate(spotSite, () => planOf([load("a")]), series);
  expect(result.drawnKilowatts).toHaveLength(8784);
  expect(result.baseline.megawattHours).toBe(87_840);
});

// --- Laws.

const anyLoad = fc.record({
  class: fc.constantFrom("own-mining" as const, "hosted-mining" as const, "flexible-ai" as const),
  power: fc.double({ min: 0, max: 5e7, noNaN: true }).map(Power.watts),
  value: fc.integer({ min: 0, max: 150 }).map(dollars),
  rampDown: fc.integer({ min: 10, max: 2000 }).map(PowerRamp.kilowattsPerMinute),
  rampUp: fc.integer({ min: 10, max: 2000 }).map(PowerRamp.kilowattsPerMinute),
  minimumRun: fc.integer({ min: 0, max: 200 }).map(Duration.minutes),
  minimumOff: fc.integer({ min: 0, max: 200 }).map(Duration.minutes),
  hoursPerYear: fc.option(fc.integer({ min: 0, max: 20 }).map(Duration.hours), { nil: undefined }),
});
const anyPlan = fc
  .record({
    loads: fc.array(anyLoad, { maxLength: 6 }),
    firm: fc.double({ min: 0, max: 5e7, noNaN: true }).map(Power.watts),
    ramp: fc.integer({ min: 50, max: 5000 }).map(PowerRamp.kilowattsPerMinute),
    strike: fc.option(fc.integer({ min: 0, max: 150 }).map(dollars), { nil: undefined }),
  })
  .map(({ loads, firm, ramp, strike }) =>
    planOf(
      loads.map((each, index) => load(`l-${index}`, each)),
      { firm: [{ tenant: "lab", zone: "h", power: firm }], ramp: { down: ramp, up: ramp }, strike },
    ),
  );
const anyPrices = fc.array(fc.integer({ min: -50, max: 300 }), { minLength: 25, maxLength: 25 });
const anyBuyer = fc.constantFrom(
  spotSite,
  obliged({ from: "2026-01-01", to: "2026-12-31", obligation: "3 MW" }),
  siteBuying({
    contracts: [
      {
        name: "block",
        kind: "fixed",
        power: "20 MW",
        price: "40 $/MWh",
        takeOrPay: true,
        resale: true,
        from: "2020-01-01",
      },
      {
        name: "nights",
        kind: "off-peak",
        power: "9 MW",
        price: "18 $/MWh",
        hours: "22:00-06:00",
        from: "2020-01-01",
      },
    ],
  }),
);
const autumnDay = day("2026-11-01");

test("What is drawn and what is shed are what would be drawn without, in each hour and in all, exactly", () => {
  fc.assert(
    fc.property(anyBuyer, anyPlan, anyPrices, (site, plan, given) => {
      const result = simulate(site, () => plan, prices(autumnDay, 1, ...given));
      const wattHours = (kilowatts: number | undefined) => Math.round((kilowatts ?? 0) * 1000);
      const fixed = wattHours(plan.firm.reduce((sum, { power }) => sum + Math.round(power.watts), 0) / 1000);
      let shed = 0;
      for (let hour = 0; hour < 25; hour += 1) {
        const [drawn, baseline] = [
          wattHours(result.drawnKilowatts[hour]),
          wattHours(result.baselineKilowatts[hour]),
        ];
        shed += baseline - drawn;
        expect(drawn).toBeLessThanOrEqual(baseline);
        expect(drawn).toBeGreaterThanOrEqual(fixed);
      }
      expect(result.shed.wattHours).toBe(shed);
      expect(result.drawn.wattHours + result.shed.wattHours).toBe(result.baseline.wattHours);
      const sheddable = result.loads.reduce(
        (sum, each) => sum + each.drawn.wattHours + each.shed.wattHours,
        0,
      );
      const others = plan.order.filter((each) => each.class === "flexible-ai");
      const rest = [...plan.firm, ...others].reduce(
        (sum, { power }) => sum + Math.round(power.watts) * 25,
        0,
      );
      expect(sheddable + rest).toBe(result.baseline.wattHours);
      const energy = result.energyCost;
      const bought =
        energy.contracts.reduce((sum, { drawn }) => sum + drawn.wattHours, 0) + energy.index.energy.wattHours;
      expect(bought).toBe(result.drawn.wattHours);
    }),
    { numRuns: 300 },
  );
});

test("From one hour to the next a site changes no more than its ramp allows", () => {
  fc.assert(
    fc.property(anyBuyer, anyPlan, anyPrices, (site, plan, given) => {
      const { drawnKilowatts } = simulate(site, () => plan, prices(autumnDay, 1, ...given));
      const perHour = plan.ramp.down.kilowattsPerMinute * 60;
      for (let hour = 1; hour < 25; hour += 1)
        expect(Math.abs((drawnKilowatts[hour] ?? 0) - (drawnKilowatts[hour - 1] ?? 0))).toBeLessThanOrEqual(
          perHour + 1,
        );
    }),
    { numRuns: 200 },
  );
});

test("Shedding for the price of energy never loses, where it takes no time", () => {
  fc.assert(
    fc.property(
      anyBuyer.filter(({ document }) => document.demandResponse.length === 0),
      anyPlan,
      anyPrices,
      (site, plan, given) => {
        const prompt = { rampDown: atOnce, rampUp: atOnce, minimumOff: Duration.zero };
        const quick = planOf(
          plan.order.map((each) => ({ ...each, ...prompt })),
          { firm: plan.firm },
        );
        const { netGain } = simulate(site, () => quick, prices(autumnDay, 1, ...given));
        // A load goes from full to nothing in a few milliseconds, in which it draws a little.
        expect(netGain.amount.toNumber()).toBeGreaterThan(-0.01);
      },
    ),
    { numRuns: 200 },
  );
});

test("No customer is shed for more hours than its contract allows", () => {
  fc.assert(
    fc.property(anyBuyer, anyPlan, anyPrices, (site, plan, given) => {
      const { loads } = simulate(site, () => plan, prices(autumnDay, 1, ...given));
      for (const { id, hoursCurtailed } of loads) {
        const own = plan.order.find((each) => each.id === id);
        expect(hoursCurtailed).toBeLessThanOrEqual(own?.hoursPerYear?.hours ?? 25);
      }
    }),
  );
});

// --- A whole site.

test("A year of Childress: firm halls draw as before, and shedding pays", () => {
  const { site } = loadSite(exampleFolder("childress"));
  const { contracts } = siteDocument.pick({ contracts: true }).parse({
    contracts: [
      {
        name: "firm",
        kind: "fixed",
        power: "250 MW",
        price: "44 $/MWh",
        takeOrPay: true,
        resale: true,
        from: "2024-01-01",
      },
      { name: "spot", kind: "indexed", power: "500 MW", price: "3 $/MWh", from: "2024-01-01" },
    ],
  });
  const selling = new Site({ ...site.document, contracts }, site.tenants, site.catalog);
  const result = simulate(selling, (on) => curtailmentPlan(selling, on, []), priceYear(timeZone, 2026));
  expect(result.hoursCurtailed).toBeGreaterThan(10);
  expect(result.hoursCurtailed).toBeLessThan(1500);
  expect(result.drawn.wattHours + result.shed.wattHours).toBe(result.baseline.wattHours);
  expect(result.netGain.isNegative).toBe(false);
  expect(result.obligations.map(({ name, hoursCalled }) => [name, hoursCalled])).toEqual(
    site.document.demandResponse.map(({ name, to = "" }) => [name, to < "2026" ? 0 : 8]),
  );
});
