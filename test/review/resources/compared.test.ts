import { expect, test } from "vitest";
import type { PlainObject } from "../../../constructs/kubernetes/index.ts";
import { compareResults } from "../../../review/compare.ts";
import type { PlannedStack } from "../../../review/plan/planned-stack.ts";
import { differences } from "../../../review/resources/differences.ts";
import { object, resultOf, type StackOptions, stackOf } from "../results.ts";

function review(
  before: readonly PlainObject[],
  after: readonly PlainObject[],
  options: { readonly base?: StackOptions; readonly head?: StackOptions } = {},
) {
  return compareResults(
    resultOf("base", stackOf("stack", before, options.base)),
    resultOf("head", stackOf("stack", after, options.head)),
  );
}

function changes(...of: Parameters<typeof review>) {
  return review(...of).resources.groups.flatMap((group) => group.changes);
}

const shown = (json: unknown) => ({ is: "value", json: JSON.stringify(json) });
const plain = (before: unknown, after: unknown) => differences(before, after, () => false);

test("A field that differs is told by its path, with both values", () => {
  expect(plain({ spec: { replicas: 2, x: 1 } }, { spec: { replicas: 3, x: 1 } })).toEqual([
    { path: "spec.replicas", before: shown(2), after: shown(3) },
  ]);
  expect(plain({ "a/b": 1 }, {})).toEqual([{ path: '["a/b"]', before: shown(1), after: { is: "absent" } }]);
});

test("Elements of lists are matched by their names, and by what they hold where they have none", () => {
  const container = (name: string, image: string) => ({ name, image });
  expect(
    plain(
      [container("a", "1"), container("b", "1")],
      [container("new", "1"), container("a", "1"), container("b", "2")],
    ),
  ).toEqual([
    { path: '["b"].image', before: shown("1"), after: shown("2") },
    { path: '["new"]', before: { is: "absent" }, after: shown(container("new", "1")) },
  ]);
  const rule = (verb: string) => ({ verbs: [verb] });
  expect(plain([rule("get"), rule("list")], [rule("create"), rule("get"), rule("list")])).toEqual([
    { path: "[0]", before: { is: "absent" }, after: shown(rule("create")) },
  ]);
  expect(plain([rule("get"), rule("list")], [rule("get"), rule("watch")])).toEqual([
    { path: "[1].verbs", before: shown(["list"]), after: shown(["watch"]) },
  ]);
});

test("Named elements in another order are a change, since order is what some lists are for", () => {
  const [a, b] = [{ name: "a" }, { name: "b" }];
  expect(plain({ list: [a, b] }, { list: [b, a] })).toEqual([
    { path: "list", before: shown(["a", "b"]), after: shown(["b", "a"]) },
  ]);
});

test("Texts differ by lines", () => {
  const text = (line: string) => ({ data: { "plan.yaml": `a\nb\n${line}\nd\n` } });
  expect(plain(text("c"), text("x"))).toEqual([
    { path: 'data["plan.yaml"] line 3', before: shown("c\n"), after: shown("x\n") },
  ]);
});

test("A long value is cut, and a character is not cut through", () => {
  const [found] = plain({ a: 1 }, { a: "😀".repeat(3000) });
  expect(found?.after.is === "value" && found.after.json.length).toBeLessThanOrEqual(2_000);
  expect(found?.after.is === "value" && /\p{Surrogate}/u.test(found.after.json)).toBe(false);
});

test("What the API server refuses to change in place is a replacement, for that reason", () => {
  const priority = (value: number) => object("scheduling.k8s.io/v1", "PriorityClass", "firm", { value });
  expect(changes([priority(1)], [priority(2)])).toMatchObject([
    {
      fate: "replaced",
      reasons: ["value cannot be changed in place"],
      attributes: [{ path: "value", replaces: true }],
    },
  ]);
});

test("A flavor's nodes can be changed until it names a topology", () => {
  const flavor = (tenant: string, topologyName?: string) =>
    object("kueue.x-k8s.io/v1beta2", "ResourceFlavor", "flavor", {
      spec: { nodeLabels: { tenant }, ...(topologyName !== undefined && { topologyName }) },
    });
  expect(changes([flavor("a")], [flavor("b")])).toMatchObject([{ fate: "updated" }]);
  expect(changes([flavor("a", "racks")], [flavor("b", "racks")])).toMatchObject([{ fate: "replaced" }]);
});

const map = object("v1", "ConfigMap", "record", {
  namespace: "work",
  labels: { "busbar.dev/tenant": "a" },
  data: { x: "1" },
});
const old = { base: { named: { record: "old_1" } }, head: { named: { record: "new_2" } } };

test("An object at another address is renamed, and the review says how to keep it", () => {
  expect(changes([map], [map], old)).toMatchObject([
    {
      fate: "renamed",
      address: "kubernetes_manifest.new_2",
      was: "kubernetes_manifest.old_1",
      tenant: "a",
      attributes: [],
      fix: expect.stringContaining('moveFromId("kubernetes_manifest.old_1")'),
    },
  ]);
  expect(review([map], [map], old).losses).toMatchObject([{ fate: "replaced", whose: "tenant a" }]);
});

