import fc from "fast-check";
import { expect, test } from "vitest";
import { areMany, nearby } from "../../placement/nearby.ts";
import { place } from "../../placement/place.ts";
import { loadSite } from "../../templates/load-site.ts";
import { writeCampus } from "../../tools/generated-site.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("Every place is offered to some demand, and each demand is offered a few", () => {
  fc.assert(
    fc.property(fc.integer({ min: 65, max: 900 }), fc.integer({ min: 50, max: 900 }), (places, demands) => {
      const all = Array.from({ length: places }, (_, place) => place);
      const offered = Array.from({ length: demands }, (_, demand) => new Set(nearby(all, demand, demands)));
      expect(offered.every(({ size }) => size === 64)).toBe(true);
      expect(new Set(offered.flatMap((some) => [...some])).size).toBe(places);
    }),
    { numRuns: 50 },
  );
});

test("Few places are all offered, in their order", () => {
  expect(nearby(["c", "a", "b"], 7, 9)).toEqual(["c", "a", "b"]);
});

test("A campus of a thousand tenants is placed whole, in hardly more halls than hold it", () => {
  const folder = temporaryFolder();
  writeCampus(folder, { racks: 20_000, tenants: 1_000, miningZones: 10 });
  const { site } = loadSite(folder);
  expect(areMany(site.tenants.length, site.zones.length)).toBe(true);
  const { tenants } = place(site);
  const racks = tenants.map(({ allocations }) => allocations.reduce((sum, { racks }) => sum + racks, 0));
  expect(racks).toEqual(tenants.map(() => 20));
  // 20,000 racks fill 100 halls of 200.
  const halls = new Set(tenants.flatMap(({ allocations }) => allocations.map(({ zone }) => zone)));
  expect(halls.size).toBeLessThanOrEqual(101);
});
