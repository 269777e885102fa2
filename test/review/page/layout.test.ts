import fc from "fast-check";
import { expect, test } from "vitest";
import { type Element, elementsOf, withSources } from "../../../review/page/one-line/elements.ts";
import { card, layOut } from "../../../review/page/one-line/layout.ts";
import { loadingOf, percentText } from "../../../review/page/one-line/loading.ts";
import { exampleFolder, examples } from "../../support/examples.ts";
import { planOf } from "../../support/reviews.ts";

test.each(examples)(
  "In the one-line diagram of %s power flows to the right, and no element covers another",
  (name) => {
    const elements = elementsOf(planOf(exampleFolder(name)));
    expectReadable(elements);
  },
);

/** Networks of up to four levels, in which whatever is fed is fed by one or two elements of the level before. */
const networks = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 4 })
  .chain((levels) =>
    fc.tuple(
      fc.constant(levels),
      fc.array(fc.tuple(fc.nat(), fc.nat()), {
        minLength: levels.reduce((total, count) => total + count, 0),
        maxLength: levels.reduce((total, count) => total + count, 0),
      }),
    ),
  )
  .map(([levels, choices]) => {
    let next = 0;
    return levels.flatMap((count, level) =>
      Array.from({ length: count }, (_, index): Element => {
        const [a, b] = choices[next] ?? [0, 0];
        next += 1;
        const above = levels[level - 1] ?? 0;
        const from =
          level === 0 ? [] : [...new Set([a % above, b % above])].map((each) => `${level - 1}/${each}`);
        return {
          place: `${level}/${index}`,
          name: `${level}-${index}`,
          kind: "feeder",
          record: "",
          loadKilowatts: 1,
          loadKey: "loadKilowatts",
          note: "",
          feeds: from.map((each) => ({ from: each })),
        };
      }),
    );
  });

test("Whatever feeds whatever, power flows to the right, and no element covers another", () => {
  fc.assert(fc.property(networks, expectReadable), { numRuns: 60 });
});

function expectReadable(elements: readonly Element[]): void {
  const { elements: placed, lines, width, height } = layOut(elements);
  expect(placed).toHaveLength(elements.length);
  const at = new Map(placed.map((each) => [each.element.place, each]));
  for (const { element, x, y } of placed) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + card.width).toBeLessThanOrEqual(width);
    expect(y + card.height).toBeLessThanOrEqual(height);
    for (const { from } of element.feeds) expect((at.get(from)?.x ?? 0) + card.width).toBeLessThan(x);
  }
  for (const [index, one] of placed.entries())
    for (const other of placed.slice(index + 1))
      expect(Math.abs(one.x - other.x) >= card.width || Math.abs(one.y - other.y) >= card.height).toBe(true);
  for (const { from, to, corners } of lines) {
    expect(corners[0]).toEqual([
      (at.get(from)?.x ?? 0) + card.width,
      (at.get(from)?.y ?? 0) + card.height / 2,
    ]);
    expect(corners.at(-1)?.[0]).toBe(at.get(to)?.x);
  }
}

test("A part of a diagram is drawn with all that feeds it, and with nothing else", () => {
  const elements = elementsOf(planOf(exampleFolder("denton")));
  expect(withSources(elements, new Set(["zones/hall-2"])).map(({ place }) => place)).toEqual([
    "interconnects/dme-138",
    "power/mt-1",
    "power/f-hall-2",
    "power/ut-hall-2",
    "zones/hall-2",
  ]);
});

test("An overload is never shown as 100 %, and what just fits never as more", () => {
  expect(percentText(loadingOf(100.2, 100)?.share ?? 0)).toBe("100.2 %");
  expect(loadingOf(100.2, 100)?.loading).toBe("over");
  expect(percentText(loadingOf(99.8, 100)?.share ?? 0)).toBe("99.8 %");
  expect(loadingOf(100, 100)?.loading).toBe("tight");
  expect(loadingOf(94, 100)?.loading).toBe("much");
  expect(loadingOf(1, 0)?.loading).toBe("over");
  expect(loadingOf(1, undefined)).toBeUndefined();
});
