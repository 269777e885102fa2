import fc from "fast-check";
import { expect, test } from "vitest";
import { day } from "../../site/day.ts";
import { grossLoads, loadOf, overloads, overloadText } from "../../site/power/flow.ts";
import { approvedLoad, type PowerLimit, powerLimits } from "../../site/power/limits.ts";
import { continuousCapacity, PowerTree } from "../../site/power/tree.ts";
import { type SiteDocument, siteDocument } from "../../site/schema/site-document.ts";
import { ApparentPower, Percentage, Power } from "../../site/units/index.ts";
import {
  hall,
  mine,
  type PowerNodeInput,
  rooms,
  siteOf,
  siteWith,
  type ZoneInput,
} from "../support/sites.ts";
import { nodeLoads } from "./brute-force.ts";

const on = day("2026-06-01");

function node(name: string, from: string, change: Partial<PowerNodeInput> = {}): PowerNodeInput {
  return { name, kind: "feeder", from, rating: "10 MVA", ...change };
}

function parsedNode(change: Partial<PowerNodeInput>) {
  return siteDocument.shape.power.parse([node("n", "grid", change)])[0] ?? expect.fail("no node");
}

function limitsAt(limits: readonly PowerLimit[], name: string) {
  return limits
    .filter(({ at }) => at === name)
    .map((limit) => ({
      scenario: limit.scenario,
      shares: Object.fromEntries(limit.shares),
      megawatts: Number(limit.capacityOn(on).megawatts.toFixed(6)),
    }));
}

test("A transformer of 2.5 MVA carries 1.9 MW continuously", () => {
  // 2.5 MVA × 0.95 × 0.8 = 1.9 MW
  expect(continuousCapacity(parsedNode({ rating: "2.5 MVA" })).equals(Power.megawatts(1.9))).toBe(true);
});

test("A group carries what its units do, at the power factor and the continuous rating that it states", () => {
  const group = parsedNode({ rating: "4 MVA", units: 3, powerFactor: 0.9, continuousRating: "100 %" });
  // 3 × 4 MVA × 0.9 × 1 = 10.8 MW; with two units 7.2 MW
  expect(continuousCapacity(group).megawatts).toBeCloseTo(10.8, 9);
  expect(continuousCapacity(group, 2).megawatts).toBeCloseTo(7.2, 9);
});

test("The capacity of a node is its apparent power times power factor times continuous rating times units", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 50, max: 100 }),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 20 }),
      (kilovoltAmperes, powerFactor, continuous, units) => {
        const capacity = continuousCapacity(
          parsedNode({
            rating: `${kilovoltAmperes} kVA`,
            powerFactor: powerFactor / 100,
            continuousRating: `${continuous} %`,
            units,
          }),
        );
        const watts = (kilovoltAmperes * 1000 * powerFactor * continuous * units) / 1e4;
        expect(capacity.equals(Power.watts(watts))).toBe(true);
      },
    ),
  );
  expect(Percentage.percent(80).fraction).toBe(0.8);
  expect(ApparentPower.megavoltAmperes(2.5).kilovoltAmperes).toBe(2500);
});

test("An N+1 group is limited by its rating with one unit lost", () => {
  const input = siteWith([hall("h")], {
    power: [node("ut-h", "grid", { rating: "2.5 MVA", units: 4, redundancy: "N+1" })],
  });
  expect(limitsAt(siteOf(input).powerLimits, "ut-h")).toEqual([
    // 4 × 2.5 MVA × 0.95 × 0.8 = 7.6 MW
    { scenario: "all in service", shares: { h: 1 }, megawatts: 7.6 },
    // 3 × 2.5 MVA × 0.95 × 0.8 = 5.7 MW
    { scenario: "1 of 4 units lost", shares: { h: 1 }, megawatts: 5.7 },
  ]);
});

test("A node that feeds nothing has no limit, and a group of N none for the loss of a unit", () => {
  const input = siteWith([hall("h")], {
    power: [node("ut-h", "grid", { units: 4 }), node("spare", "grid")],
  });
  expect(siteOf(input).powerLimits.map(({ at, scenario }) => `${at}: ${scenario}`)).toEqual([
    "ut-h: all in service",
    "grid: load approval in force",
  ]);
});

/** Two 2N halls and an N one: A and B each have a main transformer and a unit transformer a hall. */
const pair: ZoneInput[] = [
  hall("h-1", { redundancy: "2N", feeds: { A: "ut-1-a", B: "ut-1-b" } }),
  hall("h-2", { redundancy: "2N", feeds: { A: "ut-2-a", B: "ut-2-b" } }),
  hall("h-3", { feeds: { B: "ut-3-b" } }),
];

const pairPower: PowerNodeInput[] = [
  node("mt-a", "grid", { rating: "20 MVA", path: "A" }),
  node("mt-b", "grid", { rating: "30 MVA", path: "B" }),
  node("ut-1-a", "mt-a", { path: "A" }),
  node("ut-1-b", "mt-b", { path: "B" }),
  node("ut-2-a", "mt-a", { path: "A" }),
  node("ut-2-b", "mt-b", { path: "B" }),
  node("ut-3-b", "mt-b", { path: "B" }),
];

