import { expect } from "vitest";
import { applyStacks } from "../../cluster/apply/apply.ts";
import type { DeclaredStack } from "../../cluster/declared.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import type { ObjectFinding } from "../../cluster/verify/findings.ts";
import { type VerifyOptions, verifyStacks } from "../../cluster/verify/verify.ts";
import { nodeTenantKey } from "../../constructs/identity.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { configMapOf, deploymentOf, namespaceOf, reference, stackOf } from "../support/declared.ts";

const test = controlPlaneForFile();

test("What was just applied is as declared", async (plane) => {
  const live = connect(plane);
  const stacks = [stackOf("clean", "a", [namespaceOf("clean"), deploymentOf("clean", "proxy", 0)])];
  await apply(live, "clean", stacks);
  const { findings, stacks: counts } = await verify(live, "clean", stacks);
  expect(findings).toEqual([]);
  expect(counts).toEqual([{ name: "a", cluster: "clean", objects: 2, missing: 0, differing: 0 }]);
});

test("What is missing, of a kind that is not served, changed, or declared by nobody is told apart", async (plane) => {
  const live = connect(plane);
  const queue = { apiVersion: "example.com/v1", kind: "Queue", metadata: { name: "one" } };
  const zone = (name: string) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name,
      namespace: "drift",
      labels: { "busbar.dev/zone": "west", "busbar.dev/tenant": "acme" },
    },
    data: { key: "value" },
  });
  const objects = [namespaceOf("drift"), zone("kept"), zone("edited"), zone("removed")];
  await apply(live, "drift", [stackOf("drift", "a", [...objects, zone("extra")])]);
  await live.remove(configMap("drift", "removed"));
  await live.apply({ ...configMap("drift", "edited"), data: { key: "other", theirs: "too" } } as never, {
    fieldManager: "kubectl",
    force: true,
  });
  const { findings, stacks } = await verify(live, "drift", [
    stackOf("drift", "a", objects),
    stackOf("drift", "b", [queue]),
  ]);
  expect(lines(findings)).toEqual([
    'a acme west differs ConfigMap edited data.key: "other" for "value" by kubectl',
    "a acme west missing ConfigMap removed",
    "b - - kind-not-served Queue one",
    "- acme west extra ConfigMap extra",
  ]);
  expect(stacks).toMatchObject([
    { name: "a", objects: 4, missing: 1, differing: 1 },
    { name: "b", objects: 1, missing: 1, differing: 0 },
  ]);
});

test("An object that lost the labels by which it is found is not missing: its labels are", async (plane) => {
  const live = connect(plane);
  const stacks = [stackOf("bare", "a", [namespaceOf("bare"), configMapOf("bare", "record")])];
  await apply(live, "bare", stacks);
  await patch(live, "/api/v1/namespaces/bare/configmaps/record", {
    metadata: { labels: { "app.kubernetes.io/managed-by": null, "busbar.dev/site": "theirs" } },
  });
  const { findings } = await verify(live, "bare", stacks);
  expect(lines(findings)).toEqual([
    'a - - differs ConfigMap record metadata.labels["app.kubernetes.io/managed-by"]: nothing for "busbar" by ',
    'a - - differs ConfigMap record metadata.labels["busbar.dev/site"]: "theirs" for "bare" by kubectl-edit',
  ]);
});

test("An object that is being deleted is said to be", async (plane) => {
  const live = connect(plane);
  const stacks = [stackOf("ending", "a", [namespaceOf("ending"), configMapOf("ending", "held")])];
  await apply(live, "ending", stacks);
  await patch(live, "/api/v1/namespaces/ending/configmaps/held", {
    metadata: { finalizers: ["example.com/hold"] },
  });
  await live.remove(configMap("ending", "held"));
  expect(lines((await verify(live, "ending", stacks)).findings)).toEqual([
    "a - - being-deleted ConfigMap held",
  ]);
});

