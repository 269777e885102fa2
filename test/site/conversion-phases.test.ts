import fc from "fast-check";
import { expect, test } from "vitest";
import { changeOf } from "../../site/conversion/change.ts";
import {
  firstConversion,
  loadEnds,
  miningPeriods,
  neededBy,
  phasesOf,
} from "../../site/conversion/phases.ts";
import { day, includes } from "../../site/day.ts";
import { drawsMiningLoad, stateOn } from "../../site/zone-state.ts";
import { hall, mine, miners, rooms, siteInput, siteOf, siteWith, type ZoneInput } from "../support/sites.ts";

const converted: ZoneInput["states"] = [
  { state: "mining", from: "2024-01-01" },
  { state: "draining", from: "2025-01-01" },
  { state: "stripped", from: "2025-02-01" },
  { state: "construction", from: "2025-03-01" },
  { state: "commissioning", from: "2025-09-01" },
  { state: "ai-ready", from: "2025-11-01" },
];

const twice: ZoneInput["states"] = [
  ...converted,
  { state: "mining", from: "2027-01-01" },
  { state: "draining", from: "2027-06-01" },
  { state: "commissioning", from: "2027-07-01" },
  { state: "ai-ready", from: "2027-08-01" },
  { state: "mining", from: "2029-01-01" },
];

function zoneOf(states: ZoneInput["states"], change: Partial<ZoneInput> = {}) {
  const site = siteOf(siteWith([mine("z", 10, { states, ai: rooms(), ...change })]));
  return { site, zone: site.zone("z") };
}

/** Phases in short: what, from when, until complete. */
function told(states: ZoneInput["states"]) {
  return phasesOf(zoneOf(states).zone).map(
    ({ kind, from, complete, hallStands }) =>
      `${kind}${hallStands ? " with a hall" : ""} ${from} ${complete ?? "open"}`,
  );
}

test("A mining zone that is converted mines, and then becomes an AI hall", () => {
  expect(told(converted)).toEqual(["mining 2024-01-01 2024-01-01", "conversion 2025-01-01 2025-11-01"]);
});

test("A zone may go back to mining, be converted again, and alternate", () => {
  expect(told(twice)).toEqual([
    "mining 2024-01-01 2024-01-01",
    "conversion 2025-01-01 2025-11-01",
    "mining with a hall 2027-01-01 2027-01-01",
    "conversion with a hall 2027-06-01 2027-08-01",
    "mining with a hall 2029-01-01 2029-01-01",
  ]);
});

test("A hall on open ground is built, and one that is there from the first day is not", () => {
  expect(told(converted.slice(3))).toEqual(["new-hall 2025-03-01 2025-11-01"]);
  expect(told(converted.slice(5))).toEqual(["new-hall 2025-11-01 2025-11-01"]);
  expect(firstConversion(zoneOf(converted.slice(5)).zone)).toBeUndefined();
  expect(firstConversion(zoneOf(converted.slice(3)).zone)?.from).toBe("2025-03-01");
});

test("A document may begin or end in the middle of a conversion", () => {
  expect(told(converted.slice(1))).toEqual(["conversion 2025-01-01 2025-11-01"]);
  expect(told(converted.slice(2))).toEqual(["conversion 2025-02-01 2025-11-01"]);
  expect(told(converted.slice(0, 4))).toEqual(["mining 2024-01-01 2024-01-01", "conversion 2025-01-01 open"]);
});

test("Everything is needed on the first day of commissioning, or else when the hall is ready", () => {
  const days = phasesOf(zoneOf(twice).zone).map((phase) => [loadEnds(phase), neededBy(phase)]);
  expect(days.slice(1, 4)).toEqual([
    ["2025-02-01", "2025-09-01"],
    ["2027-01-01", "2027-01-01"],
    ["2027-07-01", "2027-07-01"],
  ]);
  expect(phasesOf(zoneOf(converted.slice(5)).zone).map(neededBy)).toEqual(["2025-11-01"]);
});

test("Miners draw power from the first day of mining to the last of draining", () => {
  expect(miningPeriods(zoneOf(twice).zone)).toEqual([
    { from: "2024-01-01", to: "2025-01-31" },
    { from: "2027-01-01", to: "2027-06-30" },
    { from: "2029-01-01", to: undefined },
  ]);
  fc.assert(
    fc.property(siteInput, fc.integer({ min: 0, max: 1500 }), (input, later) => {
      const on = day(new Date(Date.UTC(2024, 4, 1) + later * 86_400_000).toISOString().slice(0, 10));
      for (const zone of siteOf(input).zones) {
        const draws = miningPeriods(zone).some((period) => includes(period, on));
        expect(draws).toBe(drawsMiningLoad(stateOn(zone, on)?.state));
      }
    }),
    { numRuns: 60 },
  );
});

