import fc from "fast-check";
import { expect, test } from "vitest";
import { type Layer, layered } from "../../../site/layers/layered-document.ts";

test("Mappings are joined key by key", () => {
  expect(contentOf({ a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } })).toEqual({ a: { b: 1, c: 3, d: 4 } });
});

test("Lists whose entries all have names are joined by name, and a new name comes last", () => {
  const below = {
    zones: [
      { name: "one", rows: 1, racks: 2 },
      { name: "two", rows: 1 },
    ],
  };
  const above = {
    zones: [
      { name: "three", rows: 3 },
      { name: "one", rows: 9 },
    ],
  };
  expect(contentOf(below, above)).toEqual({
    zones: [
      { name: "one", rows: 9, racks: 2 },
      { name: "two", rows: 1 },
      { name: "three", rows: 3 },
    ],
  });
});

test("Lists without names, and lists of which two have one name, are replaced whole", () => {
  expect(contentOf({ a: [1, 2, 3] }, { a: [4] })).toEqual({ a: [4] });
  const twice = [
    { name: "one", rows: 1 },
    { name: "one", rows: 2 },
  ];
  expect(contentOf({ a: twice }, { a: [{ name: "one", rows: 3 }] })).toEqual({
    a: [{ name: "one", rows: 3 }],
  });
  expect(contentOf({ a: [{ name: "one" }] }, { a: [] })).toEqual({ a: [] });
});

test("An empty value takes away what lies beneath, of a mapping and of a named entry", () => {
  expect(contentOf({ a: { b: 1, c: 2 } }, { a: { b: null } })).toEqual({ a: { c: 2 } });
  const below = { zones: [{ name: "one", ai: { rows: 1 } }] };
  expect(contentOf(below, { zones: [{ name: "one", ai: null }] })).toEqual({ zones: [{ name: "one" }] });
});

test("Everything knows which layer said it, and where in that layer", () => {
  const below = layerOf("below", { zones: [{ name: "one", rows: 1 }, { name: "two" }], title: "x" });
  const above = layerOf("above", {
    zones: [
      { name: "two", rows: 2 },
      { name: "three", rows: 3 },
    ],
  });
  const { placeOf, beneath } = layered([below, above]);
  const place = (...path: (string | number)[]) => {
    const { layer, path: inside } = placeOf(path);
    return layer.locate(inside);
  };
  expect(place("title")).toBe("below title");
  expect(place("zones", 0, "rows")).toBe("below zones.0.rows");
  expect(place("zones", 1, "rows")).toBe("above zones.0.rows");
  expect(place("zones", 2, "rows")).toBe("above zones.1.rows");
  expect(place("zones", 0, "cooling", "air")).toBe("below zones.0");
  expect(beneath(["zones", 1])).toEqual({ layer: below, path: ["zones", 1] });
  expect(beneath(["zones", 0])).toBeUndefined();
});

test("A document laid over itself is the same, and over nothing it is what it was", () => {
  const value = fc.jsonValue({ maxDepth: 3 }).filter((content) => !JSON.stringify(content).includes("null"));
  const document = fc.dictionary(fc.string(), value);
  fc.assert(
    fc.property(document, (content) => {
      const plain = JSON.parse(JSON.stringify(content)) as unknown;
      expect(contentOf(plain, plain)).toEqual(plain);
      expect(contentOf({}, plain)).toEqual(plain);
      expect(contentOf(plain, {})).toEqual(plain);
    }),
  );
});

function contentOf(first: unknown, ...more: readonly unknown[]): unknown {
  return layered([layerOf("0", first), ...more.map((content, index) => layerOf(`${index + 1}`, content))])
    .content;
}

function layerOf(name: string, content: unknown): Layer {
  return {
    content,
    locate: (path) => `${name} ${path.join(".")}`,
    locateKey: (path, key) => `${name} ${[...path, key].join(".")}`,
  };
}
