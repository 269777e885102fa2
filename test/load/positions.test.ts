import fc from "fast-check";
import { dump } from "js-yaml";
import { expect, test } from "vitest";
import { YamlDocument } from "../../site/load/yaml-document.ts";

type Path = readonly (string | number)[];

function parsed(text: string): YamlDocument {
  const document = YamlDocument.parse("a.yaml", text);
  if ("problem" in document) throw new Error(`${document.problem.where} ${document.problem.message}`);
  return document;
}

/** The text from the place that a path is located at, to the end of its line. */
function textAt(text: string, where: string): string {
  const [, line = "", column = ""] = /^a\.yaml:(\d+):(\d+)$/.exec(where) ?? [];
  return (text.split(/\r\n|\n|\r/)[Number(line) - 1] ?? "").slice(Number(column) - 1);
}

test.each<[what: string, text: string, path: Path, where: string]>([
  ["a value beside its key", "name: ridge\n", ["name"], "1:7"],
  ["the document itself", "# first\n\nname: ridge\n", [], "3:1"],
  ["a value below its key", "zones:\n  - name: a\n", ["zones"], "2:3"],
  ["an item of a block list", "zones:\n  - name: a\n  - name: b\n", ["zones", 1], "3:5"],
  ["a value in an item", "zones:\n  - name: a\n  - name: b\n", ["zones", 1, "name"], "3:11"],
  ["an item below its dash", "zones:\n  -\n    name: a\n", ["zones", 0], "3:5"],
  ["an item of a list in a list", "- - a\n  - b\n- - c\n", [0, 1], "2:5"],
  ["a flow mapping", "feeds: { A: ut-a, B: ut-b }\n", ["feeds"], "1:8"],
  ["a value of a flow mapping", "feeds: { A: ut-a, B: ut-b }\n", ["feeds", "B"], "1:22"],
  ["an item of a flow list", "zones: [ a,  b]\n", ["zones", 1], "1:14"],
  ["a flow mapping over lines", "feeds: {\n  A: ut-a,\n    B: ut-b,\n  }\n", ["feeds", "B"], "3:8"],
  ["a value in double quotes, its quote included", 'name: "ridge"\n', ["name"], "1:7"],
  ["a value in single quotes, its quote included", "name: 'it''s'\n", ["name"], "1:7"],
  ["an empty value in quotes", 'name: ""\n', ["name"], "1:7"],
  ["a value of a quoted key", '"the name": ridge\n', ["the name"], "1:13"],
  ["a value of an escaped key", '"the\\tname": ridge\n', ["the\tname"], "1:14"],
  ["plain text over lines", "note: one\n  two\n  three\nname: ridge\n", ["name"], "4:7"],
  ["quoted text over lines", 'note: "one\n  two"\nname: ridge\n', ["name"], "3:7"],
  ["what follows a literal block", "note: |\n  one\n  two: 2\n\nname: ridge\n", ["name"], "5:7"],
  ["what follows a folded block", "note: >-\n  one\n  two\nname: ridge\n", ["name"], "4:7"],
  ["the text of a literal block", "note: |\n  one\n  two\n", ["note"], "2:1"],
  ["a value after CRLF line breaks", "version: 1\r\nname: ridge\r\n", ["name"], "2:7"],
  ["a value after CR line breaks", "version: 1\rname: ridge\r", ["name"], "2:7"],
  ["a value after letters that are not ASCII", "title: Rückgrat Süd\nname: ridge\n", ["name"], "2:7"],
  ["a value on a line with such letters", "{ títle: Ürdingen, name: ridge }\n", ["name"], "1:26"],
  ["a value after an emoji, which editors count as two", "{ a: ⚡, b: 🔌, c: d }\n", ["c"], "1:19"],
  ["a value of such a key", "größe: 5\n", ["größe"], "1:8"],
  ["a value after a tag", "name: !!str 5\n", ["name"], "1:13"],
  ["a value after an anchor", "name: &here ridge\n", ["name"], "1:13"],
  ["a value after the start of a document", "---\nname: ridge\n", ["name"], "2:7"],
  ["a value after a directive", "%YAML 1.2\n---\nname: ridge\n", ["name"], "3:7"],
  ["a value of an explicit key", "? name\n: ridge\n", ["name"], "2:3"],
  ["a value of a key that is a number", "1: one\n2: two\n", ["2"], "2:4"],
  ["an empty value at its key", "name:\nversion: 1\n", ["name"], "1:1"],
  ["an empty value of a flow mapping at its key", "{ a: 1, b: , c: 3 }\n", ["b"], "1:9"],
  ["an empty item at its list", "zones:\n  - a\n  -\n  - c\n", ["zones", 1], "2:3"],
  ["what is not there at what is around it", "zones:\n  - name: a\n", ["zones", 0, "mining", "asics"], "2:5"],
  ["an item past the end at its list", "zones:\n  - a\n", ["zones", 7], "2:3"],
])("%s is located", (_, text, path, where) => {
  expect(parsed(text).locate(path)).toBe(`a.yaml:${where}`);
});

