import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareResults } from "../../review/compare.ts";
import { readResult } from "../../review/result/read-result.ts";
import { noResult } from "../../review/result/result.ts";
import type { Review } from "../../review/review.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { object, resultOf, stackOf } from "./results.ts";
import { synthesized } from "./synthesized.ts";

const label = fc.constantFrom("a", "b", "c");
const content = fc.oneof(
  fc.constantFrom("one", "two", "line\nline\n", "line\nother\n"),
  fc.array(fc.record({ name: label, value: label }), { maxLength: 3 }),
  fc.array(fc.record({ value: label }), { maxLength: 3 }),
  fc.record({ depth: fc.array(label, { maxLength: 2 }) }),
);
const anyObject = fc
  .record({
    kind: fc.constantFrom("ConfigMap", "Secret", "Widget", "Service"),
    name: label,
    field: fc.constantFrom("data", "spec", "extra"),
    content,
    owned: fc.constantFrom({}, { "busbar.dev/tenant": "a" }, { "busbar.dev/zone": "b" }),
  })
  .map(({ kind, name, field, content: value, owned }) =>
    object("v1", kind, name, { namespace: "work", labels: owned, [field]: value }),
  );
const side = fc.uniqueArray(anyObject, {
  maxLength: 6,
  selector: ({ kind, metadata }) => `${kind} ${metadata.name}`,
});

test("A result compared with itself says nothing", () => {
  fc.assert(
    fc.property(side, (objects) => {
      const review = compareResults(
        resultOf("base", stackOf("stack", objects)),
        resultOf("head", stackOf("stack", objects)),
      );
      expect(review.outcome).toBe("nothing");
      expect(review.resources.groups).toEqual([]);
    }),
  );
});

test("Every object that differs appears, and no other", () => {
  fc.assert(
    fc.property(side, side, (before, after) => {
      const review = compareResults(
        resultOf("base", stackOf("stack", before)),
        resultOf("head", stackOf("stack", after)),
      );
      const told = changesOf(review).map(({ object: changed }) => `${changed?.kind} ${changed?.name}`);
      const texts = (objects: typeof before) =>
        new Map(objects.map((each) => [`${each.kind} ${each.metadata.name}`, JSON.stringify(each)]));
      const [was, is] = [texts(before), texts(after)];
      const differ = [...new Set([...was.keys(), ...is.keys()])].filter(
        (key) => was.get(key) !== is.get(key),
      );
      expect(told.sort()).toEqual(differ.sort());
      expect(changesOf(review).every(({ attributes }) => attributes.length > 0)).toBe(true);
    }),
  );
});

test("The review of the way back is the review of the way there, turned round", () => {
  const opposite = {
    created: "destroyed",
    destroyed: "created",
    opened: "closed",
    closed: "opened",
  } as const;
  const turned = (word: string) => opposite[word as keyof typeof opposite] ?? word;
  fc.assert(
    fc.property(side, side, (before, after) => {
      const [base, head] = [resultOf("x", stackOf("stack", before)), resultOf("x", stackOf("stack", after))];
      const [there, back] = [compareResults(base, head), compareResults(head, base)];
      const fates = (review: Review, turn: (word: string) => string) =>
        changesOf(review)
          .map(({ fate, object: of }) => `${turn(fate)} ${of?.kind} ${of?.name}`)
          .sort();
      expect(fates(back, turned)).toEqual(fates(there, String));
      const paths = (review: Review, turn: (word: string) => string) =>
        review.network.paths.map(({ change, path }) => `${turn(change)} ${path}`).sort();
      expect(paths(back, turned)).toEqual(paths(there, String));
    }),
  );
});

function changesOf({ resources }: Review) {
  return resources.groups.flatMap(({ changes }) => changes);
}

test("What a Secret holds is in no review, whatever becomes of it", () => {
  const secret = (value: string) =>
    object("v1", "Secret", "pool", {
      namespace: "work",
      type: "Opaque",
      data: { password: value },
      stringData: { note: value },
    });
  const with_ = (value: string) => resultOf("x", stackOf("stack", [secret(value)]));
  for (const [base, head] of [
    [with_("c2VjcmV0LTE"), with_("c2VjcmV0LTI")],
    [noResult("base"), with_("c2VjcmV0LTE")],
    [with_("c2VjcmV0LTE"), noResult("head")],
  ] as const) {
    const written = JSON.stringify(compareResults(base, head));
    expect(written).not.toContain("c2VjcmV0");
    expect(written).toContain("password");
  }
});

test("An example compared with itself says nothing, and from nothing creates all of it", () => {
  const folder = synthesized("prince-george");
  const [base, head] = [readResult(folder, "base"), readResult(folder, "head")];
  expect(compareResults(base, head).outcome).toBe("nothing");
  const created = compareResults(noResult("nothing"), head);
  const objects = [...head.stacks.values()].reduce((count, stack) => count + stack.objects.size, 0);
  expect(created.resources.counts).toMatchObject({ created: objects, destroyed: 0, updated: 0 });
  const destroyed = compareResults(head, noResult("nothing"));
  expect(destroyed.resources.counts).toMatchObject({ created: 0, destroyed: objects });
  expect(destroyed.losses.length).toBeGreaterThan(0);
});

test("A line of any manifest of an example that is taken out or altered is told", () => {
  const source = synthesized("prince-george");
  const base = readResult(source, "base");
  const folder = join(temporaryFolder(), "head");
  cpSync(source, folder, { recursive: true });
  const file = join(folder, "manifests/platform/site.yaml");
  const text = readFileSync(file, "utf8");
  const numbered = text.split("\n").flatMap((line, index) => (/: [\w.-]*[a-z]$/.test(line) ? [index] : []));
  fc.assert(
    fc.property(fc.constantFrom(...numbered), (index) => {
      const lines = text.split("\n");
      lines[index] = `${lines[index]}x`;
      writeFileSync(file, lines.join("\n"));
      expect(compareResults(base, readResult(folder, "head")).outcome).not.toBe("nothing");
    }),
    { numRuns: 40 },
  );
  expect(readdirSync(folder)).toContain("manifest.json");
});