test("Losing main transformer A shifts both 2N halls that it feeds onto main transformer B", () => {
  const { powerLimits: limits } = siteOf(siteWith(pair, { power: pairPower }));
  expect(limitsAt(limits, "mt-b")).toEqual([
    // 30 MVA × 0.95 × 0.8 = 22.8 MW
    { scenario: "all in service", shares: { "h-1": 0.5, "h-2": 0.5, "h-3": 1 }, megawatts: 22.8 },
    { scenario: "path A lost at mt-a", shares: { "h-1": 1, "h-2": 1, "h-3": 1 }, megawatts: 22.8 },
  ]);
  // On A there is no N hall; 20 MVA × 0.95 × 0.8 = 15.2 MW.
  expect(limitsAt(limits, "mt-a")).toEqual([
    { scenario: "all in service", shares: { "h-1": 0.5, "h-2": 0.5 }, megawatts: 15.2 },
    { scenario: "path B lost at mt-b", shares: { "h-1": 1, "h-2": 1 }, megawatts: 15.2 },
  ]);
  expect(limitsAt(limits, "ut-1-b").at(-1)).toEqual({
    scenario: "path A lost at ut-1-a",
    shares: { "h-1": 1 },
    megawatts: 7.6,
  });
});

test("A pair that carries both halls in normal operation, but not with A lost, is overloaded", () => {
  const site = siteOf(siteWith(pair, { power: pairPower }));
  // Gross 6 MW × 1.25 = 7.5 MW a hall: mt-a carries 7.5 MW of its 15.2 MW, 15 MW with B lost: both fit.
  const fits = new Map([
    ["h-1", Power.megawatts(6)],
    ["h-2", Power.megawatts(6)],
  ]);
  expect(overloads(site, () => fits)).toEqual([]);
  // Gross 6.2 MW × 1.25 = 7.75 MW a hall: 15.5 MW with B lost, 0.3 MW more than 15.2 MW. With their unit
  // transformers at 7.6 MW each hall is over by 0.15 MW besides.
  const over = new Map([
    ["h-1", Power.megawatts(6.2)],
    ["h-2", Power.megawatts(6.2)],
  ]);
  const found = overloads(site, () => over);
  expect(found.map(({ limit }) => `${limit.at}: ${limit.scenario}`).sort()).toEqual([
    "mt-a: path B lost at mt-b",
    "ut-1-a: path B lost at ut-1-b",
    "ut-1-b: path A lost at ut-1-a",
    "ut-2-a: path B lost at ut-2-b",
    "ut-2-b: path A lost at ut-2-a",
  ]);
  const main = found.find(({ limit }) => limit.at === "mt-a") ?? expect.fail("mt-a is not overloaded");
  expect(overloadText(main)).toBe(
    "carries 15.5 MW with path B lost at mt-b, 300 kW over its continuous rating of 15.2 MW, from 2024-01-01",
  );
});

test("Losing an interconnect shifts every 2N hall that it feeds, over whichever transformers", () => {
  const twoGrids = siteWith(
    [
      hall("h-1", { redundancy: "2N", feeds: { A: "ut-1-a", B: "ut-b" } }),
      hall("h-2", { redundancy: "2N", feeds: { A: "ut-2-a", B: "ut-b" } }),
    ],
    { power: [node("ut-1-a", "grid"), node("ut-2-a", "grid"), node("ut-b", "grid-2")] },
  );
  const grid = twoGrids.interconnects[0] ?? expect.fail("no interconnect");
  const site = siteOf({ ...twoGrids, interconnects: [grid, { ...grid, name: "grid-2" }] });
  expect(limitsAt(site.powerLimits, "ut-b")).toEqual([
    { scenario: "all in service", shares: { "h-1": 0.5, "h-2": 0.5 }, megawatts: 7.6 },
    { scenario: "path A lost at grid", shares: { "h-1": 1, "h-2": 1 }, megawatts: 7.6 },
  ]);
  // Each interconnect must be able to carry both halls by itself.
  expect(limitsAt(site.powerLimits, "grid")).toEqual([
    { scenario: "load approval in force", shares: { "h-1": 1, "h-2": 1 }, megawatts: 500 },
  ]);
});

test("The approval in force is the latest that has begun, in whatever order they are written", () => {
  const { document } = siteOf(
    siteWith([hall("h")], {
      interconnects: [
        {
          name: "grid",
          voltage: "138 kV",
          gridOperator: "ERCOT",
          approvals: [
            { from: "2027-01-01", load: "300 MW" },
            { from: "2025-01-01", load: "100 MW" },
            { from: "2026-01-01", load: "200 MW" },
          ],
        },
      ],
    }),
  );
  const grid = document.interconnects[0] ?? expect.fail("no interconnect");
  const approved = (text: string) => approvedLoad(grid, day(text)).megawatts;
  expect(
    ["2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01", "2027-01-01", "2040-01-01"].map(approved),
  ).toEqual([0, 100, 100, 200, 300, 300]);
});

