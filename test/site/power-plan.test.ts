import { expect, test } from "vitest";
import { describePower } from "../../cli/power.ts";
import { place } from "../../placement/place.ts";
import { planJson } from "../../placement/plan-json.ts";
import { powerPlan } from "../../placement/power-plan.ts";
import { day } from "../../site/day.ts";
import { gpuRacks, hall, mine, miners, siteOf, siteWith, tenantOf } from "../support/sites.ts";

/** Two transformers on one board with a 2N hall and miners below it; generators back path A. */
const site = siteOf(
  siteWith(
    [
      hall("h", { redundancy: "2N", feeds: { A: "ut-a", B: "ut-b" } }),
      mine("m", 7, {
        feeds: { A: "ut-m" },
        mining: { ...miners(7), restore: { group: 2, steps: 4, interval: "30 s", inrush: 3 } },
      }),
    ],
    {
      power: [
        {
          name: "ut-a",
          kind: "unit-transformer",
          from: "grid",
          rating: "2 MVA",
          units: 2,
          redundancy: "N+1",
          path: "A",
        },
        { name: "mt-1", kind: "main-transformer", from: "grid", rating: "10 MVA" },
        { name: "mt-2", kind: "main-transformer", from: "grid", rating: "10 MVA", removed: "2027-01-01" },
        { name: "board", kind: "switchboard", from: ["mt-1", "mt-2"], rating: "10 MVA", path: "B" },
        {
          name: "ut-b",
          kind: "unit-transformer",
          from: "board",
          rating: "2.5 MVA",
          path: "B",
          losses: { noLoad: "3 kW", load: "20 kW" },
        },
        { name: "ut-m", kind: "unit-transformer", from: "mt-1", rating: "6 MVA" },
        { name: "spare", kind: "feeder", from: "grid", rating: "1 MVA" },
      ],
      generators: [{ name: "gen", backs: "ut-a", rating: "2 MVA", start: "15 s", fuel: "48 h" }],
    },
  ),
  [tenantOf("t", gpuRacks(10, { redundancy: "2N", fabric: "none" }))],
);

const plan = powerPlan(site, place(site, undefined), day("2026-06-01"));

test("The power table shows every node below what feeds it, with its worst case and what causes that", () => {
  // 10 racks × 56 kW × 1.25 = 700 kW gross, 350 kW a path. The miners draw 3.6855 MW, and while the last of four parts
  // comes back 3.6855 × (1 + 2 / 4) = 5.528 MW. mt-1 carries half of path B besides: 5.703 MW of 10 MVA × 0.95 = 9.5 MW.
  // One of two units of ut-a: 2 MVA × 0.95 × 0.8 = 1.52 MW. The plant: 2 MVA × 0.8 = 1.6 MW for the whole hall, since
  // nothing backs path B. ut-b: 350 kW at pf 0.95 are 0.3684 MVA of 2.5 MVA, 3 + 20 × 0.1474² = 3.434 kW.
  expect(describePower(plan)).toBe(`Power of test-site on 2026-06-01

Grid  grid, 138 kV, ERCOT: 4.386 MW gross of 500 MW approved, 495.61 MW free

Node                  Rating         Continuous  Load      Worst case          Free       With                         Losses
ut-a                  2 × 2 MVA N+1  3.04 MW     350 kW    350 kW of 1.52 MW   1.17 MW    1 of 2 units lost
mt-1                  10 MVA         7.6 MW      3.861 MW  5.703 MW of 9.5 MW  3.797 MW   restore group 2 coming back
  board (mt-1, mt-2)  10 MVA         7.6 MW      350 kW    700 kW of 7.6 MW    6.9 MW     path A lost at ut-a
    ut-b              2.5 MVA        1.9 MW      350 kW    700 kW of 1.9 MW    1.2 MW     path A lost at ut-a          3.434 kW
  ut-m                6 MVA          4.56 MW     3.686 MW  5.528 MW of 5.7 MW  171.75 kW  restore group 2 coming back
mt-2                  10 MVA         7.6 MW      175 kW    350 kW of 7.6 MW    7.25 MW    path A lost at ut-a
spare                 1 MVA          760 kW      0 W                                      feeds nothing

Generators  Rating  Back  Worst case        Free    With       Start  Fuel
gen         2 MVA   ut-a  700 kW of 1.6 MW  900 kW  grid lost  15 s   2 d

Zone  Tightest node  Worst case          Free       With
h     mt-1           5.703 MW of 9.5 MW  3.797 MW   restore group 2 coming back
m     ut-m           5.528 MW of 5.7 MW  171.75 kW  restore group 2 coming back

Restore  2: m, 3.686 MW within 1.5 min

3.434 kW is lost in what states its losses, as part of the gross load.
`);
});

test("What is not in service is shown as such, and carries nothing where there is another source", () => {
  // From 2027 mt-2 is removed: the board takes all from mt-1, and mt-2 carries nothing.
  const later = powerPlan(site, place(site, undefined), day("2027-01-01"));
  const node = (name: string) => later.nodes.find((found) => found.name === name);
  expect(node("mt-2")).toMatchObject({ inService: false, worst: undefined });
  // 350 kW and 3,685.5 kW
  expect(node("mt-1")?.load.kilowatts).toBeCloseTo(4035.5, 6);
  expect(describePower(later)).toContain("mt-2                  10 MVA not in service");
});

test("Only the tightest nodes are shown where so many are asked for", () => {
  expect(plan.nodes.length).toBe(7);
  const shown = describePower(plan, { tightest: 2 }).split("\n");
  const at = shown.findIndex((line) => line.startsWith("Node"));
  expect(shown.slice(at + 1, at + 4).map((line) => line.split(" ")[0])).toEqual(["ut-m", "mt-1", ""]);
});

test("The plan as JSON has numbers with their units", () => {
  expect(planJson(plan)).toMatchObject({
    day: "2026-06-01",
    nodes: expect.arrayContaining([
      expect.objectContaining({
        name: "ut-b",
        ratingKilovoltAmperes: 2500,
        continuousKilowatts: 1900,
        loadKilowatts: 350,
        lossesKilowatts: 3.434,
        worst: {
          at: "ut-b",
          scenario: "path A lost at ut-a",
          loadKilowatts: 700,
          capacityKilowatts: 1900,
          headroomKilowatts: 1200,
        },
      }),
    ]),
    generators: [expect.objectContaining({ name: "gen", startSeconds: 15, fuelSeconds: 172800 })],
    restore: [{ group: 2, zones: ["m"], loadKilowatts: 3685.5, durationSeconds: 90 }],
  });
});
