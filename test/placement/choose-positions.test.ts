import { expect, test } from "vitest";
import { chooseDomains } from "../../placement/choose-positions.ts";

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

test("Racks that belong together stand side by side, at the lowest free places", () => {
  expect(chooseDomains([...range(0, 2), ...range(5, 19)], 4, undefined)).toEqual(range(5, 8));
});

test("They take the gap that they leave the least of, so that what is free stays in one piece", () => {
  expect(chooseDomains([...range(0, 9), ...range(12, 15), ...range(18, 30)], 4, undefined)).toEqual(
    range(12, 15),
  );
});

test("They stand in as few scalable units as can be", () => {
  // From 4 on they would reach into two units of eight, from 8 on they fill one.
  expect(chooseDomains(range(4, 31), 8, 8)).toEqual(range(8, 15));
  // Twelve reach into two units either way: then the lowest.
  expect(chooseDomains(range(4, 31), 12, 8)).toEqual(range(4, 15));
});

test("Where no gap is long enough, the longest ones are taken", () => {
  expect(chooseDomains([...range(0, 1), ...range(4, 8), ...range(11, 13)], 7, undefined)).toEqual([
    ...range(4, 8),
    ...range(0, 1),
  ]);
  expect(chooseDomains(range(0, 2), 5, undefined)).toEqual(range(0, 2));
  expect(chooseDomains([], 1, 8)).toEqual([]);
});
