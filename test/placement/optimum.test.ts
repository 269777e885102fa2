import { expect, test } from "vitest";
import { loadSolver } from "../../placement/solver.ts";
import { compare, gapOf } from "../../tools/optimum.ts";

const sites = Array.from({ length: 24 }, (_, index) => index + 1);
const comparisons = compare(sites, await loadSolver());
const solvable = comparisons.filter(({ optimum }) => optimum !== undefined);

function gaps(of: "found" | "placed"): number[] {
  return solvable.map((comparison) => gapOf(comparison, comparison[of]) ?? Number.POSITIVE_INFINITY);
}

test("There are small sites with room for all, and others without", () => {
  expect(solvable.length).toBeGreaterThan(sites.length / 2);
  expect(solvable.length).toBeLessThan(sites.length);
});

test("The search leaves nothing out that has room, and is within 1 % of the optimum on average", () => {
  const all = gaps("found");
  expect(all.reduce((sum, gap) => sum + gap, 0) / all.length).toBeLessThan(0.01);
});

test("What a placement is comes within 5 % of the optimum at worst", () => {
  expect(Math.max(...gaps("placed"))).toBeLessThan(0.05);
});

test("Neither finds anything better than the optimum, or where there is no room", () => {
  for (const { optimum, found, placed } of comparisons) {
    for (const objective of [found, placed]) {
      if (optimum === undefined) expect(objective).toBeUndefined();
      else expect(objective ?? optimum).toBeGreaterThan(optimum - 1e-4);
    }
  }
});
