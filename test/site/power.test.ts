import fc from "fast-check";
import { expect, test } from "vitest";
import { day } from "../../site/day.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { approvalDays, approvedLoad } from "../../site/power/approvals.ts";
import { grossLoads, limitUses, overloads, overloadText } from "../../site/power/flow.ts";
import type { PowerLimit } from "../../site/power/limits.ts";
import { lossesAt } from "../../site/power/losses.ts";
import { continuousCapacity, nameplateCapacity, ratingOf } from "../../site/power/rating.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { Site } from "../../site/site.ts";
import { ApparentPower, Percentage, Power } from "../../site/units/index.ts";
import {
  hall,
  mine,
  miners,
  type PowerNodeInput,
  rooms,
  siteOf,
  siteWith,
  type ZoneInput,
} from "../support/sites.ts";

const on = day("2026-06-01");

function node(
  name: string,
  from: PowerNodeInput["from"],
  change: Partial<PowerNodeInput> = {},
): PowerNodeInput {
  return { name, kind: "feeder", from, rating: "10 MVA", ...change };
}

function parsedNode(change: { [Key in keyof PowerNodeInput]?: PowerNodeInput[Key] | undefined }) {
  return siteDocument.shape.power.parse([{ ...node("n", "grid"), ...change }])[0] ?? expect.fail("no node");
}

