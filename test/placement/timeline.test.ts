import fc from "fast-check";
import { expect, test } from "vitest";
import type { Allocation } from "../../placement/lock.ts";
import type { Placement } from "../../placement/place.ts";
import { planJson } from "../../placement/plan-json.ts";
import { quarterTable, siteUse, useChanges, zoneUse } from "../../placement/quarters.ts";
import { timeline } from "../../placement/timeline.ts";
import { aiCapacity } from "../../site/ai-capacity.ts";
import { addDays, type Day, day, includes } from "../../site/day.ts";
import { zoneStates } from "../../site/schema/zone.ts";
import type { Site } from "../../site/site.ts";
import { Power, sum } from "../../site/units/index.ts";
import { aiReadyPeriods, stateOn } from "../../site/zone-state.ts";
import { hall, mine, rooms, siteInput, siteOf, siteWith, type ZoneInput } from "../support/sites.ts";

const states: ZoneInput["states"] = [
  { state: "mining", from: "2024-02-01" },
  { state: "draining", from: "2025-01-01" },
  { state: "stripped", from: "2025-02-01" },
  { state: "construction", from: "2025-03-01" },
  { state: "commissioning", from: "2025-09-01" },
  { state: "ai-ready", from: "2025-11-01" },
  { state: "mining", from: "2027-01-01" },
];

function allocationOf(zone: string, critical: string, from: string, to: string): Allocation {
  return {
    demand: "d",
    zone,
    rackType: "storage",
    racks: 1,
    positions: ["r01p01"],
    critical: Power.kilowatts(Number.parseFloat(critical)),
    from: day(from),
    to: day(to),
    paths: {},
  };
}

function placementOf(
  site: Site,
  tenants: readonly { tenant: string; allocations: Allocation[]; options?: Allocation[] }[],
): Placement {
  return {
    version: 1,
    site: site.name,
    inputs: "",
    tenants: tenants.map((one) => ({ networks: [], ...one })),
  };
}

/** Some day on which a random site may change. */
const someDay = fc.nat(2000).map((later) => addDays(day("2024-01-01"), later));

/** A site with, in each AI-ready period of each zone, racks of some share of what the zone takes. */
const leasedSite = fc
  .tuple(siteInput, fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }))
  .map(([input, shares]) => {
    const site = siteOf(input);
    const share = (index: number) => (shares[index % shares.length] ?? 0) / 100;
    const parts = site.zones.flatMap((zone) =>
      aiReadyPeriods(zone).map(({ from, to }, index) => {
        const critical = aiCapacity(zone, site.powerNetwork).kilowatts * share(index);
        return allocationOf(zone.name, String(critical), addDays(from, 30), to ?? "2029-06-30");
      }),
    );
    const tenants = [{ tenant: "t", allocations: parts, options: parts }];
    return { site, placement: placementOf(site, tenants) };
  });

test("On every day each zone is counted once: it mines, is under construction, or is AI-ready", () => {
  expect(zoneStates.map(zoneUse)).toEqual([
    "mining",
    "mining",
    "under construction",
    "under construction",
    "under construction",
    "ai-ready",
  ]);
  expect(zoneUse(undefined)).toBeUndefined();
  fc.assert(
    fc.property(leasedSite, someDay, ({ site, placement }, on) => {
      const use = siteUse(site, placement, on);
      const here = site.zones.filter((zone) => stateOn(zone, on) !== undefined);
      const mines = here.filter((zone) => !site.fleet(zone, on).gross.isZero);
      const others = here.filter((zone) => !mines.includes(zone));
      const total = (zones: typeof here, of: (zone: (typeof here)[number]) => Power) =>
        sum(Power.zero, zones.map(of)).watts;
      expect(use.mining.watts).toBeCloseTo(
        total(mines, (zone) => site.fleet(zone, on).gross),
        3,
      );
      // Whatever does not mine is a hall: one that is made, or one that is ready.
      expect(use.underConstruction.plus(use.aiReady).watts).toBeCloseTo(
        total(others, (zone) => aiCapacity(zone, site.powerNetwork)),
        3,
      );
    }),
    { numRuns: 200 },
  );
});

test("What is leased, held and free adds up to what is AI-ready, and none of it is negative", () => {
  fc.assert(
    fc.property(leasedSite, someDay, ({ site, placement }, on) => {
      const { aiReady, leased, held, free } = siteUse(site, placement, on);
      expect(leased.plus(held).plus(free).watts).toBeCloseTo(aiReady.watts, 3);
      for (const part of [leased, held, free]) expect(part.watts).toBeGreaterThan(-1);
    }),
    { numRuns: 200 },
  );
});

