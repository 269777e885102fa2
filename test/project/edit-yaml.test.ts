import fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { withItem, withoutKey, withRenamedKey, withValue } from "../../project/edit-yaml.ts";

const text = `# head
template: { name: a, version: 1.0.0 } # which
answers:
  # the name
  name: ridge # of it
  halls:
    - name: h1
      load: 3 MW # c

    # second
    - { name: h2 }
  last: [a, b]

# tail
`;

/** The lines of a text that another one does not have. */
function fresh(edited: string): string[] {
  const before = text.split("\n");
  return edited.split("\n").filter((line) => !before.includes(line));
}

test("An entry is added to a list in the style in which the list is written", () => {
  expect(fresh(withItem(text, ["answers", "halls"], { name: "h3" }))).toEqual(["    - name: h3"]);
  expect(fresh(withItem(text, ["answers", "last"], "c"))).toEqual(["  last: [a, b, c]"]);
});

test("A list that is not there yet is made, with what is around it", () => {
  const edited = withItem(text, ["overrides", "zones"], { name: "h3" });
  expect(fresh(edited)).toEqual(["overrides:", "  zones:", "    - name: h3"]);
  expect(parse(edited)).toMatchObject({ overrides: { zones: [{ name: "h3" }] } });
  expect(parse(withItem("zones:\n", ["zones"], 1))).toEqual({ zones: [1] });
  expect(parse(withItem("a: 1\nzones: []\n", ["zones"], 1))).toEqual({ a: 1, zones: [1] });
});

test("A value is replaced where it stands, and the comment beside it stays", () => {
  expect(fresh(withValue(text, ["answers", "name"], "crest"))).toEqual(["  name: crest # of it"]);
  expect(fresh(withValue(text, ["template", "version"], "2.0.0"))).toEqual([
    "template: { name: a, version: 2.0.0 } # which",
  ]);
});

test("A key gets another name and keeps its place, its value and its comments", () => {
  expect(fresh(withRenamedKey(text, ["answers", "name"], "title"))).toEqual(["  title: ridge # of it"]);
});

test("A key goes with the comment that told of it, and with nothing else", () => {
  expect(withoutKey(text, ["answers", "name"])).toBe(
    text.replace("  # the name\n  name: ridge # of it\n", ""),
  );
  expect(withoutKey(text, ["template", "name"])).toBe(text.replace("name: a, ", ""));
  expect(withoutKey(text, ["template", "version"])).toBe(text.replace(", version: 1.0.0", ""));
});

test("Whatever is edited, the text reads back as the edited value", () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.oneof(fc.string(), fc.integer()), { maxKeys: 3 }),
  );
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  const content = fc.dictionary(key, fc.dictionary(key, value, { minKeys: 1, maxKeys: 3 }), {
    minKeys: 1,
    maxKeys: 3,
  });
  fc.assert(
    fc.property(content, key, key, value, fc.boolean(), (before, outer, inner, given, isFlow) => {
      const written = stringify(before, { lineWidth: 0, collectionStyle: isFlow ? "flow" : "any" });
      const expected = { ...before, [outer]: { ...before[outer], [inner]: given } };
      expect(parse(withValue(written, [outer, inner], given))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});