test("An object that is moved is no loss", () => {
  const moved = [{ from: "kubernetes_manifest.old_1", to: "kubernetes_manifest.new_2" }];
  const options = { base: old.base, head: { ...old.head, beside: { moved } } };
  expect(changes([map], [map], options)).toMatchObject([{ fate: "moved", was: "kubernetes_manifest.old_1" }]);
  expect(review([map], [map], options).losses).toEqual([]);
});

test("What is imported is no creation, and what is let go of is not destroyed", () => {
  const to = "kubernetes_manifest.ConfigMap_work_record";
  expect(changes([], [map], { head: { beside: { import: [{ to, id: "x" }] } } })).toMatchObject([
    { fate: "imported" },
  ]);
  const removed = [{ from: to, lifecycle: [{ destroy: false }] }];
  expect(changes([map], [], { head: { beside: { removed } } })).toMatchObject([{ fate: "forgotten" }]);
});

test("Resources that are no objects, and what Terraform alone knows, are told as well", () => {
  const data = (input: string) => ({ terraform_data: { marker: { input, token: input } } });
  const found = changes([map], [map], { base: { resources: data("a") }, head: { resources: data("b") } });
  expect(found).toEqual([
    expect.objectContaining({
      address: "terraform_data.marker",
      fate: "updated",
      attributes: [
        { path: "input", before: shown("a"), after: shown("b") },
        { path: "token", before: { is: "sensitive" }, after: { is: "sensitive" } },
      ],
    }),
  ]);
});

test("A stack that talks to another cluster, or keeps its state elsewhere, loses what it deployed", () => {
  const beside = (context: string, path: string) => ({
    provider: { kubernetes: [{ config_context: context, token: context }] },
    terraform: { backend: { local: { path } } },
  });
  const found = review([map], [map], {
    base: { beside: beside("one", "a.tfstate") },
    head: { beside: beside("other", "b.tfstate") },
  });
  expect(found.losses.map(({ fate, what }) => `${fate} ${what}`)).toEqual([
    "forgotten cluster of stack stack",
    "forgotten state of stack stack",
  ]);
  expect(found.resources.groups.map(({ kind, fate }) => `${kind} ${fate}`)).toEqual([
    "provider updated",
    "terraform updated",
  ]);
  expect(found.outcome).toBe("changes");
});

test("The same object in another cluster is another object", () => {
  const cluster = (context: string) => ({
    beside: { provider: { kubernetes: [{ config_context: context }] } },
  });
  const base = resultOf("base", stackOf("one", [map], cluster("a")), stackOf("two", [], cluster("b")));
  const head = resultOf("head", stackOf("one", [], cluster("a")), stackOf("two", [map], cluster("b")));
  const { losses } = compareResults(base, head);
  expect(losses).toHaveLength(1);
  expect(losses[0]?.fix ?? "").not.toContain("The same object");
});

test("A value that only Terraform knows is counted as not understood", () => {
  const data = (input: string) => ({ terraform_data: { marker: { input } } });
  const resources = {
    base: { resources: data("a") },
    head: { resources: data("$".concat("{terraform_data.x.id}")) },
  };
  expect(review([], [], resources).notUnderstood).toMatchObject([
    { count: 1, examples: ["stack: terraform_data.marker"] },
  ]);
});

test("An output is told by its name, and never by its value", () => {
  const output = (value: string) => ({ beside: { output: { key: { value, sensitive: true } } } });
  const found = review([], [], { base: output("first-value"), head: output("other-value") });
  expect(found.resources.outputs).toEqual([{ stack: "stack", name: "key", fate: "updated" }]);
  expect(JSON.stringify(found)).not.toMatch(/first-value|other-value/);
});

test("Of a stack with a plan, what Terraform says takes the place of the comparison", () => {
  const other = object("v1", "ConfigMap", "other", { namespace: "work", data: { x: "1" } });
  const plan: PlannedStack = {
    name: "plan.json",
    stack: "planned",
    changes: [
      {
        stack: "planned",
        address: "terraform_data.marker",
        type: "terraform_data",
        fate: "destroyed",
        from: "plan",
        reasons: ["nothing declares it any more"],
        attributes: [],
      },
    ],
    drift: [],
    outputs: [{ name: "key", fate: "updated" }],
    reads: 0,
    notUnderstood: [{ what: "resources whose actions are not known", count: 2, examples: ["a"] }],
    planned: [],
    resources: [],
  };
  const side = (label: string, objects: readonly PlainObject[]) =>
    resultOf(label, stackOf("compared", objects), stackOf("planned", objects));
  const found = compareResults(side("base", [map]), side("head", [map, other]), [plan]);
  expect(found.resources.groups.map(({ stack, kind, fate }) => `${stack} ${kind} ${fate}`)).toEqual([
    "compared ConfigMap created",
    "planned terraform_data destroyed",
  ]);
  expect(found.resources.planned).toEqual(["planned"]);
  expect(found.resources.outputs).toEqual([{ stack: "planned", name: "key", fate: "updated" }]);
  expect(found.losses).toMatchObject([
    { what: "terraform_data.marker", reasons: ["nothing declares it any more"] },
  ]);
  expect(found.notUnderstood).toEqual(plan.notUnderstood);
});
