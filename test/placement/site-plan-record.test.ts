import fc from "fast-check";
import { expect, test } from "vitest";
import { place } from "../../placement/place.ts";
import { criticalLoads } from "../../placement/site-plan.ts";
import { type SitePlanDocument, sitePlanDocument } from "../../review/result/site-plan-document.ts";
import { limitUses } from "../../site/power/flow.ts";
import { Refusal } from "../../site/problem.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import type { Site } from "../../site/site.ts";
import { exampleFolder, examples, synthesized } from "../support/examples.ts";
import { loadedExample, placedPlan, planOf, writtenPlan } from "../support/site-plans.ts";
import {
  afterStep,
  fabricOf,
  gpuRacks,
  hall,
  mine,
  siteInput,
  siteOf,
  siteWith,
  step,
  storageRacks,
  tenantOf,
} from "../support/sites.ts";

for (const name of examples) {
  test(`${name}: what is written is what a review reads back, key by key`, () => {
    const { site, lock } = loadedExample(name);
    const written = writtenPlan(site, lock);
    expect(sitePlanDocument.parse(written)).toEqual(written);
    expectSums(planOf(site, lock));
  });

  test(`${name}: its plan names no account, no worker and no Secret of a pool`, () => {
    const { site, lock } = loadedExample(name);
    const text = JSON.stringify(writtenPlan(site, lock));
    const pools = site.document.poolSets.flatMap(({ groups }) => groups.flatMap((group) => group.pools));
    expect(pools.length).toBeGreaterThan(0);
    for (const { user, passwordSecret } of pools) {
      const account = user.replaceAll("{site}", site.name).split(/[.{]/)[0] ?? user;
      expect(text).not.toContain(`"${account}`);
      expect(text).not.toContain(user);
      if (passwordSecret !== undefined) expect(text).not.toContain(passwordSecret.name);
    }
    for (const { workerName } of site.document.poolSets) expect(text).not.toContain(workerName);
  });
}

test("A synthesis writes the record of its effective date", () => {
  const { site, lock } = loadedExample("prince-george");
  const text = synthesized(exampleFolder("prince-george")).get("site-plan.json") ?? "";
  expect(JSON.parse(text)).toEqual(writtenPlan(site, lock));
});

/** On each day zones make up the site, and the effective date is what stands above the days. */
function expectSums(plan: SitePlanDocument): void {
  for (const { day, load, zones } of plan.days) {
    const sum = (of: (zone: (typeof zones)[number]) => number) =>
      zones.reduce((total, zone) => total + of(zone), 0);
    expect(
      sum(({ grossKilowatts }) => grossKilowatts),
      day,
    ).toBeCloseTo(load.grossKilowatts, 1);
    expect(
      sum(({ criticalKilowatts }) => criticalKilowatts),
      day,
    ).toBeCloseTo(load.criticalKilowatts, 1);
    expect(
      sum(({ miners }) => miners),
      day,
    ).toBe(load.miners);
    expect(load.miningKilowatts + load.aiKilowatts, day).toBeCloseTo(load.grossKilowatts, 2);
  }
  const today = plan.days.find(({ day }) => day === plan.day);
  expect(today).toMatchObject({ load: plan.load, tightest: plan.tightest });
  expect(
    today?.zones.map(({ name, state, grossKilowatts, racks }) => [name, state, grossKilowatts, racks]),
  ).toEqual(plan.zones.map(({ name, state, grossKilowatts, racks }) => [name, state, grossKilowatts, racks]));
  expect(plan.days.map(({ day }) => day)).toEqual([...new Set(plan.days.map(({ day }) => day))].sort());
}

/** Random sites with the tenants that find room on them. */
const histories = fc.tuple(siteInput, fc.array(step, { minLength: 2, maxLength: 5 }));

function placed(input: SiteInput, steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[]) {
  let tenants: readonly TenantInput[] = [];
  let found: { site: Site; placement: ReturnType<typeof place> } | undefined;
  for (const [index, what] of steps.entries()) {
    const next = afterStep(input, tenants, what, `t-${index}`);
    if (next === undefined) continue;
    const site = siteOf(input, next.tenants);
    try {
      found = { site, placement: place(site) };
      tenants = next.tenants;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return found;
}

test("Of any site what is written is what is read back, zones make up the site, and a peak is the worst of all days", () => {
  let checked = 0;
  fc.assert(
    fc.property(histories, ([input, steps]) => {
      const found = placed(input, steps);
      if (found === undefined) return;
      const { site, placement } = found;
      const written = writtenPlan(site, placement);
      const plan = sitePlanDocument.parse(written);
      expect(plan).toEqual(written);
      expectSums(plan);
      expectPeaks(plan, worstByNode(site, placement));
      checked += plan.tenants.length > 0 ? 1 : 0;
    }),
    { numRuns: 60 },
  );
  expect(checked).toBeGreaterThan(20);
});

/** What is written is rounded to a thousandth of a kilowatt, so shares agree to a few of a thousandth. */
function expectPeaks({ powerNodes }: SitePlanDocument, worst: ReadonlyMap<string, number>): void {
  const peaks = powerNodes.filter(({ peak }) => peak !== undefined).map(({ name }) => name);
  expect(peaks.sort()).toEqual([...worst.keys()].sort());
  for (const { name, peak } of powerNodes) {
    if (peak === undefined) continue;
    expect(peak.loadKilowatts / peak.capacityKilowatts, name).toBeCloseTo(worst.get(name) ?? 0, 4);
    expect(peak.capacityKilowatts - peak.loadKilowatts, name).toBeCloseTo(peak.headroomKilowatts, 2);
  }
}

/** The greatest share of its rating that each node that carries anything uses on a day ahead. */
function worstByNode(site: Site, placement: ReturnType<typeof place>): ReadonlyMap<string, number> {
  const worst = new Map<string, number>();
  for (const on of site.changeDays().filter((day) => day >= site.document.effectiveDate)) {
    for (const { limit, load, capacity } of limitUses(site, on, criticalLoads(placement, on))) {
      if (limit.kind !== "continuous-rating" || load.isZero || capacity.isZero) continue;
      worst.set(limit.at, Math.max(worst.get(limit.at) ?? 0, load.kilowatts / capacity.kilowatts));
    }
  }
  return worst;
}

test("A tenant whose lease is still to begin is listed without racks on the day, with all that it will have", () => {
  const { plan } = placedPlan(siteWith([hall("h")], { fabrics: [fabricOf("f", ["h"])] }), [
    tenantOf("later", gpuRacks(4), { lease: { from: "2027-01-01", to: "2028-12-31" } }),
  ]);
  expect(plan.tenants).toHaveLength(1);
  expect(plan.tenants[0]).toMatchObject({
    racks: {},
    criticalKilowatts: 0,
    zones: [],
    firmness: "firm",
    networks: [{ fabric: "f", vni: 51000 }],
    allocations: [
      { demand: "gpus", zone: "h", racks: 4, criticalKilowatts: 224, from: "2027-01-01", to: "2028-12-31" },
    ],
  });
  expect(plan.days.map(({ day, load }) => [day, load.criticalKilowatts])).toEqual([
    ["2024-01-01", 0],
    ["2025-01-01", 0],
    ["2026-01-01", 0],
    ["2027-01-01", 224],
    ["2029-01-01", 0],
  ]);
  expect(plan.fabrics[0]).toMatchObject({ leaves: 100, leafDownlinks: 64, leafPortsUsed: 0 });
  // 4 racks × 56 kW × 1.25 gross for each critical, on its first day.
  expect(plan.powerNodes[0]?.peak).toMatchObject({ day: "2027-01-01", loadKilowatts: 280 });
});

test("A day on which nothing of the plan changes is not listed, but for the effective date", () => {
  const contract = {
    name: "c",
    kind: "fixed",
    power: "1 MW",
    price: "40 $/MWh",
    from: "2025-05-05",
  } as const;
  const { plan, site } = placedPlan(siteWith([hall("h")], { contracts: [contract] }), []);
  expect(site.changeDays()).toContain("2025-05-05");
  expect(plan.days.map(({ day }) => day)).toEqual(["2024-01-01", "2025-01-01", "2026-01-01"]);
});

test("Obligations on the same day add up, but for those of programmes that may share their load", () => {
  const demandResponse = (name: string, programme: string, obligation: string, from: string) => ({
    name,
    programme,
    obligation,
    notice: "10 min",
    maximumDuration: "1 h",
    from,
  });
  const { plan } = placedPlan(
    siteWith([mine("m", 10)], {
      demandResponse: [
        demandResponse("a", "ERCOT ERS-10", "1 MW", "2026-03-01"),
        demandResponse("b", "ERCOT ERS-10", "0.5 MW", "2026-04-01"),
        demandResponse("c", "ERCOT 4CP", "1.2 MW", "2026-05-01"),
        demandResponse("d", "ERCOT 4CP", "2 MW", "2026-06-01"),
      ],
    }),
    [],
  );
  const obliged = new Map(plan.days.map(({ day, obligationKilowatts }) => [day, obligationKilowatts]));
  expect(obliged.get("2026-03-01")).toBe(1000);
  expect(obliged.get("2026-04-01")).toBe(1500);
  expect(obliged.has("2026-05-01")).toBe(false);
  expect(obliged.get("2026-06-01")).toBe(2000);
});

test("A zone says what feeds its miners, how many of which model there are, and where their pools are, while it mines", () => {
  const states = [
    { state: "mining", from: "2024-01-01" },
    { state: "draining", from: "2026-02-01" },
    { state: "stripped", from: "2026-03-01" },
  ] as const;
  const zone = mine("m", 10, { states: [...states], ai: hall("m").ai });
  const of = (effectiveDate: string) => placedPlan(siteWith([zone], { effectiveDate }), []).plan.zones[0];
  expect(of("2026-02-15")).toMatchObject({
    feeds: { A: "ut-m" },
    rows: 2,
    positionsPerRow: 10,
    cooling: { airKilowatts: 10000, liquidKilowatts: 10000 },
    states,
    fleet: [{ model: "antminer-s21-pro", count: 1000 }],
    poolGroups: [
      {
        name: "main",
        quotaPercent: 100,
        pools: [{ url: "stratum+tcp://one.example.com:3333" }, { url: "stratum+tcp://two.example.com:3333" }],
      },
    ],
  });
  expect(of("2026-03-15")).toMatchObject({ fleet: [], poolGroups: [] });
});

test("Every part of the documents has a digest of what it means, whatever it is written like", () => {
  const contract = (price: string) => ({
    name: "grid",
    kind: "fixed" as const,
    power: "1 MW",
    price,
    from: "2027-01-01",
  });
  const of = (change: Partial<SiteInput> = {}, tenants: readonly TenantInput[] = []) =>
    placedPlan(
      siteWith([hall("h"), mine("m", 10)], { contracts: [contract("40 $/MWh")], ...change }),
      tenants,
    ).plan.documents ?? {};
  const base = of();
  const differing = (other: Readonly<Record<string, string>>) =>
    [...new Set([...Object.keys(base), ...Object.keys(other)])].filter((part) => base[part] !== other[part]);
  expect(Object.keys(base)).toEqual([...Object.keys(base)].sort());
  expect(Object.keys(base)).toEqual(
    expect.arrayContaining(["contracts/grid", "power/ut-h", "poolSets/pools", "zones/h", "zones/m"]),
  );
  // What the plan says itself, and what is empty, is no part.
  expect(Object.keys(base)).not.toEqual(expect.arrayContaining(["name"]));
  expect(
    Object.keys(base).filter((part) => /^(version|name|effectiveDate|sources|charges)/.test(part)),
  ).toEqual([]);
  expect(differing(of({ contracts: [contract("0.04 $/kWh")] }))).toEqual([]);
  expect(differing(of({ demandResponse: [], name: "other", effectiveDate: "2026-01-02" }))).toEqual([]);
  // By less than any rounding shows.
  expect(differing(of({ contracts: [contract("40.0000001 $/MWh")] }))).toEqual(["contracts/grid"]);
  expect(differing(of({ title: "Ridge" }))).toEqual(["title"]);
  const tenant = tenantOf("t", storageRacks(1));
  const leased = (change: Partial<TenantInput> = {}) => of({ contracts: [] }, [{ ...tenant, ...change }]);
  expect(differing(leased())).toEqual(["contracts/grid", "tenants/t"]);
  expect(leased({ title: "T" })["tenants/t"]).not.toBe(leased()["tenants/t"]);
  for (const digest of Object.values(base)) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
});

test("Programmes of every day are written, whether or not they are in force", () => {
  const obligation = (name: string, from: string, to?: string) => ({
    name,
    programme: "ERCOT ERS-10",
    obligation: "1 MW",
    notice: "10 min",
    maximumDuration: "1 h",
    from,
    ...(to !== undefined && { to }),
  });
  const demandResponse = [obligation("past", "2025-01-01", "2025-03-31"), obligation("later", "2026-05-01")];
  const { plan } = placedPlan(siteWith([mine("m", 10)], { demandResponse }), []);
  expect(plan.obligations).toEqual([]);
  expect(plan.programmes).toEqual([
    {
      name: "past",
      programme: "ERCOT ERS-10",
      obligationKilowatts: 1000,
      from: "2025-01-01",
      to: "2025-03-31",
    },
    { name: "later", programme: "ERCOT ERS-10", obligationKilowatts: 1000, from: "2026-05-01" },
  ]);
});

test("Money names the tenants whose lease states no price, and is in cents", () => {
  const tenants = [
    tenantOf("priced", storageRacks(2), {
      lease: { from: "2026-01-01", to: "2028-12-31", price: "100 $/kW-month" },
    }),
    tenantOf("unpriced", storageRacks(2, { name: "more" })),
  ];
  const { money } = placedPlan(siteWith([hall("h")]), tenants).plan;
  expect(money.unpriced).toEqual(["unpriced"]);
  // 2 × 18 kW × 12 months × 100 $ and as much at the price that is assumed.
  expect(money.leasesDollarsPerYear?.low).toBeGreaterThan(43_200);
  expect(money.leasesDollarsPerYear?.verified).toBe(false);
  expect(money.hashingDollarsPerYear).toBeUndefined();
  expect(money.figures.unverified).toBeGreaterThan(0);
});