function limitsAt(limits: readonly PowerLimit[], name: string) {
  return limits
    .filter(({ at }) => at === name)
    .map((limit) => ({
      scenario: limit.scenario,
      shares: Object.fromEntries([...limit.shares].map(([zone, { mining }]) => [zone, mining])),
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

// --- Networks: several sources, three and four paths, two spare units.

test("A node of two sources takes half from each, and all from the one that is left", () => {
  // Main-tie-main: both transformers on one board.
  const input = siteWith([hall("h")], {
    power: [
      node("mt-1", "grid", { rating: "20 MVA" }),
      node("mt-2", "grid", { rating: "20 MVA" }),
      node("board", ["mt-1", "mt-2"], { rating: "40 MVA" }),
      node("ut-h", "board"),
    ],
  });
  const { powerLimits: limits, powerNetwork } = siteOf(input);
  // 20 MVA × 0.95 × 0.8 = 15.2 MW
  expect(limitsAt(limits, "mt-1")).toEqual([
    { scenario: "all in service", shares: { h: 0.5 }, megawatts: 15.2 },
    { scenario: "mt-2 lost", shares: { h: 1 }, megawatts: 15.2 },
  ]);
  expect(limitsAt(limits, "board")).toEqual([
    { scenario: "all in service", shares: { h: 1 }, megawatts: 30.4 },
  ]);
  expect(powerNetwork.namedPaths(siteOf(input).zone("h"))).toEqual({ A: ["ut-h", "board", "mt-1", "mt-2"] });
});

test("A ring's nodes carry what comes round when one of its ends is lost", () => {
  const input = siteWith([hall("h-1"), hall("h-2")], {
    power: [
      node("end-1", "grid"),
      node("end-2", "grid"),
      node("ut-h-1", ["end-1", "end-2"]),
      node("ut-h-2", ["end-1", "end-2"]),
    ],
  });
  expect(limitsAt(siteOf(input).powerLimits, "end-2")).toEqual([
    { scenario: "all in service", shares: { "h-1": 0.5, "h-2": 0.5 }, megawatts: 7.6 },
    { scenario: "end-1 lost", shares: { "h-1": 1, "h-2": 1 }, megawatts: 7.6 },
  ]);
});

test("Of three paths each carries a third, and a half when one is lost; of four a quarter and a third", () => {
  for (const [redundancy, letters] of [
    ["3N/2", "abc"],
    ["4N/3", "abcd"],
  ] as const) {
    const power = [...letters].map((letter) => node(`ut-${letter}`, "grid"));
    const feeds = Object.fromEntries([...letters].map((letter) => [letter.toUpperCase(), `ut-${letter}`]));
    const { powerLimits: limits } = siteOf(siteWith([hall("h", { redundancy, feeds })], { power }));
    expect(limitsAt(limits, "ut-a")).toEqual([
      { scenario: "all in service", shares: { h: 1 / letters.length }, megawatts: 7.6 },
      { scenario: "path B lost at ut-b", shares: { h: 1 / (letters.length - 1) }, megawatts: 7.6 },
    ]);
  }
});

test("Three shared transformers carry six halls of two paths each: distributed redundancy", () => {
  // Each pair of three transformers feeds two halls; each transformer carries four halves, and with one lost
  // the two that it shared with it whole besides two halves.
  const pairs = ["12", "13", "23", "12", "13", "23"] as const;
  const zones = pairs.map(([one, other], index) =>
    hall(`h-${index}`, { redundancy: "2N", feeds: { A: `ut-${one}`, B: `ut-${other}` } }),
  );
  const { powerLimits: limits } = siteOf(
    siteWith(zones, { power: ["1", "2", "3"].map((n) => node(`ut-${n}`, "grid")) }),
  );
  const sums = limitsAt(limits, "ut-1").map(({ scenario, shares }) => [
    scenario,
    Object.values(shares).reduce((sum, share) => sum + share, 0),
  ]);
  expect(sums).toEqual([
    ["all in service", 2],
    ["path B lost at ut-2", 3],
    ["path B lost at ut-3", 3],
  ]);
});

test("An N+2 group is limited by its rating with two units lost", () => {
  const input = siteWith([hall("h")], {
    power: [node("ut-h", "grid", { rating: "2.5 MVA", units: 5, redundancy: "N+2" })],
  });
  // 5 × 2.5 MVA × 0.95 × 0.8 = 9.5 MW, of three 5.7 MW
  expect(limitsAt(siteOf(input).powerLimits, "ut-h")).toEqual([
    { scenario: "all in service", shares: { h: 1 }, megawatts: 9.5 },
    { scenario: "2 of 5 units lost", shares: { h: 1 }, megawatts: 5.7 },
  ]);
});

// --- Ratings.

test("A transformer of 2.5 MVA is one of 3,478 A at 415 V and of 3,007 A at 480 V, and carries 1,960 kW", () => {
  // I = S / (√3 · U) = 2,500,000 / (1.7321 × 415) = 3,478 A; / (1.7321 × 480) = 3,007 A
  for (const [current, voltage] of [
    ["3478 A", "415 V"],
    ["3007 A", "480 V"],
  ] as const) {
    const unit = parsedNode({ rating: undefined, current, voltage, powerFactor: 0.98 });
    expect(ratingOf(unit).kilovoltAmperes).toBeCloseTo(2500, 0);
    // 2,500 kVA × 0.98 × 0.8 = 1,960 kW
    expect(continuousCapacity(unit).kilowatts).toBeCloseTo(1960, 0);
  }
  // 3,750,000 / (1.7321 × 415) = 5,217 A; 3,750 kVA × 0.98 × 0.8 = 2,940 kW
  const larger = parsedNode({ rating: undefined, current: "5217 A", voltage: "415 V", powerFactor: 0.98 });
  expect(continuousCapacity(larger).kilowatts).toBeCloseTo(2940, 0);
  // One phase: 240 V × 100 A = 24 kVA
  expect(
    ratingOf(parsedNode({ rating: undefined, current: "100 A", voltage: "240 V", phases: 1 }))
      .kilovoltAmperes,
  ).toBe(24);
});

test("The whole nameplate counts for seconds, and of generators for the whole outage", () => {
  // 4 × 2.5 MVA × 0.95 = 9.5 MW
  expect(nameplateCapacity(parsedNode({ rating: "2.5 MVA", units: 4 })).megawatts).toBeCloseTo(9.5, 9);
});

test("Transformers lose what they lose without load, and as the square of load", () => {
  const unit = parsedNode({ rating: "2.5 MVA", units: 2, losses: { noLoad: "3 kW", load: "20 kW" } });
  // At 2.375 MW: S = 2.5 MVA of 5 MVA, a half: 2 × (3 + 20 × 0.25) = 16 kW; at nothing 6 kW.
  expect(lossesAt(unit, Power.megawatts(2.375))?.kilowatts).toBeCloseTo(16, 9);
  expect(lossesAt(unit, Power.zero)?.kilowatts).toBeCloseTo(6, 9);
  expect(lossesAt(parsedNode({}), Power.megawatts(1))).toBeUndefined();
});

// --- What hangs on a node, and what feeds the miners.

test("Behind a UPS an AI hall counts with what its racks draw, above it with its cooling", () => {
  const input = siteWith([hall("h", { feeds: { A: "pdu" } })], {
    power: [
      node("board", "grid"),
      node("ups", "board", { kind: "ups" }),
      node("pdu", "ups", { kind: "pdu" }),
    ],
  });
  const { powerLimits: limits } = siteOf(input);
  const ratio = (name: string) => limits.find(({ at }) => at === name)?.shares.get("h");
  expect(ratio("pdu")).toEqual({ ai: 1, mining: 1 });
  expect(ratio("ups")).toEqual({ ai: 1, mining: 1 });
  expect(ratio("board")).toEqual({ ai: 1.25, mining: 1 });
});

test("Miners that have a feed of their own load that, and the racks theirs", () => {
  const input = siteWith(
    [
      hall("h", {
        redundancy: "2N",
        feeds: { A: "ut-a", B: "ut-b" },
        states: [
          { state: "mining", from: "2024-01-01" },
          { state: "draining", from: "2026-01-01" },
          { state: "stripped", from: "2026-02-01" },
        ],
        mining: { ...miners(7), feeds: { A: "ut-a" } },
      }),
    ],
    { power: [node("ut-a", "grid"), node("ut-b", "grid")] },
  );
  const { powerLimits: limits } = siteOf(input);
  const at = (name: string) =>
    limits.filter((limit) => limit.at === name).map(({ shares }) => shares.get("h"));
  expect(at("ut-a")).toEqual([
    { ai: 0.5 * 1.25, mining: 1 },
    { ai: 1.25, mining: 1 },
  ]);
  expect(at("ut-b")).toEqual([
    { ai: 0.5 * 1.25, mining: 0 },
    { ai: 1.25, mining: 0 },
  ]);
});

// --- Equipment over time.

test("Load on a node before it is installed or after it is removed is found, with its days", () => {
  const input = siteWith([hall("h")], {
    power: [node("ut-h", "grid", { installed: "2026-03-01", removed: "2027-01-01" })],
  });
  // Load before its feed is there is refused when the documents are loaded; a placement must see it, too.
  const document = siteDocument.parse(input);
  const site = new Site(document, [], extendedCatalog(document));
  const found = overloads(site, () => new Map([["h", Power.megawatts(2)]]), [
    day("2026-01-01"),
    ...["2026-03-01", "2027-01-01"].map(day),
  ]);
  expect(found.map(overloadText)).toEqual([
    "is not there to carry 2.5 MW with all in service, from 2026-01-01 to 2026-02-28",
    "is not there to carry 2.5 MW with all in service, from 2027-01-01",
  ]);
});

test("A node takes nothing from a source that is not there yet, as long as it has another", () => {
  const input = siteWith([hall("h")], {
    power: [
      node("mt-1", "grid"),
      node("mt-2", "grid", { installed: "2026-07-01" }),
      node("ut-h", ["mt-1", "mt-2"]),
    ],
  });
  const site = siteOf(input);
  const critical = new Map([["h", Power.megawatts(4)]]);
  const loads = (text: string) =>
    limitUses(site, day(text), critical)
      .filter(({ limit }) => limit.at.startsWith("mt"))
      .map(({ limit, load }) => `${limit.at} with ${limit.scenario}: ${load}`);
  expect(loads("2026-06-30")).toEqual(["mt-1 with all in service: 5 MW"]);
  expect(loads("2026-07-01")).toEqual([
    "mt-1 with all in service: 2.5 MW",
    "mt-1 with mt-2 lost: 5 MW",
    "mt-2 with all in service: 2.5 MW",
    "mt-2 with mt-1 lost: 5 MW",
  ]);
});

// --- Generators.

const plants: NonNullable<SiteInput["generators"]> = [
  { name: "gen-a", backs: "ut-1-a", rating: "3 MVA", units: 4, redundancy: "N+1", start: "20 s" },
  { name: "gen-b", backs: "ut-1-b", rating: "3 MVA", units: 4, redundancy: "N+1", start: "20 s" },
];

test("With the grid lost a plant carries its path's share with a unit failing, and all where the other's is not there", () => {
  const input = siteWith([hall("h-1", { redundancy: "2N", feeds: { A: "ut-1-a", B: "ut-1-b" } })], {
    power: [node("ut-1-a", "grid"), node("ut-1-b", "grid")],
    generators: plants,
  });
  const limits = siteOf(input).powerLimits.filter(({ at }) => at === "gen-a");
  expect(
    limits.map(({ kind, scenario, shares, capacityOn }) => [
      kind,
      scenario,
      shares.get("h-1"),
      capacityOn(on).megawatts.toFixed(1),
    ]),
  ).toEqual([
    // 3 × 3 MVA × 0.8 = 7.2 MW, of four 9.6 MW; racks with their cooling, no mining.
    ["standby-rating", "grid lost and 1 of 4 units failing to start", { ai: 0.625, mining: 0 }, "7.2"],
    ["standby-rating", "grid lost and gen-b not there", { ai: 1.25, mining: 0 }, "9.6"],
  ]);
});

test("Where one of three paths has generators, its nodes carry the whole hall with the grid lost", () => {
  const input = siteWith([hall("h", { redundancy: "3N/2", feeds: { A: "ut-a", B: "ut-b", C: "ut-c" } })], {
    power: ["a", "b", "c"].map((letter) => node(`ut-${letter}`, "grid")),
    generators: [{ name: "gen", backs: "ut-a", rating: "5 MVA" }],
  });
  const { powerLimits: limits } = siteOf(input);
  expect(
    limits
      .filter(({ at }) => at === "ut-a")
      .map(({ scenario, shares }) => [scenario, shares.get("h")?.ai.toFixed(4)]),
  ).toEqual([
    // 1.25 / 3, 1.25 / 2
    ["all in service", "0.4167"],
    ["path B lost at ut-b", "0.6250"],
    ["grid lost", "1.2500"],
  ]);
  expect(limits.find(({ at }) => at === "gen")?.shares.get("h")).toEqual({ ai: 1.25, mining: 0 });
});

test("A plant that is too small is found with what it would have to carry", () => {
  const site = siteOf(
    siteWith([hall("h")], { generators: [{ name: "gen", backs: "ut-h", rating: "2 MVA", units: 3 }] }),
  );
  // 4 MW × 1.25 = 5 MW; 3 × 2 MVA × 0.8 = 4.8 MW
  expect(overloads(site, () => new Map([["h", Power.megawatts(4)]])).map(overloadText)).toEqual([
    "carries 5 MW with grid lost, 200 kW over its standby rating of 4.8 MW, from 2024-01-01",
  ]);
});

// --- Miners coming back.

test("A group of miners that comes back is held to the nameplate, with the inrush of its last parts", () => {
  const restored = (name: string, vlan: number, group: number, steps: number): ZoneInput =>
    mine(name, vlan, {
      feeds: { A: "ut" },
      mining: { ...miners(vlan), restore: { group, steps, inrush: 5 } },
    });
  const input = siteWith([restored("m-1", 7, 1, 2), restored("m-2", 8, 2, 4), restored("m-3", 9, 2, 4)], {
    power: [node("ut", "grid", { rating: "20 MVA" })],
  });
  const limits = siteOf(input).powerLimits.filter(({ kind }) => kind === "restore-inrush");
  expect(
    limits.map(({ scenario, shares, capacityOn }) => [
      scenario,
      [...shares.values()].map(({ mining }) => mining),
      capacityOn(on).megawatts,
    ]),
  ).toEqual([
    // One half at five times its load: 1 + 4 / 2 = 3. A quarter: 1 + 4 / 4 = 2. 20 MVA × 0.95 = 19 MW.
    ["restore group 1 coming back", [3, 1, 1], 19],
    ["restore group 2 coming back", [1, 2, 2], 19],
  ]);
});

test("Miners whose inrush is above the nameplate are refused", () => {
  const restore = { group: 1, steps: 1, inrush: 4 };
  const input = siteWith([mine("m", 7, { mining: { ...miners(7), restore } })], {
    power: [node("ut-m", "grid", { rating: "10 MVA" })],
  });
  // 3.6855 MW × 4 = 14.742 MW; 10 MVA × 0.95 = 9.5 MW
  expect(() => siteOf(input)).toThrow(
    '"ut-m" takes in 14.74 MW with restore group 1 coming back, 5.242 MW over its nameplate rating of 9.5 MW, from 2024-01-01, by mining alone',
  );
});

// --- Approvals that ramp and end.

test("A ramp counts in months, each at its lower end, and nothing is allowed after an approval's last day", () => {
  const { document } = siteOf(
    siteWith([hall("h")], {
      interconnects: [
        {
          name: "grid",
          voltage: "138 kV",
          gridOperator: "ERCOT",
          approvals: [
            { from: "2026-01-01", load: "100 MW", ramp: { load: "465 MW", by: "2027-01-01" } },
            { from: "2028-01-01", to: "2028-06-30", load: "50 MW" },
            { from: "2029-01-01", load: "400 MW", ramp: { load: "35 MW", by: "2030-01-01" } },
          ],
        },
      ],
    }),
  );
  const grid = document.interconnects[0] ?? expect.fail("no interconnect");
  const approved = (text: string) => approvedLoad(grid, day(text)).megawatts;
  // 365 MW in 365 days: 1 MW a day. In January 100 MW, from 1 February 131 MW; all of it from the day it ends on.
  expect(["2026-01-01", "2026-01-31", "2026-02-01", "2026-12-31", "2027-01-01"].map(approved)).toEqual([
    100, 100, 131, 434, 465,
  ]);
  // The earlier approval does not come back when the one that replaced it ends.
  expect(["2028-01-01", "2028-06-30", "2028-07-01"].map(approved)).toEqual([50, 50, 0]);
  // Downwards the end of each month counts: on 1 February 2029 31 MW less.
  expect(["2029-01-01", "2029-01-31", "2029-02-01", "2029-12-31", "2030-01-01"].map(approved)).toEqual([
    369, 369, 341, 35, 35,
  ]);
  expect(approvalDays(grid).filter((on) => on < "2026-04-01" || on > "2029-11-01")).toEqual([
    ...["2026-01-01", "2026-02-01", "2026-03-01", "2029-12-01", "2030-01-01"],
  ]);
});

test("A loss that darkens a zone is no harder than one that leaves it on", () => {
  // Three transformers feed a board; halls 1 to 3 take half from the board, each over a tie of its own, and half from
  // mt-c; hall 4 hangs on the board alone.
  const halls = ["1", "2", "3"];
  const input = siteWith([...halls.map((n) => hall(`h-${n}`)), hall("h-4")], {
    power: [
      ...["a", "b", "c"].map((letter) => node(`mt-${letter}`, "grid")),
      node("board", ["mt-a", "mt-b", "mt-c"]),
      ...halls.flatMap((n) => [node(`tie-${n}`, "board"), node(`ut-h-${n}`, [`tie-${n}`, "mt-c"])]),
      node("ut-h-4", "board"),
    ],
  });
  const shares = (scenario: string) => {
    const limit = siteOf(input).powerLimits.find((own) => own.at === "mt-c" && own.scenario === scenario);
    return limit && [...limit.shares.values()].map(({ mining }) => mining.toFixed(3));
  };
  // A half and a third of a half: 0.667.
  expect(shares("all in service")).toEqual(["0.667", "0.667", "0.667", "0.333"]);
  expect(shares("board lost")).toEqual(["1.000", "1.000", "1.000"]);
  expect(shares("tie-1 lost")).toEqual(["1.000", "0.667", "0.667", "0.333"]);
});
