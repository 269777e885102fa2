import { expect, test } from "vitest";
import { moneyChanges } from "../../review/money/money-changes.ts";
import { examplePlan, placedPlan } from "../support/site-plans.ts";
import { hall, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

const site = siteWith([hall("h")]);
const lease = { from: "2026-01-01", to: "2028-12-31" };

test("A lease more is its rent more in a year, and says what it rests on", () => {
  const old = tenantOf("old", storageRacks(2), { lease: { ...lease, price: "100 $/kW-month" } });
  const added = tenantOf("new", storageRacks(3, { name: "more" }), {
    lease: { ...lease, price: "200 $/kW-month" },
  });
  const base = placedPlan(site, [old]);
  const head = placedPlan(site, [old, added], base.placement);
  const changes = moneyChanges(base.plan, head.plan);
  const rent = changes.lines.find(({ name }) => name === "leases")?.change;
  // 2 × 18 kW × 12 × 100 $, and 3 × 18 kW × 12 × 200 $ besides.
  expect(rent?.before?.base).toBe(43_200);
  expect(rent?.after?.base).toBe(43_200 + 129_600);
  expect(changes.lines.map(({ name }) => name)).not.toContain("hashing");
  expect(changes.unpriced).toEqual({ before: [], after: [] });
  expect(changes.figures.after?.total).toBeGreaterThan(changes.figures.before?.total ?? 0);
});

test("A lease that loses its price is named as one without", () => {
  const of = (price?: string) =>
    placedPlan(site, [
      tenantOf("t", storageRacks(2), { lease: { ...lease, ...(price !== undefined && { price }) } }),
    ]).plan;
  expect(moneyChanges(of("100 $/kW-month"), of()).unpriced).toEqual({ before: [], after: ["t"] });
});

test("An example compared with itself earns the same", () => {
  const plan = examplePlan("denton");
  expect(moneyChanges(plan, structuredClone(plan)).lines).toEqual([]);
  expect(moneyChanges(undefined, plan).lines.every(({ change }) => change.before === undefined)).toBe(true);
});
