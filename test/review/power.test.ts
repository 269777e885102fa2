import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { existingLock } from "../../placement/current-lock.ts";
import { place } from "../../placement/place.ts";
import { capacityChanges } from "../../review/capacity/capacity-changes.ts";
import { miningChanges } from "../../review/mining/mining-changes.ts";
import { powerChanges } from "../../review/power/power-changes.ts";
import { loadSite } from "../../templates/load-site.ts";
import { copyOf, exampleFolder } from "../support/examples.ts";
import { plainSite } from "../support/plain-sites.ts";
import { examplePlan, placedPlan, planOf } from "../support/site-plans.ts";
import { hall, mine, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

/** Prince George with one tenant more, from a day on. */
function withNewcomer(from: string) {
  const folder = copyOf("prince-george");
  writeFileSync(
    join(folder, "tenants", "newcomer.yaml"),
    `version: 1
name: newcomer
offering: namespaces
lease: { from: ${from}, to: 2027-07-31 }
demand:
  - { name: serve, rackType: h200, racks: 2, zones: [pg-1-gpu] }
namespaces:
  - { name: newcomer-serve }
groups: { admins: ["oidc:newcomer"] }
`,
  );
  const { site } = loadSite(folder);
  return planOf(site, place(site, existingLock(folder)));
}

/** What the numbers must be, from the files alone: racks of the lock, ratings of the site, and what a rack draws. */
function byHand() {
  interface Node {
    readonly name: string;
    readonly rating: string;
    readonly units: number;
  }
  const read = (file: string) => load(readFileSync(file, "utf8"));
  const site = read(plainSite("prince-george")) as { readonly power: readonly Node[] };
  const lock = read(join(exampleFolder("prince-george"), "placement.lock.yaml")) as {
    readonly tenants: readonly {
      readonly allocations: readonly { zone: string; racks: number; rackType: string }[];
    }[];
  };
  const here = lock.tenants
    .flatMap(({ allocations }) => allocations)
    .filter(({ zone, rackType }) => zone === "pg-1-gpu" && rackType === "h200")
    .reduce((total, { racks }) => total + racks, 0);
  const transformer = site.power.find(({ name }) => name === "ut-pg-1-gpu");
  const megavolts = Number.parseFloat(transformer?.rating ?? "") * (transformer?.units ?? 0);
  // A DGX H200 rack draws 40.8 kW, its hall 1.15 for each; 0.95 is the power factor, 0.8 the continuous rating.
  const critical = (racks: number) => racks * 40.8;
  return {
    before: { critical: critical(here), gross: critical(here) * 1.15 },
    after: { critical: critical(here + 2), gross: critical(here + 2) * 1.15 },
    capacity: megavolts * 1000 * 0.95 * 0.8,
    added: { critical: critical(2), gross: critical(2) * 1.15 },
  };
}

test("A tenant more at Prince George: megawatts by zone and headroom are what the documents come to by hand", () => {
  const [base, head] = [examplePlan("prince-george"), withNewcomer("2026-08-01")];
  const hand = byHand();
  const power = powerChanges(base, head);

  expect(power.zones.map(({ zone }) => zone)).toEqual(["pg-1-gpu"]);
  const [zone] = power.zones;
  expect(zone?.state).toEqual({ before: "tenant", after: "tenant" });
  expect(zone?.criticalKilowatts.before).toBeCloseTo(hand.before.critical, 2);
  expect(zone?.criticalKilowatts.after).toBeCloseTo(hand.after.critical, 2);
  expect(zone?.grossKilowatts.before).toBeCloseTo(hand.before.gross, 2);
  expect(zone?.grossKilowatts.after).toBeCloseTo(hand.after.gross, 2);

  expect(power.nodes.map(({ node }) => node)).toEqual(["mt", "f-pg-1", "ut-pg-1-gpu"]);
  const transformer = power.nodes.find(({ node }) => node === "ut-pg-1-gpu");
  expect(transformer?.capacityKilowatts.after).toBeCloseTo(hand.capacity, 2);
  expect(transformer?.headroomKilowatts.before).toBeCloseTo(hand.capacity - hand.before.gross, 2);
  expect(transformer?.headroomKilowatts.after).toBeCloseTo(hand.capacity - hand.after.gross, 2);
  // The substation holds with one of three transformers lost: 60 MVA at 0.95, 100 % rated.
  const main = power.nodes.find(({ node }) => node === "mt");
  expect(main?.worstScenario.after).toBe("1 of 3 units lost");
  expect(main?.capacityKilowatts.after).toBeCloseTo(57_000, 2);
  expect((main?.headroomKilowatts.before ?? 0) - (main?.headroomKilowatts.after ?? 0)).toBeCloseTo(
    hand.added.gross,
    2,
  );

  // The site is the sum of its zones, and the one interconnect carries it.
  const total = (plan: typeof base) =>
    plan.zones.reduce((sum, { grossKilowatts }) => sum + grossKilowatts, 0);
  const gross = power.site.find(({ name }) => name === "gross load")?.change;
  expect(gross?.before).toBeCloseTo(total(base), 2);
  expect(gross?.after).toBeCloseTo(total(head), 2);
  expect((gross?.after ?? 0) - (gross?.before ?? 0)).toBeCloseTo(hand.added.gross, 2);
  expect(power.interconnects).toHaveLength(1);
  expect(power.interconnects[0]?.headroomKilowatts.after).toBeCloseTo(50_000 - total(head), 2);
  expect(power.site.map(({ name }) => name)).toEqual([
    "gross load",
    "gross load of AI",
    "critical load of AI",
  ]);
  expect(power.unchanged).toEqual({ zones: base.zones.length - 1, nodes: base.powerNodes.length - 3 });
  // Until the lease ends the difference stays the same, and afterwards there is none.
  expect(power.later).toEqual([]);
  expect(capacityChanges(base, head).tenants).toMatchObject([
    { tenant: "newcomer", what: "added", racks: { after: 2 }, criticalKilowatts: { after: 81.6 } },
  ]);
  expect(miningChanges(base, head)).toMatchObject({ site: [], zones: [], pools: [], obligations: [] });
});

test("A lease that begins later changes no load of today, but its first day and the peaks of what carries it", () => {
  const [base, head] = [examplePlan("prince-george"), withNewcomer("2026-11-01")];
  const { added } = byHand();
  const power = powerChanges(base, head);
  expect(power.site).toEqual([]);
  expect(power.later.map(({ day }) => day)).toEqual(["2026-11-01"]);
  const [first] = power.later;
  expect((first?.grossKilowatts.after ?? 0) - (first?.grossKilowatts.before ?? 0)).toBeCloseTo(
    added.gross,
    2,
  );
  expect(first?.miningKilowatts.after).toBe(first?.miningKilowatts.before);
  const [zone] = power.zones;
  expect(zone?.grossKilowatts.after).toBe(zone?.grossKilowatts.before);
  expect(zone?.peak?.after?.day).toBe("2026-11-01");
  expect((zone?.peak?.after?.grossKilowatts ?? 0) - (zone?.peak?.before?.grossKilowatts ?? 0)).toBeCloseTo(
    added.gross,
    2,
  );
  const node = power.nodes.find(({ node }) => node === "ut-pg-1-gpu");
  expect(node?.headroomKilowatts.after).toBe(node?.headroomKilowatts.before);
  expect(
    (node?.peak?.before?.headroomKilowatts ?? 0) - (node?.peak?.after?.headroomKilowatts ?? 0),
  ).toBeCloseTo(added.gross, 2);
});

test("A plan compared with itself changes nothing", () => {
  const plan = examplePlan("denton");
  const power = powerChanges(plan, structuredClone(plan));
  expect(power).toMatchObject({ site: [], zones: [], nodes: [], interconnects: [], later: [] });
  expect(power.unchanged).toEqual({ zones: plan.zones.length, nodes: plan.powerNodes.length });
  expect(power.tightest.after).toEqual(power.tightest.before);
});

test("Of a new site all is after, of one that is gone all is before", () => {
  const plan = examplePlan("prince-george");
  const [added, removed] = [powerChanges(undefined, plan), powerChanges(plan, undefined)];
  expect(added.zones).toHaveLength(plan.zones.length);
  expect(added.zones[0]?.state).toEqual({ after: "tenant" });
  expect(removed.zones[0]?.state).toEqual({ before: "tenant" });
  expect(added.tightest.before).toBeUndefined();
  expect(removed.site[0]?.change).toEqual({ before: plan.load.grossKilowatts });
  expect(powerChanges(undefined, undefined)).toMatchObject({ site: [], zones: [], nodes: [], tightest: {} });
});

test("Between two effective dates each plan is taken on its own, and later days are those after both", () => {
  const zones = [
    mine("m", 10, {
      states: [
        { state: "mining", from: "2024-01-01" },
        { state: "draining", from: "2026-02-01" },
        { state: "stripped", from: "2026-03-01" },
      ],
    }),
    hall("h"),
  ];
  const on = (effectiveDate: string) => placedPlan(siteWith(zones, { effectiveDate }), []).plan;
  const power = powerChanges(on("2026-01-01"), on("2026-03-01"));
  expect(power.zones).toMatchObject([
    {
      zone: "m",
      state: { before: "mining", after: "stripped" },
      grossKilowatts: { before: 3685.5, after: 0 },
    },
  ]);
  expect(power.later).toEqual([]);
  expect(powerChanges(on("2026-01-01"), on("2026-01-15")).zones).toEqual([]);
});

test("Later days carry forward what a side does not list, and repeat no difference", () => {
  const tenants = [
    tenantOf("a", storageRacks(2), { lease: { from: "2026-01-01", to: "2027-12-31" } }),
    tenantOf("b", storageRacks(3), { lease: { from: "2026-06-01", to: "2028-12-31" } }),
  ];
  const extra = tenantOf("c", storageRacks(4), { lease: { from: "2026-03-01", to: "2028-06-30" } });
  const base = placedPlan(siteWith([hall("h")]), tenants);
  const head = placedPlan(siteWith([hall("h")]), [...tenants, extra], base.placement);
  // The base knows nothing of 2026-03-01; on 2026-06-01 and 2028-01-01 the difference is what it was.
  expect(powerChanges(base.plan, head.plan).later).toEqual([
    {
      day: "2026-03-01",
      grossKilowatts: { before: 45, after: 135 },
      criticalKilowatts: { before: 36, after: 108 },
      miningKilowatts: { before: 0, after: 0 },
      approvedKilowatts: { before: 500000, after: 500000 },
    },
  ]);
});
