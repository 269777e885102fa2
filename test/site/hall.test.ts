import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { checkHalls } from "../../site/checks/hall.ts";
import { coolingCapacity } from "../../site/cooling.ts";
import { day } from "../../site/day.ts";
import { continuousPower, ratedPower } from "../../site/hall/circuit.ts";
import { floorCapacity } from "../../site/hall/floor.ts";
import { hallProblems } from "../../site/hall/hall-problems.ts";
import {
  conductorCurrents,
  continuousCurrent,
  phaseImbalance,
  type RacksInPlace,
  rowLoads,
} from "../../site/hall/phases.ts";
import { phaseCapacity, phaseOf, rackFeedProblem, rowCapacity, rowOf } from "../../site/hall/rack-feeds.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { siteDocument, type Zone } from "../../site/schema/site-document.ts";
import { Power } from "../../site/units/index.ts";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { hall, rooms, siteWith, type ZoneInput } from "../support/sites.ts";

type HallInput = NonNullable<ZoneInput["ai"]>;

function documentOf(change: Partial<HallInput>) {
  return siteDocument.parse(siteWith([hall("h", { ai: rooms(change) })]));
}

function hallOf(change: Partial<HallInput>): Zone {
  return documentOf(change).zones[0] ?? expect.fail("no zone");
}

const { rackTypes } = extendedCatalog(documentOf({}));

function rackType(name: string) {
  return rackTypes.get(name) ?? expect.fail(`no rack type ${name}`);
}

// 400 A at 208 V: √3 × 208 V × 400 A × 0.95 × 80 % = 109.52 kW a row.
const singlePhase: Partial<HallInput> = {
  rackFeeds: { voltage: "208 V", current: "60 A", phases: 1, perPath: 2 },
  rowBusway: { voltage: "208 V", current: "400 A" },
};

function racks(critical: Power, positions: readonly number[]): RacksInPlace {
  return { rackType: rackType("storage"), critical, positions };
}

// --- Feeds.

test("Without stated feeds any rack can be connected", () => {
  expect(rackFeedProblem(hallOf({}), rackType("gb300-nvl72"))).toBeUndefined();
});

test("A three-phase feed carries √3 · U · I · pf, and 80 % of it for hours", () => {
  const feeds = (current: string, perPath: number) =>
    hallOf({ rackFeeds: { voltage: "415 V", current, phases: 3, perPath } });
  // 1.73205 × 415 V × 100 A × 0.95 = 68,286 W; × 0.8 = 54,629 W.
  expect(rackFeedProblem(feeds("100 A", 1), rackType("b300"))).toBe(
    "the feeds of one path carry 54.63 kW continuously (√3 × 415 V × 100 A × 0.95 × 80 %), a b300 rack draws 56 kW and each path carries it alone",
  );
  expect(rackFeedProblem(feeds("125 A", 1), rackType("b300"))).toBeUndefined();
  expect(rackFeedProblem(feeds("60 A", 2), rackType("b300"))).toBeUndefined();
});

test("A breaker is sized by peaks, up to its rating", () => {
  // 3 × 1.73205 × 415 V × 95 A × 0.95 = 194,615 W, and 155,692 W continuously: 142 kW is less, but peaks are not.
  const zone = hallOf({ rackFeeds: { voltage: "415 V", current: "95 A", phases: 3, perPath: 3 } });
  expect(rackFeedProblem(zone, rackType("gb300-nvl72"))).toBe(
    "the breakers of one path are rated for 194.62 kW (3 × √3 × 415 V × 95 A × 0.95), a gb300-nvl72 rack peaks at 198.8 kW (142 kW × 1.4) and each path carries it alone",
  );
  const stronger = hallOf({ rackFeeds: { voltage: "415 V", current: "100 A", phases: 3, perPath: 3 } });
  expect(rackFeedProblem(stronger, rackType("gb300-nvl72"))).toBeUndefined();
});

