import fc from "fast-check";
import { expect, test } from "vitest";
import { place } from "../../placement/place.ts";
import { loadSolver } from "../../placement/solver.ts";
import { Refusal } from "../../site/problem.ts";
import type { Site } from "../../site/site.ts";
import { hall, rooms, siteOf, siteWith, storageRacks, tenantOf } from "../support/sites.ts";
import { violations } from "./checker.ts";

const solver = await loadSolver();
const runs = Number(process.env["BUSBAR_TEST_RUNS"] ?? 60);

/** Two or three halls of few positions and little cooling, and a few demands for some of them. */
const tiny = fc.record({
  halls: fc.array(
    fc.record({ positions: fc.integer({ min: 1, max: 5 }), air: fc.integer({ min: 1, max: 6 }) }),
    { minLength: 2, maxLength: 3 },
  ),
  demands: fc.array(
    fc.record({
      racks: fc.integer({ min: 1, max: 4 }),
      type: fc.constantFrom("storage", "b300"),
      zones: fc.integer({ min: 1, max: 7 }),
      term: fc.constantFrom(
        { from: "2026-01-01", to: "2026-12-31" },
        { from: "2027-01-01", to: "2027-12-31" },
        { from: "2026-01-01", to: "2027-12-31" },
      ),
    }),
    { minLength: 2, maxLength: 4 },
  ),
});

type Tiny = typeof tiny extends fc.Arbitrary<infer T> ? T : never;

function siteFrom({ halls, demands }: Tiny): Site {
  const zones = halls.map(({ positions, air }, index) =>
    hall(`h-${index + 1}`, {
      ai: rooms({ rows: 1, positionsPerRow: positions, cooling: { air: { unit: "30 kW", units: air } } }),
    }),
  );
  const tenants = demands.map(({ racks, type, zones: bits, term }, index) => {
    const named = zones.map(({ name }) => name).filter((_, at) => (bits >> at) & 1);
    const demand = { ...storageRacks(racks), rackType: type, fabric: "none" as const };
    return tenantOf(`t-${index}`, named.length > 0 ? { ...demand, zones: named } : demand, { lease: term });
  });
  return siteOf(siteWith(zones), tenants);
}

/** Whether every way of spreading the racks over halls was tried in vain: positions and air cooling on every day. */
function hasRoom({ halls, demands }: Tiny): boolean {
  const kilowatts = { storage: 18, b300: 56 } as const;
  const terms = { "2026-01-01": [0], "2027-01-01": [1], both: [0, 1] } as const;
  const daysOf = ({ term }: Tiny["demands"][number]) =>
    term.from === "2026-01-01" && term.to === "2027-12-31"
      ? terms.both
      : (terms[term.from as "2026-01-01"] ?? []);
  const free = halls.map(({ positions, air }) => [0, 1].map(() => ({ positions, air: air * 30 })));
  const fits = (index: number, racks: number, at: number): boolean => {
    const demand = demands[index];
    if (demand === undefined) return true;
    if (racks === 0) return fits(index + 1, demands[index + 1]?.racks ?? 0, 0);
    const hallThere = free[at];
    if (hallThere === undefined) return false;
    // None named is all.
    const anywhere = halls.every((_, other) => ((demand.zones >> other) & 1) === 0);
    const allowed = anywhere || ((demand.zones >> at) & 1) === 1;
    for (let here = allowed ? racks : 0; here >= 0; here -= 1) {
      const days = daysOf(demand).flatMap((day) => hallThere[day] ?? []);
      const heat = here * kilowatts[demand.type as "storage"];
      if (days.some(({ positions, air }) => positions < here || air < heat)) continue;
      for (const day of days) [day.positions, day.air] = [day.positions - here, day.air - heat];
      const found = fits(index, racks - here, at + 1);
      for (const day of days) [day.positions, day.air] = [day.positions + here, day.air + heat];
      if (found) return true;
    }
    return false;
  };
  return fits(0, demands[0]?.racks ?? 0, 0);
}

test("What can be placed at all is placed, and only what cannot is refused", () => {
  const seen = { placed: 0, refused: 0 };
  fc.assert(
    fc.property(tiny, (spec) => {
      const site = siteFrom(spec);
      try {
        const placement = place(site, undefined, solver);
        expect(violations(site, placement)).toEqual([]);
        seen.placed += 1;
        expect(hasRoom(spec)).toBe(true);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        seen.refused += 1;
        expect(hasRoom(spec)).toBe(false);
      }
    }),
    { numRuns: runs },
  );
  expect(Math.min(seen.placed, seen.refused)).toBeGreaterThan(runs / 20);
}, 300_000);
