import fc from "fast-check";
import { expect, test } from "vitest";
import { day } from "../../site/day.ts";
import {
  assumptionsBehind,
  chainOf,
  type Derived,
  derived,
  derivedOfAll,
  isChecked,
} from "../../site/economics/derived.ts";
import { Evidence } from "../../site/economics/evidence.ts";
import { Figure } from "../../site/figure.ts";
import { Range } from "../../site/range.ts";

const evidence = new Evidence({
  press: { title: "A newspaper", url: "https://example.com", asOf: day("2026-01-01"), verified: false },
  meter: { title: "The site's meter", verified: true },
});

function given(id: string, low: number, base: number, high: number, source = "press"): Derived<number> {
  return evidence.estimate(id, id, new Figure(new Range(low, base, high), { source }));
}

test("A result is lowest where what it rises with is low and what it falls with is high", () => {
  const [revenue, cost] = [given("revenue", 8, 10, 12), given("cost", 1, 2, 5)];
  const margin = derived(
    "margin",
    "revenue − cost",
    { rises: { revenue }, falls: { cost } },
    (of) => of.revenue - of.cost,
  );
  expect(margin.value).toEqual(new Range(3, 8, 11));
});

const ends = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.nat(50), fc.nat(50));
const rangeOf = ([low, more, most]: readonly [number, number, number]) =>
  [low, low + more, low + more + most] as const;

test("Whatever its parts are within their ranges, a result is within its own", () => {
  fc.assert(
    fc.property(
      ends,
      ends,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (a, b, at, bt) => {
        const [up, down] = [given("up", ...rangeOf(a)), given("down", ...rangeOf(b))];
        const make = (of: { readonly up: number; readonly down: number }) => of.up / (1 + of.down);
        const result = derived("ratio", "up ÷ (1 + down)", { rises: { up }, falls: { down } }, make);
        const somewhere = make({
          up: up.value.low + at * (up.value.high - up.value.low),
          down: down.value.low + bt * (down.value.high - down.value.low),
        });
        expect(somewhere).toBeGreaterThanOrEqual(result.value.low - 1e-9);
        expect(somewhere).toBeLessThanOrEqual(result.value.high + 1e-9);
      },
    ),
  );
});

test("A result traces to the assumptions behind all its parts, each once and by name", () => {
  const [a, b] = [given("b.second", 1, 1, 1), given("a.first", 1, 1, 1)];
  const sum = derivedOfAll("sum", "a + b", [a, b], ([x = 0, y = 0]) => x + y);
  const twice = derived("twice", "sum + a", { rises: { sum, a } }, (of) => of.sum + of.a);
  expect(assumptionsBehind([twice, sum]).map(({ id }) => id)).toEqual(["a.first", "b.second"]);
});

test("The chain of a result has each step once, after what it is made of", () => {
  const a = given("a", 1, 1, 1);
  // The same assumption, made anew: it is one all the same.
  const again = given("a", 1, 1, 1);
  const sum = derived("sum", "a + a", { rises: { a, again } }, (of) => of.a + of.again);
  const top = derived("top", "sum × a", { rises: { sum, a } }, (of) => of.sum * of.a);
  expect(chainOf([top, sum]).map(({ name }) => name)).toEqual(["a", "sum", "top"]);
});

test("A result is checked only where all that it rests on is", () => {
  const [checked, unchecked] = [given("meter", 1, 1, 1, "meter"), given("press", 1, 1, 1)];
  const of = (parts: Derived<number>[]) => derivedOfAll("sum", "sum", parts, ([x = 0]) => x);
  expect(isChecked(of([checked]))).toBe(true);
  expect(isChecked(of([checked, unchecked]))).toBe(false);
});

test("An assumption carries its source's title and day, or its own day", () => {
  const [assumption] = assumptionsBehind([given("x", 1, 2, 3)]);
  expect(assumption).toMatchObject({
    source: "press",
    title: "A newspaper",
    asOf: "2026-01-01",
    verified: false,
  });
  const own = evidence.figure(
    "y",
    "y",
    new Figure(1, { source: "press", asOf: day("2026-05-05"), verified: true }),
  );
  expect(own.assumption).toMatchObject({ asOf: "2026-05-05", verified: true });
  const stated = evidence.figure("z", "z", new Figure(1));
  expect(stated.assumption).toMatchObject({ title: "the operator's own statement", verified: true });
  const nobody = evidence.figure("n", "n", new Figure(1, { source: "assumed" }));
  expect(nobody.assumption).toMatchObject({ title: "assumed, without a source", verified: false });
});
