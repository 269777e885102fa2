import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type Day, day, includes, overlaps, parseDay } from "../../site/day.ts";
import { zoneStates } from "../../site/schema/zone.ts";
import {
  aiReadyPeriods,
  drawsMiningLoad,
  isAiReadyThroughout,
  mayFollow,
  stateOn,
} from "../../site/zone-state.ts";
import { hall, miners, siteInput, siteOf, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

/** A hall that is leased, mines between two leases, and is leased again. */
const swing = hall("swing", {
  states: [
    { state: "ai-ready", from: "2025-07-01" },
    { state: "mining", from: "2026-06-01" },
    { state: "draining", from: "2026-11-20" },
    { state: "commissioning", from: "2026-12-05" },
    { state: "ai-ready", from: "2027-01-15" },
  ],
  mining: miners(9),
});

const site = siteOf(siteWith([swing]));
const zone = site.zone("swing");

function someDay(from = "2024-01-01", days = 2000): fc.Arbitrary<Day> {
  return fc.nat(days).map((later) => addDays(day(from), later));
}

test("A zone is in a state from its first day until the day before the next", () => {
  expect(
    ["2025-06-30", "2025-07-01", "2026-05-31", "2026-06-01", "2027-01-14", "2027-01-15", "2040-01-01"].map(
      (text) => stateOn(zone, day(text))?.state,
    ),
  ).toEqual([undefined, "ai-ready", "ai-ready", "mining", "commissioning", "ai-ready", "ai-ready"]);
});

test("A zone that returned to mining has two AI-ready periods, the last without an end", () => {
  expect(aiReadyPeriods(zone)).toEqual([
    { from: "2025-07-01", to: "2026-05-31" },
    { from: "2027-01-15", to: undefined },
  ]);
});

test("A lease fits only if the zone is AI-ready on each of its days", () => {
  const throughout = (from: string, to: string) =>
    isAiReadyThroughout(zone, { from: day(from), to: day(to) });
  expect(throughout("2025-07-01", "2026-05-31")).toBe(true);
  expect(throughout("2025-06-30", "2026-05-31")).toBe(false);
  expect(throughout("2025-07-01", "2026-06-01")).toBe(false);
  // Ready on its first and its last day, but not between.
  expect(throughout("2026-01-01", "2027-02-01")).toBe(false);
  expect(isAiReadyThroughout(zone, { from: day("2027-02-01") })).toBe(true);
  expect(isAiReadyThroughout(zone, { from: day("2025-08-01") })).toBe(false);
});

test("AI-ready throughout a period means AI-ready on every day of it", () => {
  fc.assert(
    fc.property(siteInput, someDay("2024-06-01"), fc.nat(400), (input, from, length) => {
      const to = addDays(from, length);
      for (const candidate of siteOf(input).zones) {
        const days = Array.from({ length: length + 1 }, (_, index) => addDays(from, index));
        const every = days.every((on) => stateOn(candidate, on)?.state === "ai-ready");
        expect(isAiReadyThroughout(candidate, { from, to })).toBe(every);
      }
    }),
    { numRuns: 60 },
  );
});

test("Miners draw power while a zone mines or drains, and on no other day", () => {
  expect(zoneStates.filter(drawsMiningLoad)).toEqual(["mining", "draining"]);
  expect(drawsMiningLoad(undefined)).toBe(false);
  const miningOn = (text: string) => site.fleet(zone, day(text)).miners;
  expect(["2026-05-31", "2026-06-01", "2026-11-20", "2026-12-04", "2026-12-05"].map(miningOn)).toEqual([
    0, 1000, 1000, 1000, 0,
  ]);
});

test("A conversion goes step by step, and back to mining only from AI-ready", () => {
  const allowed = zoneStates.flatMap((from) =>
    zoneStates.filter((to) => mayFollow(from, to, false)).map((to) => `${from} → ${to}`),
  );
  expect(allowed).toEqual([
    "mining → draining",
    "draining → stripped",
    "stripped → construction",
    "construction → commissioning",
    "commissioning → ai-ready",
    "ai-ready → mining",
  ]);
});

test("A hall that has been AI-ready needs no new construction", () => {
  expect(mayFollow("draining", "commissioning", true)).toBe(true);
  expect(mayFollow("draining", "commissioning", false)).toBe(false);
  expect(mayFollow("draining", "ai-ready", true)).toBe(false);
});

test("The site on a day sums the mining that may be shed", () => {
  const kept = { ...miners(11), curtailable: false };
  const mixed = siteOf(siteWith([swing, { ...swing, name: "kept", feeds: { A: "ut-kept" }, mining: kept }]));
  const on = mixed.at(day("2026-07-01"));
  expect(on.zones.map(({ state, fleet }) => [state, fleet.miners])).toEqual([
    ["mining", 1000],
    ["mining", 1000],
  ]);
  // 1,000 × 3,510 W × 1.05 of one of the two zones.
  expect(on.curtailable.watts).toBe(3_685_500);
  expect(mixed.at(day("2026-01-01")).curtailable.isZero).toBe(true);
});

test("Nothing changes on a day that is not among the days of change", () => {
  fc.assert(
    fc.property(siteInput, someDay(), (input, on) => {
      const random = siteOf(input);
      const before = random
        .changeDays()
        .filter((change) => change <= on)
        .at(-1);
      const facts = (at: Day) => {
        const { zones, approvals } = random.at(at);
        return {
          zones: zones.map(({ state, fleet }) => [state, fleet.gross.watts]),
          approvals: approvals.map(({ load }) => load.watts),
        };
      };
      if (before !== undefined) expect(facts(on)).toEqual(facts(before));
    }),
    { numRuns: 60 },
  );
});

test("The days of change are in order, each once, and count the day after a term's last", () => {
  const days = siteOf(
    siteWith([swing], {
      contracts: [
        {
          name: "firm",
          kind: "fixed",
          power: "5 MW",
          price: "40 $/MWh",
          from: "2026-01-01",
          to: "2026-12-31",
        },
      ],
    }),
  ).changeDays();
  expect(days).toEqual([
    "2024-01-01",
    "2025-07-01",
    "2026-01-01",
    "2026-06-01",
    "2026-11-20",
    "2026-12-05",
    "2027-01-01",
    "2027-01-15",
  ]);
});

test.each([
  "2026-02-30",
  "2026-13-01",
  "2026-00-10",
  "2026-1-1",
  "26-01-01",
  "2026-01-01T00:00",
  "",
  "today",
])("There is no day %o", (text) => {
  expect(parseDay(text)).toBeUndefined();
  expect(() => day(text)).toThrow(`"${text}" is not a day: write it as 2026-07-01`);
});

test("Days are counted over ends of months, leap years and the change of the clocks", () => {
  expect(addDays(day("2026-12-31"), 1)).toBe("2027-01-01");
  expect(addDays(day("2028-02-28"), 1)).toBe("2028-02-29");
  expect(addDays(day("2026-03-01"), -1)).toBe("2026-02-28");
  expect(addDays(day("2026-03-28"), 2)).toBe("2026-03-30");
  fc.assert(
    fc.property(someDay(), fc.integer({ min: -3000, max: 3000 }), (from, days) => {
      const to = addDays(from, days);
      expect(addDays(to, -days)).toBe(from);
      expect(parseDay(to)).toBe(to);
      // As text, days are in the order of the calendar.
      if (days !== 0) expect(to > from).toBe(days > 0);
    }),
  );
});

test("A lease to the last day that can be written leaves the days of change in order", () => {
  const endless = tenantOf("endless", storageRacks(1), { lease: { from: "2027-02-01", to: "9999-12-31" } });
  const days = siteOf(siteWith([hall("h")]), [endless]).changeDays();
  expect(days).toEqual(["2024-01-01", "2025-01-01", "2026-01-01", "2027-02-01", "9999-12-31"]);
});

test("Two periods overlap if a day lies in both", () => {
  const period = fc
    .tuple(someDay("2026-01-01", 20), fc.option(fc.nat(10), { nil: undefined }))
    .map(([from, length]) => ({ from, to: length === undefined ? undefined : addDays(from, length) }));
  fc.assert(
    fc.property(period, period, (a, b) => {
      const days = Array.from({ length: 60 }, (_, index) => addDays(day("2026-01-01"), index));
      expect(overlaps(a, b)).toBe(days.some((on) => includes(a, on) && includes(b, on)));
    }),
  );
});