test("Every state of every zone belongs to one phase, in the order of the document", () => {
  fc.assert(
    fc.property(siteInput, (input) => {
      for (const zone of siteOf(input).zones) {
        expect(phasesOf(zone).flatMap(({ steps }) => steps)).toEqual(zone.states);
      }
    }),
    { numRuns: 60 },
  );
});

test("A conversion tells who leaves: miners by model, hashrate, load, pools and networks", () => {
  const [first = expect.fail("no group")] = miners(10).asics;
  const second = {
    ...first,
    name: "more",
    model: "antminer-s21-xp-hyd",
    count: 100,
    network: { vlan: 11, cidr: "10.11.0.0/16" },
  };
  const third = { ...first, name: "last", count: 50, network: { vlan: 12, cidr: "10.12.0.0/16" } };
  const { site, zone } = zoneOf(converted, { mining: { ...miners(10), asics: [first, second, third] } });
  const [, phase = expect.fail("no conversion")] = phasesOf(zone);
  const { minersLeave, minersArrive, hallBegins, hallEnds } = changeOf(site, zone, phase);
  expect(minersLeave?.miners).toEqual([
    { model: "antminer-s21-pro", count: 1050 },
    { model: "antminer-s21-xp-hyd", count: 100 },
  ]);
  // 1,050 × 3,510 W and 100 × 5,676 W, and 5 % for their fans; 1,050 × 234 TH/s and 100 × 473 TH/s.
  expect(minersLeave?.gross.watts).toBeCloseTo((1050 * 3510 + 100 * 5676) * 1.05, 3);
  expect(minersLeave?.hashrate.petahashes).toBeCloseTo(1.05 * 234 + 0.1 * 473, 9);
  expect(minersLeave?.poolSet).toBe("pools");
  expect(minersLeave?.pools).toEqual(["one.example.com", "two.example.com"]);
  expect(minersLeave?.networks.map(({ vlan }) => vlan)).toEqual([10, 11, 12]);
  expect(hallBegins).toMatchObject({ positions: 20, redundancy: "N" });
  expect(hallBegins?.critical.megawatts).toBe(20);
  expect([minersArrive, hallEnds]).toEqual([undefined, undefined]);
});

test("A return to mining ends the hall's capacity, and brings the miners", () => {
  const { site, zone } = zoneOf(twice);
  const changes = phasesOf(zone).map((phase) => changeOf(site, zone, phase));
  expect(changes.map(({ minersArrive }) => minersArrive?.miners[0]?.count)).toEqual([
    1000,
    undefined,
    1000,
    undefined,
    1000,
  ]);
  expect(changes.map(({ hallEnds }) => hallEnds?.positions)).toEqual([
    undefined,
    undefined,
    20,
    undefined,
    20,
  ]);
});

test("Cooling is built once, by the conversion that makes the hall", () => {
  const { site, zone } = zoneOf(twice);
  const built = phasesOf(zone).map((phase) =>
    changeOf(site, zone, phase).cooling.map(({ medium }) => medium),
  );
  expect(built).toEqual([[], ["air", "liquid"], [], [], []]);
  const old = siteOf(siteWith([hall("old")]));
  expect(phasesOf(old.zone("old")).map((phase) => changeOf(old, old.zone("old"), phase).cooling)).toEqual([
    [],
  ]);
});

test("What a conversion reuses and replaces is told with the phase that it is about", () => {
  const { site, zone } = zoneOf(twice, {
    conversion: { reuses: ["building", "cooling"], replaces: ["cabling"] },
    ai: rooms({
      cooling: {
        air: { unit: "5 MW", units: 2 },
        liquid: { unit: "5 MW", units: 2, installed: "2025-08-01" },
      },
    }),
  });
  const changes = phasesOf(zone).map((phase) => changeOf(site, zone, phase));
  expect(changes.map(({ reused, replaced }) => [reused, replaced])).toEqual([
    [[], []],
    [["building", "cooling"], ["cabling"]],
    [[], []],
    [[], []],
    [[], []],
  ]);
  // The liquid cooling has a day of its own: it is new.
  expect(changes[1]?.cooling.map(({ medium, reused }) => [medium, reused])).toEqual([
    ["air", true],
    ["liquid", false],
  ]);
});
