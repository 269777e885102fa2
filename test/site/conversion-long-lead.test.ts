import fc from "fast-check";
import { expect, test } from "vitest";
import { after, before, wholeDays } from "../../site/conversion/lead-days.ts";
import { leadTimeSources, longLeadKindOf, usualLeadTimes } from "../../site/conversion/lead-times.ts";
import { longLeadItems } from "../../site/conversion/long-lead.ts";
import { addDays, day, daysBetween } from "../../site/day.ts";
import { assumed } from "../../site/figure.ts";
import { longLeadKinds } from "../../site/schema/conversion.ts";
import { powerNodeKinds } from "../../site/schema/power.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { Duration } from "../../site/units/index.ts";
import { hall, mine, rooms, siteOf, siteWith, type ZoneInput } from "../support/sites.ts";

const states: ZoneInput["states"] = [
  { state: "mining", from: "2024-01-01" },
  { state: "draining", from: "2028-01-01" },
  { state: "stripped", from: "2028-02-01" },
  { state: "construction", from: "2028-03-01" },
  { state: "commissioning", from: "2028-10-01" },
  { state: "ai-ready", from: "2029-01-01" },
];

type Needs = NonNullable<NonNullable<ZoneInput["conversion"]>["needs"]>;

function itemsOf(needs: Needs, change: Partial<SiteInput> = {}) {
  const zone = mine("z", 10, { states, ai: rooms(), conversion: { needs } });
  return longLeadItems(siteOf(siteWith([zone], change)).document);
}

/** The only item of a document. */
function only(needs: Needs, change: Partial<SiteInput> = {}) {
  const [item = expect.fail("no item"), ...others] = itemsOf(needs, change);
  expect(others).toEqual([]);
  return item;
}

test("Days between two days, and a time after or before one, agree with the calendar", () => {
  expect(daysBetween(day("2028-02-28"), day("2028-03-01"))).toBe(2);
  expect(daysBetween(day("2026-03-01"), day("2026-02-28"))).toBe(-1);
  expect(after(day("2026-01-01"), Duration.weeks(128))).toBe("2028-06-15");
  expect(before(day("2028-06-15"), Duration.weeks(128))).toBe("2026-01-01");
  expect([Duration.hours(25), Duration.days(30), Duration.weeks(0.1)].map(wholeDays)).toEqual([2, 30, 1]);
  const someDay = fc.nat(20_000).map((later) => addDays(day("2000-01-01"), later));
  fc.assert(
    fc.property(someDay, fc.integer({ min: 0, max: 2000 }), (from, days) => {
      expect(daysBetween(from, addDays(from, days))).toBe(days);
      expect(before(after(from, Duration.days(days)), Duration.days(days))).toBe(from);
    }),
  );
});

test("Every kind has a usual lead time that names its source and is not verified", () => {
  expect(Object.keys(usualLeadTimes).sort()).toEqual([...longLeadKinds].sort());
  const known = [...Object.keys(leadTimeSources), assumed];
  for (const { source = "", verified } of Object.values(usualLeadTimes)) {
    expect(known).toContain(source);
    expect(verified).toBe(false);
  }
  const cited = Object.values(usualLeadTimes).map(({ source }) => source);
  for (const id of Object.keys(leadTimeSources)) expect(cited).toContain(id);
});

test("Transformers, switchgear and UPS are ordered long before; cables, busways and PDUs are not", () => {
  expect(powerNodeKinds.map((kind) => [kind, longLeadKindOf({ kind })])).toEqual([
    ["main-transformer", "main-transformer"],
    ["mv-bus", "switchgear"],
    ["feeder", undefined],
    ["unit-transformer", "unit-transformer"],
    ["switchboard", "switchgear"],
    ["ups", "ups"],
    ["busway", undefined],
    ["pdu", undefined],
  ]);
});

test("What a conversion needs is needed on the first day of commissioning, and ordered its lead time before", () => {
  expect(only([{ name: "breakers", kind: "high-voltage-breaker" }])).toMatchObject({
    zone: "z",
    neededBy: "2028-10-01",
    usual: true,
    // 143 weeks before.
    orderBy: "2026-01-04",
    ordered: undefined,
    status: "to order",
    lateDays: 0,
  });
  expect(only([{ name: "breakers", kind: "high-voltage-breaker", by: "2028-06-01" }])).toMatchObject({
    neededBy: "2028-06-01",
    orderBy: "2025-09-04",
    // On 2026-01-01, the effective date, its last day has passed by so many days.
    lateDays: 119,
  });
});