test("A single-phase feed carries U · I · pf between two phases, and a 100 %-rated one all of it", () => {
  // 208 V × 60 A × 0.95 = 11,856 W; × 0.8 = 9,484.8 W. Two of them carry a rack of 18 kW, one does not.
  expect(rackFeedProblem(hallOf(singlePhase), rackType("storage"))).toBeUndefined();
  const one = { voltage: "208 V", current: "60 A", phases: 1 } as const;
  expect(rackFeedProblem(hallOf({ rackFeeds: one }), rackType("storage"))).toMatch(
    /^the feeds of one path carry 9\.485 kW continuously \(208 V × 60 A × 0\.95 × 80 %\)/,
  );
  const fullRated = { ...one, current: "100 A", continuousRating: "100 %", powerFactor: 1 };
  expect(rackFeedProblem(hallOf({ rackFeeds: fullRated }), rackType("storage"))).toBeUndefined();
});

// --- Rows and phases.

test("The pairs of phases take turns along a row, and each row begins one further", () => {
  const zone = hallOf({ ...singlePhase, rows: 3, positionsPerRow: 4 });
  const phases = Array.from({ length: 12 }, (_, position) => phaseOf(zone, position));
  expect(phases).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
  const longer = hallOf({ ...singlePhase, rows: 3, positionsPerRow: 6 });
  expect([12, 13].map((position) => [rowOf(longer, position), phaseOf(longer, position)])).toEqual([
    [2, 3],
    [2, 1],
  ]);
});

test("Racks on three-phase feeds have no pair of phases, and rows without busways no capacity", () => {
  const zone = hallOf({ rackFeeds: { voltage: "415 V", current: "60 A", phases: 3 } });
  expect(phaseOf(zone, 1)).toBeUndefined();
  expect(rowCapacity(zone)).toBeUndefined();
  expect(phaseCapacity(zone)).toBeUndefined();
  expect(phaseImbalance(zone, [racks(Power.kilowatts(10), [0])])).toBeUndefined();
});

test("A row's busway carries √3 · U · I · pf · 80 %, and a third of it each pair of phases", () => {
  const zone = hallOf(singlePhase);
  expect(rowCapacity(zone)?.kilowatts).toBeCloseTo(109.521, 3);
  expect(phaseCapacity(zone)?.kilowatts).toBeCloseTo(36.507, 3);
  expect(phaseCapacity(hallOf({ rowBusway: { voltage: "415 V", current: "800 A" } }))).toBeUndefined();
});

test("Conductor currents of an unbalanced delta are those of a published example", () => {
  // Branches of 105 A, 33 A and 33 A at 0°, −120° and +120° give lines of 124.8 A, 124.8 A and 57.16 A.
  const zone = hallOf({ rowBusway: { voltage: "100 V", current: "400 A", powerFactor: 1 } });
  const busway = zone.ai?.rowBusway ?? expect.fail("no busway");
  const currents = conductorCurrents([Power.watts(10500), Power.watts(3300), Power.watts(3300)], busway);
  expect(currents.map(({ amperes }) => Number(amperes.toFixed(1)))).toEqual([124.8, 124.8, 57.2]);
});

test("The row of single-phase racks that is worked out by hand", () => {
  // Racks of 18 kW at places 1 to 5 load the pairs with 36, 36 and 18 kW: 182.19 A, 182.19 A and 91.09 A.
  // L1 = √(182.19² + 91.09² + 182.19 × 91.09) = 241.01 A, L2 = √3 × 182.19 = 315.56 A, L3 = L1.
  const zone = hallOf(singlePhase);
  const standing = [racks(Power.kilowatts(18), [0, 1, 2, 3, 4])];
  const [row] = rowLoads(zone, standing);
  expect(row?.load.kilowatts).toBe(90);
  expect(row?.conductors?.map(({ amperes }) => Number(amperes.toFixed(2)))).toEqual([241.01, 315.56, 241.01]);
  const balance = phaseImbalance(zone, standing);
  // 315.56 / ((241.01 + 315.56 + 241.01) / 3) = 1.187
  expect(balance?.imbalance.percent).toBeCloseTo(18.69, 2);
  expect(balance?.avoidable).toBe(false);
});

