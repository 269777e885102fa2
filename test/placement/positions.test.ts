import fc from "fast-check";
import { expect, test } from "vitest";
import { positionCount, positionName, readRanges, writeRanges } from "../../placement/positions.ts";
import { hall, mine, rooms, siteOf, siteWith } from "../support/sites.ts";

function zoneOf(rows: number, positionsPerRow: number) {
  return siteOf(siteWith([hall("h", { ai: rooms({ rows, positionsPerRow }) })])).zone("h");
}

const zone = zoneOf(4, 16);

/** A zone with some of its positions, each once, in any order. */
const chosen = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 120 }))
  .chain(([rows, places]) =>
    fc.tuple(
      fc.constant(zoneOf(rows, places)),
      fc.uniqueArray(fc.nat(rows * places - 1), { minLength: 1, maxLength: 60, size: "max" }),
    ),
  );

test.each([
  [[4], ["r01p05"]],
  [[0, 1, 2], ["r01p01-p03"]],
  [
    [14, 15, 16, 17],
    ["r01p15-p16", "r02p01-p02"],
  ],
  [Array.from({ length: 64 }, (_, index) => index), ["r01-r04p01-p16"]],
  [
    [0, 1, 16, 17, 33],
    ["r01-r02p01-p02", "r03p02"],
  ],
  [
    [5, 4],
    ["r01p06", "r01p05"],
  ],
  [[], []],
])("Positions %j are written %j", (positions, ranges) => {
  expect(writeRanges(zone, positions)).toEqual(ranges);
  expect(readRanges(zone, ranges)).toEqual(positions);
});

test("What is written reads back as the same positions in the same order", () => {
  fc.assert(
    fc.property(chosen, ([random, positions]) => {
      expect(readRanges(random, writeRanges(random, positions))).toEqual(positions);
    }),
  );
});

test("Positions in order are written as few ranges: no two of them could be one", () => {
  fc.assert(
    fc.property(chosen, ([random, positions]) => {
      const sorted = [...positions].sort((a, b) => a - b);
      const places = random.ai?.positionsPerRow.value ?? 0;
      const breaks = sorted.filter(
        (position, index) => position % places === 0 || position !== (sorted[index - 1] ?? -2) + 1,
      );
      expect(writeRanges(random, sorted).length).toBeLessThanOrEqual(breaks.length);
    }),
  );
});

test("A position has one name, which a range of one is", () => {
  expect(positionName(zone, 20)).toBe("r02p05");
  expect(positionName(zoneOf(120, 120), 119 * 120 + 101)).toBe("r120p102");
});

test("A range means the same floor tiles after rows are added or lengthened", () => {
  const names = (wider: ReturnType<typeof zoneOf>, ranges: readonly string[]) =>
    readRanges(wider, ranges)?.map((position) => positionName(wider, position));
  const ranges = ["r01p15-p16", "r02-r03p01-p02"];
  expect(names(zoneOf(6, 20), ranges)).toEqual(names(zone, ranges));
});

test.each([
  "r05p01",
  "r01p17",
  "r00p01",
  "r01p00",
  "r01-r05p01",
  "r02-r01p01",
  "r01p03-p02",
  "r1",
  "p01",
  "R01p01",
  "r01p01 ",
  "",
])("There is no position %o in 4 rows of 16", (range) => {
  expect(readRanges(zone, ["r01p01", range])).toBeUndefined();
});

test("A zone that is no AI hall has no positions", () => {
  const mining = siteOf(siteWith([mine("m", 7)])).zone("m");
  expect(positionCount(mining)).toBe(0);
  expect(readRanges(mining, ["r01p01"])).toBeUndefined();
  expect(positionCount(zone)).toBe(64);
});
