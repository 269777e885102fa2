import fc from "fast-check";
import { expect, test } from "vitest";
import { quarterOf, quarterSpans } from "../../site/conversion/quarter.ts";
import { addDays, day, includes } from "../../site/day.ts";

const someDay = fc.nat(20_000).map((later) => addDays(day("2000-01-01"), later));

test("A quarter is three calendar months", () => {
  expect(
    ["2026-01-01", "2026-03-31", "2026-04-01", "2028-06-30", "2026-12-31"].map((on) => quarterOf(day(on))),
  ).toEqual([
    { name: "2026 Q1", from: "2026-01-01", to: "2026-03-31" },
    { name: "2026 Q1", from: "2026-01-01", to: "2026-03-31" },
    { name: "2026 Q2", from: "2026-04-01", to: "2026-06-30" },
    { name: "2028 Q2", from: "2028-04-01", to: "2028-06-30" },
    { name: "2026 Q4", from: "2026-10-01", to: "2026-12-31" },
  ]);
});

test("Every day lies in its quarter, and the day after its last in the next", () => {
  fc.assert(
    fc.property(someDay, (on) => {
      const quarter = quarterOf(on);
      expect(includes(quarter, on)).toBe(true);
      expect(quarterOf(quarter.to)).toEqual(quarter);
      expect(quarterOf(addDays(quarter.to, 1)).from).toBe(addDays(quarter.to, 1));
    }),
  );
});

test("Quarters without a change are one line", () => {
  const days = ["2026-02-01", "2026-05-01", "2026-06-30", "2028-01-01", "2028-08-01"].map(day);
  expect(quarterSpans(days).map(({ name, from, to }) => [name, from, to])).toEqual([
    ["2026 Q1", "2026-01-01", "2026-03-31"],
    ["2026 Q2", "2026-04-01", "2026-06-30"],
    ["2026 Q3 to 2027 Q4", "2026-07-01", "2027-12-31"],
    ["2028 Q1", "2028-01-01", "2028-03-31"],
    ["2028 Q2", "2028-04-01", "2028-06-30"],
    ["2028 Q3", "2028-07-01", "2028-09-30"],
  ]);
  expect(quarterSpans([])).toEqual([]);
});

test("The lines follow each other without a gap, in whatever order the days come", () => {
  fc.assert(
    fc.property(fc.array(someDay, { minLength: 1, maxLength: 12 }), (days) => {
      const spans = quarterSpans(days);
      for (const [index, { from }] of spans.entries()) {
        const earlier = spans[index - 1];
        if (earlier !== undefined) expect(from).toBe(addDays(earlier.to, 1));
      }
      for (const on of days) expect(spans.filter((span) => includes(span, on)).length).toBe(1);
    }),
  );
});

test("The last quarter of the calendar is one like the others", () => {
  expect(quarterSpans([day("9998-01-01"), day("9999-12-31")]).map(({ name }) => name)).toEqual([
    "9998 Q1",
    "9998 Q2 to 9999 Q3",
    "9999 Q4",
  ]);
});
