import { expect, test } from "vitest";
import { unseenDocuments, unseenParts } from "../../review/documents.ts";
import { headline } from "../../review/headline.ts";
import { outcomeOf } from "../../review/outcome.ts";
import type { Review } from "../../review/review.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import { reviewOf } from "../support/reviews.ts";
import { placedPlan } from "../support/site-plans.ts";
import { fabricOf, hall, mine, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

const contract = (price: string, from: string, name = "later") =>
  ({ name, kind: "fixed", power: "1 MW", price, from }) as const;

function plan(change: Partial<SiteInput> = {}, tenants: readonly TenantInput[] = []) {
  return placedPlan(siteWith([hall("h"), mine("m", 10)], change), tenants).plan;
}

type Plan = ReturnType<typeof plan>;

function unseen(base: Plan, head: Plan, given: Partial<Review> = {}): readonly string[] {
  const [found] = unseenDocuments({ ...reviewOf(base, head), ...given }, base, head);
  return found?.examples ?? [];
}

test("The price of a contract that is still to begin is in no section, and is told as a part that differs", () => {
  const base = plan({ contracts: [contract("40 $/MWh", "2027-01-01")] });
  const head = plan({ contracts: [contract("60 $/MWh", "2027-01-01")] });
  const review = reviewOf(base, head);
  const notUnderstood = unseenDocuments(review, base, head);
  expect(notUnderstood).toEqual([{ what: unseenParts, count: 1, examples: ["contracts/later"] }]);
  const whole = { ...review, notUnderstood };
  expect(outcomeOf(whole)).toBe("changes");
  expect(headline(whole)).toBe(
    "Changes nothing that the site delivers; documents differ in contracts/later, which no section names.",
  );
});

test("Parts that come, go or are many are counted, and five of them named", () => {
  const named = (price: string, count: number) =>
    plan({
      contracts: Array.from({ length: count }, (_, index) => contract(price, "2027-01-01", `c-${index}`)),
    });
  const [base, head] = [named("40 $/MWh", 6), named("60 $/MWh", 7)];
  const [found] = unseenDocuments(reviewOf(base, head), base, head);
  expect(found).toMatchObject({
    count: 7,
    examples: ["c-0", "c-1", "c-2", "c-3", "c-4"].map((c) => `contracts/${c}`),
  });
  expect(unseen(named("40 $/MWh", 1), named("40 $/MWh", 0))).toEqual(["contracts/c-0"]);
  const headlineOf = headline({ ...reviewOf(base, head), notUnderstood: found ? [found] : [] });
  expect(headlineOf).toContain("documents differ in 7 parts, which no section names");
});

test("A part of which a section says something is not told again", () => {
  const lease = (price: string) => [
    tenantOf("t", storageRacks(2), { lease: { from: "2026-01-01", to: "2028-12-31", price } }),
  ];
  expect(unseen(plan({}, lease("100 $/kW-month")), plan({}, lease("90 $/kW-month")))).toEqual([]);
  const running = (price: string) => plan({ contracts: [contract(price, "2025-01-01")] });
  expect(unseen(running("40 $/MWh"), running("60 $/MWh"))).toEqual([]);
});

test("Groups of a tenant are told where no right of theirs is, and not where one is", () => {
  const of = (admins: readonly string[]) =>
    plan({}, [
      { ...tenantOf("t", storageRacks(2)), groups: { admins: [...admins], users: [], viewers: [] } },
    ]);
  const [base, head] = [of(["a"]), of(["a", "b"])];
  expect(unseen(base, head)).toEqual(["tenants/t"]);
  const item = { effect: "more", about: "permissions", stack: "", object: "", message: "" } as const;
  expect(unseen(base, head, { security: { items: [{ ...item, whose: "tenant t" }] } })).toEqual([]);
  expect(unseen(base, head, { security: { items: [{ ...item, whose: "tenant u" }] } })).toEqual([
    "tenants/t",
  ]);
});

test("What a zone or a fabric has beside the stacks is said by its files", () => {
  const of = (address: string, vni: string) => {
    const miners = mine("m", 10);
    const mining = miners.mining && {
      ...miners.mining,
      proxy: { kind: "farm-proxy", serviceNodes: "edge", address } as const,
    };
    const fabric = fabricOf("f", ["h"]);
    const site = siteWith([hall("h"), { ...miners, ...(mining && { mining }) }], {
      fabrics: [{ ...fabric, pools: { ...fabric.pools, vni } }],
    });
    return placedPlan(site, []).plan;
  };
  const base = of("one.example.com", "51000-51999");
  const head = of("two.example.com", "51000-51899");
  expect(unseen(base, head)).toEqual(["fabrics/f", "zones/m"]);
  const { resources } = reviewOf(base, head);
  const files = [{ file: "mining/m/zone.yaml", what: "changed" as const }];
  expect(unseen(base, head, { resources: { ...resources, files } })).toEqual(["fabrics/f"]);
  const dashboard = [{ file: "mining/dashboard.json", what: "changed" as const }];
  expect(unseen(base, head, { resources: { ...resources, files: dashboard } })).toEqual([
    "fabrics/f",
    "zones/m",
  ]);
});

test("Without digests, or without a site on one side, nothing is told", () => {
  const base = plan({ contracts: [contract("40 $/MWh", "2027-01-01")] });
  const { documents: _, ...older } = plan({ contracts: [contract("60 $/MWh", "2027-01-01")] });
  expect(unseen(base, older)).toEqual([]);
  expect(unseen(older, base)).toEqual([]);
  expect(unseenDocuments(reviewOf(undefined, base), undefined, base)).toEqual([]);
});
