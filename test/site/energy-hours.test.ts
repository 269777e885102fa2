import fc from "fast-check";
import { expect, test } from "vitest";
import { checkLocation } from "../../site/checks/location.ts";
import { addDays, day } from "../../site/day.ts";
import { hourGrid, hourMs, hoursFrom } from "../../site/energy/hour-grid.ts";
import { monthsOf } from "../../site/energy/months.ts";
import { timeZoneProblem } from "../../site/energy/time-zone.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { mine, siteWith } from "../support/sites.ts";

// South of the equator, half an hour beside UTC, without summer time, with clocks that change at midnight.
const zones = [
  "America/Chicago",
  "America/Vancouver",
  "Europe/Berlin",
  "Australia/Adelaide",
  "Asia/Kolkata",
  "America/Havana",
  "UTC",
];

const anyDay = fc.integer({ min: 0, max: 365 * 30 }).map((days) => addDays(day("2010-01-01"), days));

/** What the clocks of a place show, asked of the calendar for one instant. */
function clockOf(timeZone: string) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (ms: number) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
    return {
      day: `${get("year")}-${get("month")}-${get("day")}`,
      hour: Number(get("hour")),
      minute: Number(get("minute")),
    };
  };
}

test("A year has 8,760 hours and a leap year 8,784, wherever it is", () => {
  for (const zone of zones) {
    expect(hourGrid(zone, day("2026-01-01"), day("2026-12-31")).count).toBe(8760);
    expect(hourGrid(zone, day("2028-01-01"), day("2028-12-31")).count).toBe(8784);
  }
});

test("The day on which clocks are set forward has 23 hours, that on which they are set back 25", () => {
  const { days } = hourGrid("America/Chicago", day("2026-01-01"), day("2026-12-31"));
  expect(days).toHaveLength(365);
  expect(
    days.filter(({ first, end }) => end - first !== 24).map((each) => [each.day, each.end - each.first]),
  ).toEqual([
    ["2026-03-08", 23],
    ["2026-11-01", 25],
  ]);
  const autumn = hourGrid("America/Chicago", day("2026-11-01"), day("2026-11-01"));
  expect(Array.from({ length: 4 }, (_, hour) => autumn.localHour(hour))).toEqual([0, 1, 1, 2]);
  const spring = hourGrid("America/Chicago", day("2026-03-08"), day("2026-03-08"));
  expect(Array.from({ length: 4 }, (_, hour) => spring.localHour(hour))).toEqual([0, 1, 3, 4]);
});

test("Every hour has the day and the hour that the calendar gives", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), anyDay, fc.integer({ min: 0, max: 40 }), (zone, first, length) => {
      const clock = clockOf(zone);
      const grid = hourGrid(zone, first, addDays(first, length));
      expect(grid.day(0)).toBe(first);
      expect(grid.day(grid.count - 1)).toBe(addDays(first, length));
      for (let hour = 0; hour < grid.count; hour += 1) {
        const shown = clock(grid.startMs + hour * hourMs);
        expect([grid.day(hour), grid.localHour(hour), shown.minute]).toEqual([shown.day, shown.hour, 0]);
        expect(grid.month(hour)).toBe(Number(shown.day.slice(5, 7)));
      }
    }),
    { numRuns: 60 },
  );
});

test("The days of a grid share out its hours", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      anyDay,
      fc.integer({ min: 1, max: 2000 }),
      (zone, first, count) => {
        const grid = hoursFrom(zone, hourGrid(zone, first, first).startMs + 5 * hourMs, count);
        expect(grid.days.reduce((sum, { first: from, end }) => sum + end - from, 0)).toBe(count);
        for (const [at, { day: on, first: from, end }] of grid.days.entries()) {
          expect([grid.day(from), grid.day(end - 1)]).toEqual([on, on]);
          expect(from).toBe(grid.days[at - 1]?.end ?? 0);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test("Months have their hours whether they lie in the grid or not", () => {
  const months = monthsOf(hourGrid("America/Chicago", day("2026-10-20"), day("2026-11-05")));
  expect(months.map(({ year, month, hours, days }) => [year, month, hours, days.length])).toEqual([
    [2026, 10, 744, 12],
    [2026, 11, 721, 5],
  ]);
});

test("A number of hours that is none is refused", () => {
  expect(() => hoursFrom("UTC", 0, 1.5)).toThrow("1.5 is no number of hours");
});

// --- Where the site is.

test("A time zone is a place of the IANA database; the nearest is named for a slip", () => {
  expect(
    ["America/Chicago", "US/Central", "America/Argentina/Buenos_Aires", "UTC"].map(timeZoneProblem),
  ).toEqual([undefined, undefined, undefined, undefined]);
  expect(timeZoneProblem("America/Chigaco")).toBe(
    '"America/Chigaco" is not in the IANA time zone database: did you mean "America/Chicago"?',
  );
  for (const name of ["CST", "EST", "-06:00", "CST6CDT", "Chicago", ""])
    expect(timeZoneProblem(name)).toBe(
      `"${name}" is no time zone: write its area and city, such as America/Chicago, which say when its clocks change`,
    );
});

test("Contracts that name hours need the site's time zone", () => {
  const findingsOf = (change: Partial<SiteInput>) => {
    const site = siteDocument.parse(siteWith([mine("m", 7)], change));
    return checkLocation({ site, tenants: [], catalog: extendedCatalog(site) }).map(({ path, message }) => [
      path.join("."),
      message,
    ]);
  };
  const block = {
    name: "nights",
    kind: "off-peak" as const,
    power: "2 MW",
    price: "20 $/MWh",
    hours: "22:00-06:00",
    from: "2025-01-01",
  };
  expect(findingsOf({ contracts: [block] })).toEqual([
    [
      "contracts.0.hours",
      '"nights" delivers at hours of the day, but the site has no time zone: add location with its timeZone, such as America/Chicago',
    ],
  ]);
  expect(findingsOf({})).toEqual([]);
  expect(
    findingsOf({ contracts: [block], location: { country: "US", timeZone: "America/Chicago" } }),
  ).toEqual([]);
  expect(findingsOf({ location: { country: "US", timeZone: "Texas" } })).toHaveLength(1);
});