test("Currents equal the length of the phasors' difference, whatever the loads", () => {
  const busway = hallOf(singlePhase).ai?.rowBusway ?? expect.fail("no busway");
  const watts = fc.integer({ min: 0, max: 500_000 });
  fc.assert(
    fc.property(watts, watts, watts, (a, b, c) => {
      const currents = conductorCurrents([Power.watts(a), Power.watts(b), Power.watts(c)], busway);
      const phasors = [a, b, c].map((load, pair) => {
        const angle = (-2 * Math.PI * pair) / 3;
        const amperes = load / (208 * 0.95);
        return [amperes * Math.cos(angle), amperes * Math.sin(angle)] as const;
      });
      for (const [line, current] of currents.entries()) {
        const [leaving, arriving] = [phasors[line], phasors[(line + 2) % 3]];
        const [dx, dy] = [0, 1].map((axis) => (leaving?.[axis] ?? 0) - (arriving?.[axis] ?? 0));
        expect(current.amperes).toBeCloseTo(Math.hypot(dx ?? 0, dy ?? 0), 6);
      }
    }),
  );
});

test("Pairs within their linear limit never overload a conductor, and a row beyond its own always does", () => {
  const zone = hallOf(singlePhase);
  const busway = zone.ai?.rowBusway ?? expect.fail("no busway");
  const pair = phaseCapacity(zone) ?? expect.fail("no pair");
  const row = rowCapacity(zone) ?? expect.fail("no row");
  const carries = continuousCurrent(busway);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, share, (a, b, c) => {
      const within = conductorCurrents([pair.times(a), pair.times(b), pair.times(c)], busway);
      expect(within.some((current) => current.exceeds(carries))).toBe(false);
      const scale = 1.000001 / Math.max(a + b + c, 1e-9);
      const beyond = [a, b, c].map((part) => row.times(part * scale)) as [Power, Power, Power];
      if (a + b + c > 1e-6)
        expect(conductorCurrents(beyond, busway).some((current) => current.exceeds(carries))).toBe(true);
    }),
  );
});

test("A row that its busway cannot carry is told with its currents", () => {
  const zone = hallOf(singlePhase);
  const load = Power.kilowatts(18);
  expect(hallProblems(zone, [racks(load, [0, 1, 2, 3, 4, 5])])).toEqual([]);
  expect(hallProblems(zone, [racks(load, [0, 1, 2, 3, 4, 5, 6])])).toEqual([
    'row 1 of zone "h" draws 126 kW, which is 397.07 A on L1, 397.07 A on L2 and 315.56 A on L3 when one path carries it alone: its busway carries 320 A a phase continuously; put fewer racks into the row',
  ]);
});

test("A row of three-phase racks loads its conductors alike", () => {
  const zone = hallOf({ rowBusway: { voltage: "415 V", current: "1000 A" } });
  const gpus = { rackType: rackType("b300"), critical: Power.kilowatts(56), positions: [10, 11] };
  // 112,000 W / (√3 × 415 V × 0.95) = 164.02 A
  expect(rowLoads(zone, [gpus])).toMatchObject([{ row: 1 }]);
  for (const current of rowLoads(zone, [gpus])[0]?.conductors ?? expect.fail("no currents"))
    expect(current.amperes).toBeCloseTo(164.02, 2);
});

test("Uneven phases are refused beyond the limit, unless no other order of the racks is more even", () => {
  const zone = hallOf({ ...singlePhase, rows: 1, positionsPerRow: 12, maximumPhaseImbalance: "10 %" });
  const load = Power.kilowatts(5);
  expect(hallProblems(zone, [racks(load, [0])])).toEqual([]);
  expect(hallProblems(zone, [racks(load, [0, 1, 2, 3])])).toEqual([]);
  // Two at L1-L2 and none elsewhere: 50.61 A, 50.61 A and 0 A; the mean is 33.74 A.
  expect(hallProblems(zone, [racks(load, [0, 3])])).toEqual([
    'each path of zone "h" carries 50.61 A on L1, 50.61 A on L2 and 0 A on L3, the largest 50 % above their mean: at most 10 %; put racks at positions of the other phases',
  ]);
});

