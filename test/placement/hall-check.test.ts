import { expect, test } from "vitest";
import { checkPlacement } from "../../placement/check.ts";
import { place } from "../../placement/place.ts";
import { hall, rooms, siteOf, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

/** A hall whose racks are connected between two phases, and whose phases may differ by 5 %. */
const single = hall("h", {
  ai: rooms({
    rackFeeds: { voltage: "415 V", current: "80 A", phases: 1 },
    rowBusway: { voltage: "415 V", current: "400 A" },
    maximumPhaseImbalance: "5 %",
  }),
});

const site = siteOf(siteWith([single]), [tenantOf("a", storageRacks(3))]);

test("Three racks are put on the three pairs of phases", () => {
  const placement = place(site);
  expect(placement.tenants[0]?.allocations.map(({ positions }) => positions)).toEqual([["r01p01-p03"]]);
  expect(checkPlacement(site, placement)).toEqual([]);
});

test("A lock that puts them all on one pair is refused, from its first day", () => {
  const placement = place(site);
  const [tenant] = placement.tenants;
  const [allocation] = tenant?.allocations ?? [];
  if (tenant === undefined || allocation === undefined) return expect.fail("nothing was placed");
  const forged = { ...allocation, positions: ["r01p01", "r01p04", "r01p07"] };
  const problems = checkPlacement(site, { ...placement, tenants: [{ ...tenant, allocations: [forged] }] });
  // 54 kW between L1 and L2: 54,000 / (415 × 0.95) = 136.97 A on both, none on L3; 136.97 is half above the mean.
  expect(problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([
    'placement.lock.yaml: each path of zone "h" carries 136.97 A on L1, 136.97 A on L2 and 0 A on L3, the largest 50 % above their mean: at most 5 %; put racks at positions of the other phases, from 2026-01-01',
  ]);
});

test("A row that draws more than its busway carries is refused, whoever wrote the lock", () => {
  // A row of ten racks draws 180 kW: 264 A a phase at 0.95, and 200 A of a busway of 250 A may be used continuously.
  const weak = { ...single, ai: rooms({ rowBusway: { voltage: "415 V", current: "250 A" } }) };
  const crowded = siteOf(siteWith([weak]), [tenantOf("a", storageRacks(10))]);
  const placement = place(crowded);
  expect(checkPlacement(crowded, placement)).toEqual([]);
  const [tenant] = placement.tenants;
  const [allocation] = tenant?.allocations ?? [];
  if (tenant === undefined || allocation === undefined) return expect.fail("nothing was placed");
  const all = {
    ...allocation,
    racks: 10,
    critical: tenant.allocations.reduce(
      (sum, { critical }) => sum.plus(critical),
      allocation.critical.times(0),
    ),
    positions: ["r01p01-p10"],
  };
  const problems = checkPlacement(crowded, { ...placement, tenants: [{ ...tenant, allocations: [all] }] });
  expect(problems.map(({ message }) => message).join("\n")).toMatch(
    /row 1 of zone "h" draws 180 kW, which is 263\.6\d? A on L1.*its busway carries 200 A a phase continuously/,
  );
});