test.each<[what: string, text: string, path: Path, key: string, where: string]>([
  ["a key of the document", "version: 1\nname: ridge\n", [], "name", "2:1"],
  ["a key of an item", "zones:\n  - name: a\n    state: b\n", ["zones", 0], "state", "3:5"],
  ["the first key of an item", "zones:\n  - name: a\n", ["zones", 0], "name", "2:5"],
  ["a key of a flow mapping", "feeds: { A: ut-a, B: ut-b }\n", ["feeds"], "B", "1:19"],
  ["a quoted key, its quote included", 'a: 1\n"b c": 2\n', [], "b c", "2:1"],
  ["a key after CRLF line breaks", "a: 1\r\n\r\nb: 2\r\n", [], "b", "3:1"],
  ["a key that is not ASCII", "a: é\nü: 2\n", [], "ü", "2:1"],
  ["a key without a value", "a: 1\nb:\n", [], "b", "2:1"],
  ["a key that is not there at its mapping", "a:\n  b: 1\n", ["a"], "c", "2:3"],
  ["a key named as a method of every object", "a: 1\nconstructor: 2\n", [], "constructor", "2:1"],
])("%s is located as a key", (_, text, path, key, where) => {
  expect(parsed(text).locateKey(path, key)).toBe(`a.yaml:${where}`);
});

const scalar = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "",
    " ",
    "~",
    "null",
    "- a",
    "a: b",
    "# no",
    "{",
    "'",
    '"',
    "one\ntwo\n",
    "\ttab",
    "yes",
    "1e3",
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);

const { content } = fc.letrec<{ content: unknown }>((tie) => ({
  content: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    scalar,
    fc.array(tie("content"), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie("content"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const styles = fc.record({
  flowLevel: fc.integer({ min: -1, max: 4 }),
  lineWidth: fc.constantFrom(20, 80, 120),
  indent: fc.integer({ min: 2, max: 5 }),
  lineBreak: fc.constantFrom("\n", "\r\n"),
});

/** The key path of everything inside a value. */
function* pathsIn(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  const inside = typeof value === "object" && value !== null ? Object.entries(value) : [];
  for (const [key, item] of inside) yield* pathsIn(item, [...path, Array.isArray(value) ? Number(key) : key]);
}

test("Every path of any document that is written as YAML is located inside the text", () => {
  fc.assert(
    fc.property(content, styles, (value, { lineBreak, ...options }) => {
      const text = dump(value, { noRefs: true, ...options }).replaceAll("\n", lineBreak);
      const document = YamlDocument.parse("a.yaml", text);
      if ("problem" in document) {
        // Only `null` is no document.
        expect([document.problem.message, value]).toEqual(["is empty: expected a document", null]);
        return;
      }
      const lines = text.split(/\r\n|\n|\r/);
      for (const path of pathsIn(document.content)) {
        const where = document.locate(path);
        const [, line = 0, column = 0] = (/^a\.yaml:(\d+):(\d+)$/.exec(where) ?? []).map(Number);
        expect(line, where).toBeGreaterThanOrEqual(1);
        expect(line, where).toBeLessThanOrEqual(lines.length);
        expect(column, where).toBeGreaterThanOrEqual(1);
        expect(column, where).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
      }
    }),
    { numRuns: 500 },
  );
});

test("What stands at the place of a number is that number", () => {
  const numbers = fc.letrec<{ content: unknown }>((tie) => ({
    content: fc.oneof(
      { maxDepth: 5 },
      fc.nat(),
      fc.array(tie("content"), { minLength: 1, maxLength: 4 }),
      fc.dictionary(fc.string({ unit: "grapheme", minLength: 1 }), tie("content"), {
        minKeys: 1,
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  })).content;
  fc.assert(
    fc.property(numbers, styles, (value, { lineBreak, ...options }) => {
      const text = dump(value, { noRefs: true, ...options }).replaceAll("\n", lineBreak);
      const document = parsed(text);
      for (const path of pathsIn(document.content)) {
        const found = path.reduce<unknown>(
          (at, step) => (at as Record<string | number, unknown>)[step],
          document.content,
        );
        if (typeof found !== "number") continue;
        expect(textAt(text, document.locate(path))).toMatch(new RegExp(`^${found}(?!\\d)`));
      }
    }),
    { numRuns: 300 },
  );
});