test("What was declared and applied, and is declared no more, is found in the object that stays", async (plane) => {
  const live = connect(plane);
  const of = (data: Record<string, string>) => [
    stackOf("less", "a", [namespaceOf("less"), configMapOf("less", "record", data)]),
  ];
  await apply(live, "less", of({ kept: "1", dropped: "2" }));
  expect(lines((await verify(live, "less", of({ kept: "1" }))).findings)).toEqual([
    'a - - differs ConfigMap record data.dropped: "2" for nothing by busbar',
  ]);
});

test("Lists are read to their last page", async (plane) => {
  const live = connect(plane);
  const records = Array.from({ length: 40 }, (_, index) => configMapOf("pages", `record-${index}`));
  await apply(live, "pages", [stackOf("pages", "a", [namespaceOf("pages"), ...records])]);
  const declared = [stackOf("pages", "a", [namespaceOf("pages"), ...records.slice(0, 30)])];
  const small = await verify(live, "pages", declared, { pageSize: 3 });
  expect(small.findings.map(({ kind }) => kind)).toEqual(Array(10).fill("extra"));
  expect(small).toEqual(await verify(live, "pages", declared));
});

test("Some stacks alone tell nothing of what no stack declares", async (plane) => {
  const live = connect(plane);
  const [a, b] = ["a", "b"].map((name) => stackOf("some", name, [namespaceOf(`some-${name}`)])) as [
    DeclaredStack,
    DeclaredStack,
  ];
  await apply(live, "some", [a, b, stackOf("some", "c", [namespaceOf("some-c")])]);
  expect((await verify(live, "some", [a, b], { stacks: ["a"] })).findings).toEqual([]);
  expect(lines((await verify(live, "some", [a, b])).findings)).toEqual(["- - - extra Namespace some-c"]);
});

test("Nodes that are missing, or another tenant's, are found in the cluster that is to have them", async (plane) => {
  const live = connect(plane);
  const stacks = [stackOf("nodes", "a", [namespaceOf("nodes")])];
  await apply(live, "nodes", stacks);
  await live.create({
    ...reference("v1", "Node", "rack-1"),
    metadata: { name: "rack-1", labels: { [nodeTenantKey]: "other" } },
  } as never);
  const node = (name: string, cluster: string) => ({
    ...{ name, cluster, tenant: "acme", labels: { [nodeTenantKey]: "acme" }, taints: [] },
    shape: {} as never,
  });
  const nodes = [node("rack-1", "nodes"), node("rack-2", "nodes"), node("rack-3", "elsewhere")];
  const result = await verify(live, "nodes", stacks, { nodes });
  expect(result.nodes.map(({ node, kind }) => [node, kind])).toEqual([
    ["rack-1", "wrong-tenant"],
    ["rack-2", "missing"],
  ]);
});

function apply(live: LiveCluster, site: string, stacks: readonly DeclaredStack[]) {
  return applyStacks(stacks, { site, connect: () => live });
}

function verify(
  live: LiveCluster,
  site: string,
  stacks: readonly DeclaredStack[],
  options: Partial<VerifyOptions> = {},
) {
  return verifyStacks(stacks, { site, connect: () => live, ...options });
}

function configMap(namespace: string, name: string) {
  return reference("v1", "ConfigMap", name, namespace);
}

function patch(live: LiveCluster, path: string, body: object) {
  const query = { fieldManager: "kubectl-edit" };
  return live.request("PATCH", path, { query, body, contentType: "application/merge-patch+json" });
}

function lines(findings: readonly ObjectFinding[]): string[] {
  return findings.map((finding) => {
    const { stack = "-", tenant = "-", zone = "-", kind, object } = finding;
    const what = `${stack} ${tenant} ${zone} ${kind} ${object.kind} ${object.metadata.name}`;
    if (finding.kind !== "differs") return what;
    const { field, found, declared, owners } = finding;
    const shown = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));
    return `${what} ${field}: ${shown(found)} for ${shown(declared)} by ${owners.join(",")}`;
  });
}
