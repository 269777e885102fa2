import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Figure } from "../../../site/figure.ts";
import { difference, differsAt } from "../../../site/template/difference.ts";
import { asContent } from "../../../site/template/given.ts";
import { ApparentPower, Power } from "../../../site/units/index.ts";

test("Nothing differs between quantities and figures that a document would say the same of", () => {
  const one = { load: Power.megawatts(1), rating: new Figure(Power.kilowatts(5), { source: "a" }) };
  const other = { load: Power.kilowatts(1000), rating: new Figure(Power.watts(5000), { source: "a" }) };
  expect(difference(one, other)).toBeUndefined();
  expect(difference({ ...one, title: undefined }, other)).toBeUndefined();
});

test("A figure differs where its value, its source or its kind of quantity does", () => {
  const load = (figure: unknown) => ({ load: figure });
  const cited = load(new Figure(Power.kilowatts(5), { source: "a" }));
  expect(differsAt(difference(cited, load(new Figure(Power.kilowatts(6), { source: "a" }))), ["load"])).toBe(
    true,
  );
  const elsewhere = difference(cited, load(new Figure(Power.kilowatts(5), { source: "b" })));
  expect(differsAt(elsewhere, ["load", "source"])).toBe(true);
  expect(differsAt(elsewhere, ["load", "value"])).toBe(false);
  expect(difference(Power.kilowatts(5), ApparentPower.kilovoltAmperes(5))).toBeDefined();
});

test("What is in one of both alone differs there, and where neither has anything nothing does", () => {
  const found = difference({ halls: [{ name: "h1" }] }, { halls: "none" });
  expect(differsAt(found, ["halls"])).toBe(true);
  expect(differsAt(found, ["halls", 0, "name"])).toBe(true);
  expect(differsAt(found, ["halls", 1, "name"])).toBe(false);
  expect(differsAt(difference({}, { constructor: "acme" }), ["constructor"])).toBe(true);
});

const given = fc.letrec<{ given: unknown }>((tie) => ({
  given: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("a", "b", 1, 2, true, null, undefined),
    fc.nat(2).map((kilowatts) => Power.kilowatts(kilowatts)),
    fc.nat(2).map((kilowatts) => new Figure(Power.kilowatts(kilowatts), { note: "n" })),
    fc.array(tie("given"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("x", "y", "value"), tie("given"), { maxKeys: 3 }),
  ),
})).given;

function at(content: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inside, step) =>
      typeof inside === "object" && inside !== null
        ? (inside as Readonly<Record<string, unknown>>)[step]
        : undefined,
    content,
  );
}

test("Two things differ at exactly the paths at which the documents do that would be written of them", () => {
  const path = fc.array(fc.constantFrom("x", "y", "value", "note", "0", "1"), { maxLength: 3 });
  fc.assert(
    fc.property(given, given, path, (one, other, path) => {
      const [first, second] = [asContent(one), asContent(other)];
      expect(differsAt(difference(one, other), path)).toBe(
        !isDeepStrictEqual(at(first, path), at(second, path)),
      );
    }),
    { numRuns: 2000 },
  );
});