// --- What a hall says of itself.

test("What a hall states of its floor, feeds and busways must fit together", () => {
  const site = documentOf({
    floorMass: "1 t",
    rackMass: "1400 kg",
    rackFeeds: { voltage: "240 V", current: "60 A", phases: 3 },
    rowBusway: { voltage: "415 V", current: "400 A" },
    maximumPhaseImbalance: "10 %",
  });
  const findings = checkHalls({ site, tenants: [], catalog: extendedCatalog(site) });
  expect(findings.map(({ path }) => path.at(-1))).toEqual([
    "floorMass",
    "rackFeeds",
    "maximumPhaseImbalance",
  ]);
  expect(checkHalls({ site: documentOf(singlePhase), tenants: [], catalog: extendedCatalog(site) })).toEqual(
    [],
  );
});

test("A hall's floor carries what it states, or is no limit", () => {
  expect(floorCapacity(hallOf({}))).toBeUndefined();
  expect(floorCapacity(hallOf({ floorMass: "24 t" }))?.kilograms).toBe(24000);
});

// --- The page.

test("The worked example of the page comes out", () => {
  const text = readFileSync(join(repository, "docs/hall.md"), "utf8");
  // Where its lines break is no matter.
  const page = text.replaceAll(/\s+/g, " ");
  const { ai } = load(fencesOf(text).find(({ info }) => info === "yaml")?.text ?? "") as { ai: HallInput };
  const zone = hallOf(ai);
  const feeds = ai.rackFeeds ?? expect.fail("no feeds");
  const storage = rackType("storage");
  for (const perPath of [1, 2]) {
    const circuit = hallOf({ rackFeeds: { ...feeds, perPath } }).ai?.rackFeeds ?? expect.fail("no feeds");
    const [rated, continuous] = [ratedPower(circuit, 1), continuousPower(circuit, 1)];
    const problem = rackFeedProblem(hallOf({ rackFeeds: { ...feeds, perPath } }), storage);
    expect(page).toContain(
      `| ${perPath} × 208 V, 60 A, single-phase | ${rated.times(perPath)} | ${continuous.times(perPath)} | ${problem === undefined ? "yes" : "no: continuous"} |`,
    );
    if (problem !== undefined) expect(page).toContain(problem);
  }
  expect(page).toContain(`× 80 % = ${rowCapacity(zone)} in the hall above`);
  expect(page).toContain(`a third of the busway, ${phaseCapacity(zone)} here`);
  const standing = [racks(storage.power.value, [0, 1, 2, 3, 4])];
  const [row] = rowLoads(zone, standing);
  const carries = continuousCurrent(zone.ai?.rowBusway ?? expect.fail("no busway"));
  const { imbalance } = phaseImbalance(zone, standing) ?? expect.fail("no phases");
  expect(page).toContain(`| ${row?.conductors?.join(" | ")} | ${carries} | ${imbalance} |`);
  expect(hallProblems(zone, standing)).toEqual([]);
  const [air, liquid] = [coolingCapacity(zone, "air"), coolingCapacity(zone, "liquid", day("2026-10-01"))];
  expect(page).toContain(`N+1 | 1 | ${air} |`);
  expect(page).toContain(`from 2026-10-01 | 2 | ${liquid} |`);
  expect(coolingCapacity(zone, "liquid", day("2026-09-30")).isZero).toBe(true);
  const fit = Math.floor(floorCapacity(zone)?.ratioTo(storage.mass.value) ?? 0);
  expect(page).toContain(`${fit} racks of 1100 kg are ${storage.mass.value.times(fit)}`);
});