test("Load above a ramping approval is found for exactly the days on which it is above", () => {
  const site = siteOf(
    siteWith([hall("h")], {
      interconnects: [
        {
          name: "grid",
          voltage: "138 kV",
          gridOperator: "ERCOT",
          approvals: [
            { from: "2025-01-01", load: "10 MW" },
            { from: "2026-07-01", load: "20 MW" },
          ],
        },
      ],
    }),
  );
  // 10 MW × 1.25 = 12.5 MW gross from March on: over 10 MW, under 20 MW.
  const found = overloads(site, (at) => new Map(at >= "2026-01-01" ? [["h", Power.megawatts(10)]] : []));
  expect(found.map(overloadText)).toEqual([
    "carries a gross load of 12.5 MW, 2.5 MW over the load approval of 10 MW, from 2026-01-01 to 2026-06-30",
  ]);
});

test("Gross load is critical times the hall's ratio, and nameplate with overhead while miners run", () => {
  const site = siteOf(
    siteWith([
      hall("h", { ai: rooms({ grossToCritical: 1.5 }) }),
      mine("m", 7, { states: [{ state: "mining", from: "2026-02-01" }] }),
    ]),
  );
  const critical = new Map([["h", Power.megawatts(2)]]);
  const gross = (text: string) =>
    Object.fromEntries([...grossLoads(site, day(text), critical)].map(([name, load]) => [name, load.watts]));
  // 1,000 × 3,510 W × 1.05 = 3.6855 MW
  expect(gross("2026-01-31")).toEqual({ h: 3e6, m: 0 });
  expect(gross("2026-02-01")).toEqual({ h: 3e6, m: 3685500 });
});

// --- Against an enumeration of all single losses.

const treeSpec = fc.record({
  /** Parent of each node: an earlier node, or an interconnect. */
  parents: fc.array(fc.nat(30), { minLength: 2, maxLength: 12 }),
  units: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 12, maxLength: 12 }),
  grids: fc.integer({ min: 1, max: 2 }),
  feeds: fc.array(fc.tuple(fc.nat(30), fc.option(fc.nat(30))), { minLength: 1, maxLength: 6 }),
  loads: fc.array(fc.integer({ min: 0, max: 20000 }), { minLength: 6, maxLength: 6 }),
});

type TreeSpec = typeof treeSpec extends fc.Arbitrary<infer Spec> ? Spec : never;

/** A site on a random tree. Zones whose two paths would share an element take one path. */
function treeOf(spec: TreeSpec): SiteDocument {
  const grids = spec.grids === 1 ? ["grid"] : ["grid", "grid-2"];
  const names = spec.parents.map((_, index) => `n-${index}`);
  const parents = new Map(
    spec.parents.map((pick, index) => {
      const above = [...grids, ...names.slice(0, index)];
      return [`n-${index}` as string, above[pick % above.length] ?? "grid"] as const;
    }),
  );
  const power = [...parents].map(([name, from], index) => {
    const units = spec.units[index] ?? 1;
    return node(name, from, { rating: `${index + 5} MVA`, units, redundancy: units > 1 ? "N+1" : "N" });
  });
  const above = (name: string): string[] => {
    const parent = parents.get(name);
    return parent === undefined ? [] : [name, ...above(parent)];
  };
  const zones = spec.feeds.map(([first, second], index): ZoneInput => {
    const A = names[first % names.length] ?? "n-0";
    const B = second === null ? undefined : names[second % names.length];
    return B === undefined || above(A).some((name) => above(B).includes(name))
      ? hall(`z-${index}`, { feeds: { A } })
      : hall(`z-${index}`, { redundancy: "2N", feeds: { A, B } });
  });
  const input = siteWith(zones, { power });
  const grid = input.interconnects[0] ?? expect.fail("no interconnect");
  return siteOf({ ...input, interconnects: grids.map((name) => ({ ...grid, name })) }).document;
}

test("The limits of a node are as hard as the worst of all single losses, and no harder", () => {
  let shifting = 0;
  fc.assert(
    fc.property(treeSpec, (spec) => {
      const document = treeOf(spec);
      const limits = powerLimits(document, new PowerTree(document));
      const watts = new Map(document.zones.map((zone, at) => [zone.name, (spec.loads[at] ?? 0) * 1000]));
      const gross = new Map([...watts].map(([name, load]) => [name, Power.watts(load)]));
      const enumerated = nodeLoads(document, watts);
      for (const { name } of document.power) {
        const own = limits.filter(({ at, kind }) => at === name && kind === "continuous-rating");
        const uses = own.map((limit) => loadOf(limit, gross).ratioTo(limit.capacityOn(on)));
        const worst = Math.max(...enumerated.filter(({ at }) => at === name).map((e) => e.load / e.capacity));
        expect(Math.max(0, ...uses), name).toBeCloseTo(worst, 9);
        if (own.some(({ scenario }) => scenario.startsWith("path"))) shifting += 1;
      }
    }),
    { numRuns: 500 },
  );
  expect(shifting).toBeGreaterThan(100);
});