test("An order of its own has its own lead time, and arrives by it", () => {
  const order = { placed: "2026-01-01", leadTime: "100 weeks" };
  expect(only([{ name: "mt", kind: "main-transformer", order }])).toMatchObject({
    usual: false,
    orderBy: "2026-11-01",
    ordered: "2026-01-01",
    arrives: "2027-12-02",
    status: "ordered",
    lateDays: 0,
  });
});

test("An order that would arrive late by what is usual is late, and no reason to refuse the site", () => {
  const item = only([{ name: "mt", kind: "main-transformer", order: { placed: "2026-06-01" } }]);
  // 2026-06-01 and 128 weeks are 2028-11-13.
  expect(item).toMatchObject({ arrives: "2028-11-13", usual: true, status: "ordered", lateDays: 43 });
});

test("Power nodes, generators and cooling that are installed on a day are among what is ordered", () => {
  const zone = hall("h", {
    states: states.slice(3),
    ai: rooms({
      cooling: {
        air: { unit: "5 MW", units: 2, installed: "2028-09-01" },
        liquid: { unit: "5 MW", units: 2, installed: "2028-08-01", order: { leadTime: "40 weeks" } },
      },
    }),
  });
  const { document } = siteOf(
    siteWith([zone], {
      power: [
        { name: "mt", kind: "main-transformer", from: "grid", rating: "100 MVA", installed: "2028-05-01" },
        { name: "f", kind: "feeder", from: "mt", rating: "100 MVA", installed: "2028-05-01" },
        { name: "ut-h", kind: "unit-transformer", from: "f", rating: "100 MVA", installed: "2025-05-01" },
      ],
      generators: [{ name: "gen", backs: "ut-h", rating: "50 MVA", installed: "2028-09-15" }],
    }),
  );
  expect(
    longLeadItems(document).map(({ name, zone, kind, orderBy, status }) => [
      name,
      zone,
      kind,
      orderBy,
      status,
    ]),
  ).toEqual([
    // Before the effective date, and nothing says otherwise: it is there.
    ["ut-h", undefined, "unit-transformer", "2023-12-28", "in place"],
    ["mt", undefined, "main-transformer", "2025-11-17", "to order"],
    ["air cooling", "h", "chiller", "2027-09-03", "to order"],
    ["gen", undefined, "generator", "2027-09-17", "to order"],
    ["liquid cooling", "h", "cdu", "2027-10-26", "to order"],
  ]);
});

test("A cable is among what is ordered if the document says how long it takes", () => {
  const items = itemsOf([], {
    power: [
      {
        name: "ut-z",
        kind: "feeder",
        from: "grid",
        rating: "100 MVA",
        installed: "2023-12-01",
        order: { placed: "2023-01-01", leadTime: "30 weeks" },
      },
    ],
  });
  expect(items.map(({ name, kind, orderBy }) => [name, kind, orderBy])).toEqual([
    ["ut-z", undefined, "2023-05-05"],
  ]);
});

test("What the document says is installed is in place, whatever a usual lead time says of its order", () => {
  const power = [
    {
      name: "ut-z",
      kind: "unit-transformer" as const,
      from: "grid",
      rating: "100 MVA",
      installed: "2023-12-01",
      order: { placed: "2023-10-01" },
    },
  ];
  expect(only([], { power, effectiveDate: "2024-02-01" })).toMatchObject({ status: "in place", lateDays: 0 });
});

test("What is only needed is late for as long as its order is under way", () => {
  const needs: Needs = [{ name: "ups", kind: "ups", by: "2027-01-01", order: { placed: "2026-03-01" } }];
  // 52 weeks after 2026-03-01 is 2027-02-28.
  const at = (effectiveDate: string) => {
    const { status, lateDays } = only(needs, { effectiveDate });
    return [status, lateDays];
  };
  expect(["2026-12-31", "2027-02-27", "2027-02-28"].map(at)).toEqual([
    ["ordered", 58],
    ["ordered", 58],
    ["in place", 0],
  ]);
});

test("Nothing depends on a clock: the effective date decides what is late", () => {
  const at = (effectiveDate: string) => only([{ name: "ups", kind: "ups" }], { effectiveDate }).lateDays;
  // 52 weeks before 2028-10-01 is 2027-10-03.
  expect(["2027-10-03", "2027-10-04", "2028-09-30"].map(at)).toEqual([0, 1, 363]);
});