test("A line without a change stands for each of its days, and every change is in one line", () => {
  fc.assert(
    fc.property(leasedSite, someDay, ({ site, placement }, on) => {
      const changes = useChanges(site, placement);
      const [first, last] = [changes[0]?.day, changes.at(-1)?.day];
      if (first === undefined || last === undefined) return;
      const table = quarterTable(site, placement, first, last);
      expect(table.flatMap((row) => row.changes)).toEqual(changes);
      const row = table.find((candidate) => includes(candidate, on));
      if (row === undefined || row.changes.length > 0) return;
      const then = siteUse(site, placement, on);
      expect(planJson(then)).toEqual(planJson(siteUse(site, placement, row.to)));
    }),
    { numRuns: 100 },
  );
});

test("A zone that converts and goes back moves from column to column", () => {
  const site = siteOf(siteWith([mine("z", 10, { states, ai: rooms() }), hall("h")]));
  const table = timeline(
    site,
    placementOf(site, [
      {
        tenant: "lab",
        allocations: [allocationOf("h", "4000", "2025-06-01", "2026-05-31")],
        options: [allocationOf("h", "1000", "2025-06-01", "2025-12-31")],
      },
    ]),
  ).quarters;
  const megawatts = (power: Power) => power.megawatts;
  expect(
    table.map(({ quarter, mining, underConstruction, aiReady, leased, held, free, changes }) => [
      quarter,
      ...[mining, underConstruction, aiReady, leased, held, free].map(megawatts),
      changes.length,
    ]),
  ).toEqual([
    ["2024 Q1", 3.6855, 0, 0, 0, 0, 0, 1],
    ["2024 Q2 to 2024 Q4", 3.6855, 0, 0, 0, 0, 0, 0],
    ["2025 Q1", 0, 20, 20, 0, 0, 20, 4],
    ["2025 Q2", 0, 20, 20, 4, 1, 15, 2],
    ["2025 Q3", 0, 20, 20, 4, 1, 15, 1],
    ["2025 Q4", 0, 0, 40, 4, 1, 35, 1],
    ["2026 Q1", 0, 0, 40, 4, 0, 36, 1],
    ["2026 Q2", 0, 0, 40, 0, 0, 40, 1],
    ["2026 Q3 to 2026 Q4", 0, 0, 40, 0, 0, 40, 0],
    ["2027 Q1", 3.6855, 0, 20, 0, 0, 20, 1],
  ]);
});

test("Phases come by date, and only those of the days asked for", () => {
  const site = siteOf(siteWith([mine("z", 10, { states, ai: rooms() }), hall("h")]));
  const phases = (from?: Day, to?: Day) =>
    timeline(site, placementOf(site, []), { from, to }).phases.map(
      ({ zone, kind, from, complete }) => `${zone} ${kind} ${from} ${complete}`,
    );
  expect(phases()).toEqual([
    "z mining 2024-02-01 2024-02-01",
    "z conversion 2025-01-01 2025-11-01",
    "h new-hall 2025-01-01 2025-01-01",
    "z return-to-mining 2027-01-01 2027-01-01",
  ]);
  expect(phases(day("2025-06-01"), day("2025-06-30"))).toEqual(["z conversion 2025-01-01 2025-11-01"]);
  expect(phases(day("2025-11-02"))).toEqual(["z return-to-mining 2027-01-01 2027-01-01"]);
  expect(phases(undefined, day("2023-01-01"))).toEqual([]);
});

test("A timeline may be asked for days on which nothing changes", () => {
  const site = siteOf(siteWith([hall("h")]));
  const { from, to, quarters } = timeline(site, placementOf(site, []), { from: day("2030-02-01") });
  expect([from, to]).toEqual(["2030-02-01", "2030-02-01"]);
  expect(quarters.map(({ quarter, free }) => [quarter, String(free)])).toEqual([["2030 Q1", "20 MW"]]);
});

test("As data a timeline has units in its keys, and its lead times in weeks", () => {
  const zone = mine("z", 10, {
    states: states.slice(0, 6),
    ai: rooms(),
    conversion: { needs: [{ name: "ups", kind: "ups" }] },
  });
  const site = siteOf(siteWith([zone]));
  const data = JSON.parse(JSON.stringify(planJson(timeline(site, placementOf(site, [])))));
  expect(data.phases[1].minersLeave).toMatchObject({
    miners: [{ model: "antminer-s21-pro", count: 1000 }],
    hashratePetahashes: 234,
    grossKilowatts: 3685.5,
  });
  expect(data.phases[1].hallBegins).toEqual({ criticalKilowatts: 20_000, positions: 20, redundancy: "N" });
  expect(data.phases[1].power).toMatchObject({ survives: ["ut-z"], replaced: [] });
  expect(data.longLead[0]).toEqual({
    name: "ups",
    zone: "z",
    kind: "ups",
    neededBy: "2025-09-01",
    leadTimeWeeks: 52,
    leadTimeSource: "tecfusions-supply-chain",
    usual: true,
    orderBy: "2024-09-02",
    status: "in place",
    lateDays: 0,
  });
  expect(data.quarters[0]).toMatchObject({ quarter: "2024 Q1", miningKilowatts: 3685.5, freeKilowatts: 0 });
});
