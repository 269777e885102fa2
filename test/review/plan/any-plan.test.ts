import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlannedStack } from "../../../review/plan/planned-stack.ts";
import { readPlan } from "../../../review/plan/read-plan.ts";
import { pairRenamed } from "../../../review/resources/renamed.ts";
import { Refusal } from "../../../site/problem.ts";
import { planText } from "./fixture.ts";

const fixtures = readdirSync(fileURLToPath(new URL("fixtures", import.meta.url)))
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(/\.json$/, ""));

/** Whatever a file holds, it is read or refused. */
function readOrRefused(text: string): PlannedStack | undefined {
  try {
    const plan = readPlan(text, "any.json");
    pairRenamed(plan.changes);
    JSON.stringify(plan);
    return plan;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Words that mean something in a plan or to JavaScript, so that what is put in by chance meets code that looks for it. */
const words = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "length",
    "data",
    "metadata",
    "manifest",
    "object",
    "labels",
    "no-op",
    "delete",
    "create",
    "replace_because_cannot_update",
    "kubernetes_manifest",
    "kubernetes_secret_v1",
    "1.2",
  ),
  fc.string({ maxLength: 8 }),
);

const anything = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(true, false, null, [], {}, "", 0, -1, 1e308) },
  words,
  fc.array(words, { maxLength: 4 }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(words, fc.jsonValue({ maxDepth: 2 })),
);

const mutation = fc.record({
  /** Which of all places, counted through. */
  place: fc.nat(),
  how: fc.constantFrom("set", "delete", "insert", "repeat"),
  key: words,
  value: anything,
});

type Mutation = { place: number; how: string; key: string; value: unknown };
type Container = unknown[] | Record<string, unknown>;

function containers(value: unknown, found: Container[] = []): Container[] {
  if (typeof value !== "object" || value === null) return found;
  found.push(value as Container);
  for (const inner of Object.values(value)) containers(inner, found);
  return found;
}

function mutate(plan: unknown, { place, how, key, value }: Mutation): void {
  const all = containers(plan);
  const at = all[place % all.length];
  if (at === undefined) return;
  const keys = Object.keys(at);
  const chosen = how === "insert" ? key : (keys[place % Math.max(1, keys.length)] ?? key);
  if (how === "delete") {
    Reflect.deleteProperty(at, chosen);
  } else if (how === "repeat" && Array.isArray(at)) {
    for (let times = 0; times < 50; times += 1) at.push(structuredClone(at[0]));
  } else {
    // As JSON.parse does: a key of the file, whatever it means elsewhere.
    Object.defineProperty(at, Array.isArray(at) ? at.length : chosen, {
      value: structuredClone(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
}

/** Whether the file says, as plainly as it can, that something is done to a resource. */
function saysAChange(plan: unknown): boolean {
  const changes: unknown = (plan as { resource_changes?: unknown }).resource_changes;
  if (!Array.isArray(changes)) return false;
  return changes.some((each) => {
    const actions: unknown = each?.change?.actions;
    return Array.isArray(actions) && actions.some((action) => action !== "no-op" && action !== "read");
  });
}

test("Whatever JSON a file holds, it is read or refused", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      readOrRefused(JSON.stringify(value));
      readOrRefused(JSON.stringify({ format_version: "1.2", planned_values: {}, resource_changes: value }));
    }),
    { numRuns: 500 },
  );
});

test("Whatever text a file holds, it is refused", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(readOrRefused(text)).toBeUndefined();
    }),
  );
});

test("A plan in which anything was changed is refused, or tells the changes that are in it", () => {
  let told = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...fixtures),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      (name, mutations) => {
        const plan: unknown = JSON.parse(planText(name));
        for (const each of mutations) mutate(plan, each);
        const read = readOrRefused(JSON.stringify(plan));
        if (read === undefined || !saysAChange(plan)) return;
        told += 1;
        expect(read.changes.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 1500 },
  );
  // Most mutations leave a plan that can be read; were all refused, nothing would have been tried.
  expect(told).toBeGreaterThan(250);
});

test("No mask that is put anywhere shows what it covers", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (before, after) => {
      const marked = (value: unknown) => ({ open: value, hidden: ["the-secret-value", value] });
      const plan = {
        format_version: "1.2",
        planned_values: {},
        resource_changes: [
          {
            address: "x.y",
            mode: "managed",
            type: "terraform_data",
            name: "y",
            change: {
              actions: ["update"],
              before: marked(before),
              after: marked(after),
              before_sensitive: { hidden: true },
              after_sensitive: {},
            },
          },
        ],
      };
      expect(JSON.stringify(readPlan(JSON.stringify(plan), "x.json"))).not.toContain("the-secret-value");
    }),
  );
});

test("Large and wide plans are read in one go", () => {
  const wide = (size: number) =>
    Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, index]));
  const change = (address: string, before: unknown, after: unknown) => ({
    address,
    mode: "managed",
    type: "terraform_data",
    name: address,
    change: {
      actions: ["update"],
      before,
      after,
      after_unknown: {},
      before_sensitive: {},
      after_sensitive: {},
    },
  });
  let nested: unknown = "inner";
  for (let depth = 0; depth < 150; depth += 1) nested = [nested];
  const plan = {
    format_version: "1.2",
    planned_values: {},
    resource_changes: [
      ...Array.from({ length: 5_000 }, (_, index) => change(`x.y${index}`, { a: 1 }, { a: 2 })),
      change("x.wide", wide(50_000), wide(49_999)),
      change("x.list", { l: Array.from({ length: 50_000 }, () => ({ a: 1 })) }, { l: [{ a: 1 }] }),
      change("x.deep", nested, [nested]),
      change("x.text", { t: "a".repeat(1_000_000) }, { t: `${"a".repeat(1_000_000)}b` }),
    ],
  };
  const read = readOrRefused(JSON.stringify(plan));
  expect(read?.changes).toHaveLength(5_004);
  const text = read?.changes.at(-1)?.attributes[0];
  expect(text?.before).not.toEqual(text?.after);
  expect(JSON.stringify(text).length).toBeLessThan(5_000);
});
