import fc from "fast-check";
import { CORE_SCHEMA, load, loadAll, YAML11_SCHEMA } from "js-yaml";
import { expect, test } from "vitest";
import { type JsonObject, toYaml } from "../../../constructs/kubernetes/index.ts";
import { json } from "./arbitraries.ts";

const identity = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "config" } };

test("YAML says the same to parsers of YAML 1.2 and of YAML 1.1", () => {
  fc.assert(
    fc.property(json.object, (data) => {
      const object = { ...identity, data } as JsonObject;
      const yaml = toYaml([object]);

      expect(load(yaml, { schema: CORE_SCHEMA })).toEqual(object);
      expect(load(yaml, { schema: YAML11_SCHEMA })).toEqual(object);
    }),
    { numRuns: 300 },
  );
});

test.each([
  "y",
  "N",
  "1_",
  "0o7",
  "0X1F",
  "1__0",
  "012",
  "12:30:45",
  "2001-12-14",
  "=",
  "<<",
  "+.inf",
  "1e3",
])("The string %s is quoted, which some parser takes for another type", (text) => {
  expect(toYaml([{ [text]: text }])).toBe(`---\n'${text}': '${text}'\n`);
});

test("Characters that parsers take for line breaks are escaped, in strings that look like numbers too", () => {
  expect(toYaml([{ text: "-\u0085\u2028" }])).toBe('---\ntext: "-\\N\\L"\n');
});

test("Identity comes first, and then the fields as they were declared", () => {
  const yaml = toYaml([
    { spec: { b: 1, a: 2 }, metadata: { name: "x" }, kind: "Queue", data: {}, apiVersion: "a.b/v1" },
  ]);

  expect(yaml).toBe(
    [
      "---",
      "apiVersion: a.b/v1",
      "kind: Queue",
      "metadata:",
      "  name: x",
      "spec:",
      "  b: 1",
      "  a: 2",
      "data: {}",
      "",
    ].join("\n"),
  );
});

test("A stream has a document for each object", () => {
  const second = { ...identity, data: { text: "---\nnot a document\n" } };

  expect(loadAll(toYaml([identity, second]))).toEqual([identity, second]);
});

test("Values that occur twice are written twice, and long lines are not folded", () => {
  const shared = { words: "word ".repeat(50).trim() };
  const yaml = toYaml([{ one: shared, other: shared }]);

  expect(yaml).not.toMatch(/[&*>]/);
  expect(yaml.split("\n").filter((line) => line.includes(shared.words))).toHaveLength(2);
});
