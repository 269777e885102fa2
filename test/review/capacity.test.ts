import fc from "fast-check";
import { expect, test } from "vitest";
import { capacityChanges } from "../../review/capacity/capacity-changes.ts";
import { movedRacks } from "../../review/capacity/moved-racks.ts";
import type { Allocation } from "../../review/capacity/tenant-change.ts";
import { examplePlan, placedPlan } from "../support/site-plans.ts";
import { fabricOf, gpuRacks, hall, mine, rooms, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

const one = siteWith([hall("h")]);

test("A tenant that is added has its racks, critical load, zones and days on one side", () => {
  const base = placedPlan(one, [tenantOf("stays", storageRacks(2))]);
  const head = placedPlan(
    one,
    [tenantOf("stays", storageRacks(2)), tenantOf("new", storageRacks(3), { title: "New" })],
    base.placement,
  );
  expect(capacityChanges(base.plan, head.plan)).toEqual({
    tenants: [
      {
        tenant: "new",
        title: "New",
        what: "added",
        offering: { after: "bare-metal" },
        racks: { after: 3 },
        criticalKilowatts: { after: 54 },
        zones: { after: ["h"] },
        from: { after: "2026-01-01" },
        to: { after: "2028-12-31" },
        movedRacks: 0,
        notes: [],
      },
    ],
    zones: [
      {
        zone: "h",
        racks: { before: 2, after: 5 },
        positions: { before: 20, after: 20 },
        aiCapacityKilowatts: { before: 20000, after: 20000 },
      },
    ],
    phases: [],
    unchanged: { tenants: 1, zones: 0 },
  });
  const gone = capacityChanges(head.plan, base.plan).tenants;
  expect(gone).toMatchObject([{ tenant: "new", what: "removed", racks: { before: 3 }, movedRacks: 0 }]);
  expect(gone[0]?.racks).not.toHaveProperty("after");
});

test("A tenant that grows moves no rack, and says what changes of its demand", () => {
  const base = placedPlan(one, [tenantOf("t", storageRacks(2))]);
  const head = placedPlan(one, [tenantOf("t", storageRacks(5))], base.placement);
  expect(capacityChanges(base.plan, head.plan).tenants).toMatchObject([
    {
      what: "changed",
      racks: { before: 2, after: 5 },
      movedRacks: 0,
      notes: [
        "store in h: 2 storage (36 kW) from 2026-01-01 to 2028-12-31 → 5 storage (90 kW) from 2026-01-01 to 2028-12-31",
      ],
    },
  ]);
  expect(capacityChanges(head.plan, base.plan).tenants).toMatchObject([{ movedRacks: 0 }]);
});

test("Racks of one tenant at two times count once, at the most that it has on a day", () => {
  const lease = { from: "2026-01-01", to: "2027-12-31" };
  const { plan } = placedPlan(one, [
    tenantOf(
      "t",
      [storageRacks(2, { to: "2026-12-31" }), storageRacks(3, { name: "next", from: "2027-01-01" })],
      { lease },
    ),
  ]);
  expect(capacityChanges(undefined, plan).tenants).toMatchObject([
    { racks: { after: 3 }, criticalKilowatts: { after: 54 } },
  ]);
});

test("Terms of a lease are named, each before and after", () => {
  const lease = { from: "2026-01-01", to: "2028-12-31" };
  const base = placedPlan(one, [
    tenantOf("t", storageRacks(2), { lease: { ...lease, uptime: "99.9 %", price: "100 $/kW-month" } }),
  ]);
  const head = placedPlan(
    one,
    [
      tenantOf("t", storageRacks(2), {
        lease: { ...lease, uptime: "99.99 %" },
        flexible: { share: "20 %", notice: "10 min", maximumDuration: "2 h" },
      }),
    ],
    base.placement,
  );
  expect(capacityChanges(base.plan, head.plan).tenants[0]?.notes).toEqual([
    "uptime 99.9 % → 99.99 %",
    "price $100/kW-month → none",
    "load firm → 20 % flexible",
  ]);
});

test("Racks that are held by right are noted, and are no racks of the lease", () => {
  const base = placedPlan(one, [tenantOf("t", storageRacks(2))]);
  const option = { ...storageRacks(4, { name: "more" }), until: "2027-06-30" };
  const head = placedPlan(one, [tenantOf("t", storageRacks(2), { options: [option] })], base.placement);
  const [tenant] = capacityChanges(base.plan, head.plan).tenants;
  expect(tenant?.racks).toEqual({ before: 2, after: 2 });
  expect(tenant?.notes).toHaveLength(1);
  expect(tenant?.notes[0]).toMatch(/^held by right: more in h: none → 4 storage \(72 kW\) from 2026-01-01/);
});

test("A tenant that was released and placed elsewhere counts its moved racks", () => {
  const two = siteWith([hall("h"), hall("i")], { fabrics: [fabricOf("f", ["h", "i"])] });
  const base = placedPlan(two, [tenantOf("t", gpuRacks(6, { zones: ["h"] }))]);
  const head = placedPlan(two, [tenantOf("t", gpuRacks(6, { zones: ["i"] }))]);
  const [tenant] = capacityChanges(base.plan, head.plan).tenants;
  expect(tenant).toMatchObject({ what: "changed", movedRacks: 6, zones: { before: ["h"], after: ["i"] } });
  expect(tenant?.racks).toEqual({ before: 6, after: 6 });
});

test("A conversion that is put off shows the dates that differ, and a hall that grows its positions", () => {
  const states = (ready: string) => [
    { state: "mining" as const, from: "2024-01-01" },
    { state: "draining" as const, from: "2026-02-01" },
    { state: "stripped" as const, from: "2026-03-01" },
    { state: "construction" as const, from: "2026-04-01" },
    { state: "commissioning" as const, from: "2026-10-01" },
    { state: "ai-ready" as const, from: ready },
  ];
  const plan = (ready: string, rows: number) =>
    placedPlan(siteWith([mine("m", 10, { states: states(ready), ai: rooms({ rows }) })]), []).plan;
  const changes = capacityChanges(plan("2027-01-01", 2), plan("2027-03-01", 3));
  expect(changes.phases).toEqual([
    { zone: "m", state: "ai-ready", from: { before: "2027-01-01", after: "2027-03-01" } },
  ]);
  expect(changes.zones).toMatchObject([{ zone: "m", positions: { before: 20, after: 30 } }]);
});

test("An example compared with itself changes no tenant and no zone", () => {
  const plan = examplePlan("denton");
  expect(capacityChanges(plan, structuredClone(plan))).toEqual({
    tenants: [],
    zones: [],
    phases: [],
    unchanged: { tenants: plan.tenants.length, zones: plan.zones.length },
  });
});

// --- Moved racks, against a count position by position.

interface Stand {
  readonly row: number;
  readonly first: number;
  readonly last: number;
  readonly zone: string;
}

const stand = fc.record({
  row: fc.integer({ min: 1, max: 3 }),
  first: fc.integer({ min: 1, max: 4 }),
  last: fc.integer({ min: 4, max: 6 }),
  zone: fc.constantFrom("h", "i"),
});

function allocation({ row, first, last, zone }: Stand, from = "2026-01-01", to = "2027-12-31"): Allocation {
  const positions = [`r0${row}p0${first}-p0${last}`];
  const racks = last - first + 1;
  return {
    demand: "d",
    zone,
    rackType: "storage",
    racks,
    positions,
    criticalKilowatts: 18 * racks,
    from,
    to,
  };
}

/** Stands that share no position: an allocation never does. */
const stands = fc.uniqueArray(stand, { maxLength: 5, selector: ({ row, zone }) => `${zone} ${row}` });

function positionsOf(all: readonly Stand[]): Set<string> {
  return new Set(
    all.flatMap(({ row, first, last, zone }) =>
      Array.from({ length: last - first + 1 }, (_, at) => `${zone} ${row}/${first + at}`),
    ),
  );
}

test("Moved racks are the positions given up, as far as there are new ones", () => {
  fc.assert(
    fc.property(stands, stands, (before, after) => {
      const [left, taken] = [positionsOf(before), positionsOf(after)];
      const lost = [...left].filter((position) => !taken.has(position)).length;
      const gained = [...taken].filter((position) => !left.has(position)).length;
      expect(
        movedRacks(
          before.map((one) => allocation(one)),
          after.map((one) => allocation(one)),
        ),
      ).toBe(Math.min(lost, gained));
    }),
  );
});

test("Racks that stand elsewhere at another time did not move, and those in several rows are counted in each", () => {
  const here = { row: 1, first: 1, last: 4, zone: "h" };
  const there = { ...here, row: 2 };
  expect(movedRacks([allocation(here, "2026-01-01", "2026-06-30")], [allocation(there, "2026-07-01")])).toBe(
    0,
  );
  expect(movedRacks([allocation(here)], [allocation(there)])).toBe(4);
  const block = { ...allocation(here), racks: 8, positions: ["r01-r02p01-p04"] };
  expect(movedRacks([block], [allocation(here), allocation(there)])).toBe(0);
  const endless = { ...allocation(here), positions: ["r1-r999999999p1-p999999999"] };
  expect(movedRacks([endless], [allocation(there)])).toBe(0);
  const unreadable = { ...allocation(here), positions: ["anywhere"] };
  expect(movedRacks([unreadable], [allocation(here)])).toBe(4);
});
