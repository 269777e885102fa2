import { expect } from "vitest";
import { type ApplyOptions, type ApplyResult, applyStacks } from "../../cluster/apply/apply.ts";
import { dryRun, type Planned } from "../../cluster/apply/dry-run.ts";
import { seen } from "../../cluster/apply/fingerprint.ts";
import type { DeclaredStack } from "../../cluster/declared.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import { objectKey } from "../../cluster/live/object-key.ts";
import { identityLabels } from "../../constructs/identity.ts";
import { Refusal } from "../../site/problem.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { configMapOf, deploymentOf, namespaceOf, reference, stackOf } from "../support/declared.ts";

const test = controlPlaneForFile();

test("What is declared is created, in namespaces of its own, and then left alone", async (plane) => {
  const live = connect(plane);
  const stacks = [
    stackOf("first", "platform", [configMapOf("first", "record"), namespaceOf("first")]),
    stackOf("first", "proxies", [deploymentOf("first", "proxy")]),
  ];
  expect(outcomes(await apply(live, stacks))).toEqual(["created", "created", "created"]);
  expect(outcomes(await apply(live, stacks))).toEqual(["unchanged", "unchanged", "unchanged"]);
});

test("What a controller writes between the look and the dry-run is no change of ours", async (plane) => {
  const live = connect(plane);
  const key = configMap("between", "shared");
  await apply(live, [stackOf("between", "a", [namespaceOf("between"), configMapOf("between", "shared")])]);
  const looked = await live.get(key);
  if (looked === undefined) throw new Error("it was not created");
  const annotated = { ...key, metadata: { ...key.metadata, annotations: { revision: "1" } } };
  await live.apply(annotated, { fieldManager: "controller" });

  const before = new Map([[objectKey(looked), seen(looked)]]);
  for (const [value, outcome] of [
    ["value", "unchanged"],
    ["other", "changed"],
  ]) {
    const { objects } = stackOf("between", "a", [configMapOf("between", "shared", { key: value ?? "" })]);
    const planned = objects.map((object): Planned => ({ stack: "a", object }));
    expect(await dryRun(live, planned, before, false)).toEqual([]);
    expect(planned.map((item) => item.outcome)).toEqual([outcome]);
  }
});

test("A dry-run says what would change, and writes nothing", async (plane) => {
  const live = connect(plane);
  await apply(live, [stackOf("dry", "a", [namespaceOf("dry"), configMapOf("dry", "old")])]);
  const next = [
    stackOf("dry", "a", [
      namespaceOf("dry"),
      configMapOf("dry", "old", { key: "changed" }),
      configMapOf("dry", "new"),
      namespaceOf("dry-later"),
      configMapOf("dry-later", "unseen"),
    ]),
  ];
  const result = await apply(live, next, { dryRun: true });
  expect(outcomes(result)).toEqual(["unchanged", "changed", "created", "created", "created"]);
  expect((await live.get(configMap("dry", "old")))?.["data"]).toEqual({ key: "value" });
  expect(await live.get(configMap("dry", "new"))).toBeUndefined();
  expect(await live.get(reference("v1", "Namespace", "dry-later"))).toBeUndefined();
});

test("Nothing is written where one object is refused, and everything that is refused is said", async (plane) => {
  const live = connect(plane);
  await live.create(reference("v1", "Namespace", "refused"));
  const { where } = await problemsOf(live, [
    stackOf("refused", "a", [configMapOf("refused", "good"), deploymentOf("refused", "negative", -1)]),
    stackOf("refused", "b", [
      { ...configMapOf("refused", "misspelt"), dat: {} },
      configMapOf("gone", "lost"),
    ]),
  ]);
  expect(where.sort()).toEqual([
    'a: Deployment "refused/negative"  spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    'b: ConfigMap "gone/lost"  namespaces "gone" not found: apply the stack that declares it, too',
    'b: ConfigMap "refused/misspelt"  failed to create typed patch object (refused/misspelt; /v1, Kind=ConfigMap): .dat: field not declared in schema',
  ]);
  expect(await live.get(configMap("refused", "good"))).toBeUndefined();
});

test("In a new namespace all is checked before anything is written to it", async (plane) => {
  const live = connect(plane);
  const { where } = await problemsOf(live, [
    stackOf("new", "a", [
      namespaceOf("new"),
      configMapOf("new", "good"),
      deploymentOf("new", "negative", -1),
    ]),
    stackOf("new", "b", [configMapOf("default", "never")]),
  ]);
  expect(where[0]).toMatch(/^a: Deployment "new\/negative" {2}spec.replicas/);
  expect(where.at(-1)).toBe(
    "a  1 of its 3 objects are as declared; whole are no stack, 0 of 2 stacks. Mend the cause and apply again: it goes on from there",
  );
  expect(await live.get(reference("v1", "Namespace", "new"))).toBeDefined();
  expect(await live.get(configMap("new", "good"))).toBeUndefined();
  expect(await live.get(configMap("default", "never"))).toBeUndefined();
});

test("A field that another manager owns is reported by object, field and owner, and taken only when asked", async (plane) => {
  const live = connect(plane);
  const stacks = [stackOf("owned", "a", [namespaceOf("owned"), deploymentOf("owned", "proxy", 2)])];
  await apply(live, stacks);
  const { metadata, spec, ...identity } = deploymentOf("owned", "proxy", 5) as Deployment;
  const scaled = { ...identity, metadata, spec: { ...spec, replicas: 5 } };
  await live.apply(scaled, { fieldManager: "kubectl", force: true });

  const changed = [stackOf("owned", "a", [namespaceOf("owned"), deploymentOf("owned", "proxy", 3)])];
  const { where } = await problemsOf(live, changed);
  expect(where).toEqual([
    'a: Deployment "owned/proxy"  .spec.replicas is owned by "kubectl", which says otherwise: have its owner give it up, or take the field with --force-conflicts',
  ]);
  expect(await replicas(live)).toBe(5);
  expect(outcomes(await apply(live, changed, { forceConflicts: true }))).toEqual(["unchanged", "changed"]);
  expect(await replicas(live)).toBe(3);
});

test("What Terraform owns is said to be deployed by one of the two", async (plane) => {
  const live = connect(plane);
  await live.create(reference("v1", "Namespace", "terraform"));
  await live.apply(declaredConfigMap("terraform", { key: "other" }), { fieldManager: "Terraform" });
  const { where } = await problemsOf(live, [stackOf("terraform", "a", [configMapOf("terraform", "shared")])]);
  expect(where).toEqual([
    'a: ConfigMap "terraform/shared"  .data.key is owned by "Terraform", which says otherwise: deploy a stack either by Terraform or by apply, or take the field with --force-conflicts',
  ]);
});

test("Kinds that the cluster does not serve are refused at once, with the stacks that need them", async (plane) => {
  const live = connect(plane);
  const queue = {
    apiVersion: "kueue.x-k8s.io/v1beta2",
    kind: "ClusterQueue",
    metadata: { name: "acme" },
    spec: {},
  };
  const other = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "one" } };
  const stacks = [
    stackOf("unserved", "platform", [namespaceOf("unserved")]),
    stackOf("unserved", "queues", [queue]),
    stackOf("unserved", "more-queues", [queue, other]),
  ];
  const { where } = await problemsOf(live, stacks);
  expect(where).toEqual([
    `ClusterQueue (kueue.x-k8s.io/v1beta2)  the cluster of context "${plane.context}" does not serve it, and queues, more-queues need it: install Kueue first, or leave these out by naming the others with --stack`,
    `Widget (example.com/v1)  the cluster of context "${plane.context}" does not serve it, and more-queues needs it: install what defines it first, or leave these out by naming the others with --stack`,
  ]);
  expect(await live.get(reference("v1", "Namespace", "unserved"))).toBeUndefined();
  expect(outcomes(await apply(live, stacks, { stacks: ["platform"] }))).toEqual(["created"]);
});

test("An object that is being deleted is not applied to", async (plane) => {
  const live = connect(plane);
  await live.create(reference("v1", "Namespace", "going"));
  await live.create({
    ...configMap("going", "held"),
    metadata: { name: "held", namespace: "going", finalizers: ["example.com/hold"] },
  } as never);
  await live.remove(configMap("going", "held"));
  const { where } = await problemsOf(live, [stackOf("going", "a", [configMapOf("going", "held")])]);
  expect(where).toEqual([
    'a: ConfigMap "going/held"  it is being deleted: wait until it is gone, and apply again',
  ]);
});

test("What belongs to another site is not taken over", async (plane) => {
  const live = connect(plane);
  await apply(live, [stackOf("theirs", "a", [namespaceOf("shared"), configMapOf("shared", "record")])]);
  const mine = [stackOf("mine", "a", [configMapOf("shared", "record", { key: "mine" })])];
  const { where } = await problemsOf(live, mine);
  expect(where[0]).toContain(
    '1 objects that are declared belong to the site "theirs", such as ConfigMap "shared/record": a cluster holds one site',
  );
  expect(outcomes(await apply(live, mine, { forceConflicts: true }))).toEqual(["changed"]);
});

test("Who may not write is told of every object, and nothing is written", async (plane) => {
  const live = connect(plane);
  await live.create(reference("v1", "Namespace", "guarded"));
  await live.create({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "reader" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "reader" }],
  } as never);
  const stacks = [stackOf("guarded", "a", [configMapOf("guarded", "one"), configMapOf("guarded", "two")])];
  const { where } = await problemsOf(live.as({ user: "reader" }), stacks);
  expect(
    where.map((line) => /"guarded\/(one|two)".*cannot patch resource "configmaps"/.exec(line)?.[1]),
  ).toEqual(["one", "two"]);
});

test("Contexts of one cluster are one: they may say the same, not two things", async (plane) => {
  const live = connect(plane);
  const [a, b] = ["operations", "ai"].map((cluster) =>
    stackOf("twice", cluster, [namespaceOf("twice"), configMapOf("twice", "record")], cluster),
  ) as [DeclaredStack, DeclaredStack];
  expect(outcomes(await apply(live, [a, b])).slice(0, 2)).toEqual(["created", "created"]);
  expect(outcomes(await apply(live, [a, b]))).toEqual(["unchanged", "unchanged", "unchanged", "unchanged"]);
  const other = stackOf("twice", "ai", [configMapOf("twice", "record", { key: "other" })], "ai");
  const { where } = await problemsOf(live, [a, other]);
  expect(where).toEqual([
    `ConfigMap "twice/record"  context "${plane.context}" would get it twice, and differently, by operations and by ai: give their clusters contexts of different clusters`,
  ]);
});

test("Only what carries the site's labels and is declared no more is pruned, workloads before what they stand in", async (plane) => {
  const live = connect(plane);
  const kept = stackOf("pruned", "kept", [namespaceOf("pruned"), configMapOf("pruned", "declared")]);
  const gone = stackOf("pruned", "gone", [
    namespaceOf("pruned-gone"),
    configMapOf("pruned-gone", "gone"),
    deploymentOf("pruned-gone", "proxy", 0),
    configMapOf("pruned", "gone-too"),
  ]);
  await apply(live, [kept, gone]);
  await apply(live, [stackOf("another", "a", [configMapOf("pruned", "another-site")])]);
  await live.create(configMap("pruned", "foreign"));
  await live.create(labelledOnly("same-site-label", { "busbar.dev/site": "pruned" }));
  await live.create(labelledOnly("managed-otherwise", { "app.kubernetes.io/managed-by": "busbar" }));
  await live.create({
    ...labelledOnly("owned", identityLabels({ siteName: "pruned" })),
    metadata: {
      name: "owned",
      namespace: "pruned",
      labels: identityLabels({ siteName: "pruned" }),
      ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "declared", uid: await uidOf(live) }],
    },
  } as never);

  expect((await apply(live, [kept])).pruned).toEqual([]);
  const looked = await apply(live, [kept], { prune: true, dryRun: true });
  expect(await live.get(configMap("pruned", "gone-too"))).toBeDefined();
  const { pruned, kept: refused } = await apply(live, [kept], { prune: true });
  expect(looked.pruned.map(objectKey)).toEqual(pruned.map(objectKey));
  expect(refused).toEqual([]);
  const names = pruned.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect([names[0], names.at(-1), names.slice(1, -1).sort()]).toEqual([
    "Deployment proxy",
    "Namespace pruned-gone",
    ["ConfigMap gone", "ConfigMap gone-too"],
  ]);
  const left = ["declared", "another-site", "foreign", "same-site-label", "managed-otherwise", "owned"];
  for (const name of left)
    expect([name, await live.get(configMap("pruned", name))]).not.toEqual([name, undefined]);
  expect(await live.get(configMap("pruned", "gone-too"))).toBeUndefined();
});

test("What pods still run under is not pruned: their namespace, what is in it, and what governs it", async (plane) => {
  const live = connect(plane);
  const labels = { "busbar.dev/tenant": "acme" };
  const tenant = stackOf("running", "tenant", [
    namespaceOf("acme-train", labels),
    { ...configMapOf("acme-train", "limits"), metadata: { name: "limits", namespace: "acme-train", labels } },
    namespaceOf("acme-idle", labels),
  ]);
  const policy = stackOf("running", "policy", [
    { apiVersion: "scheduling.k8s.io/v1", kind: "PriorityClass", metadata: { name: "firm" }, value: 1000 },
  ]);
  await apply(live, [tenant, policy]);
  await live.create(pod("acme-train", "trainer"));
  const empty = stackOf("running", "platform", [namespaceOf("running")]);

  const { pruned, kept } = await apply(live, [empty], { prune: true });
  expect(pruned.map(({ metadata }) => metadata.name)).toEqual(["acme-idle"]);
  expect(kept).toMatchObject([{ name: "acme-train", pods: ["trainer"] }]);
  expect(kept[0]?.objects.map(({ metadata }) => metadata.name).sort()).toEqual([
    "acme-train",
    "firm",
    "limits",
  ]);

  await live.remove(pod("acme-train", "trainer"));
  const later = await apply(live, [empty], { prune: true });
  expect(later.kept).toEqual([]);
  expect(later.pruned.map(({ metadata }) => metadata.name)).toEqual(["limits", "firm", "acme-train"]);
});

test("Pods of a site's own proxies do not keep their namespace", async (plane) => {
  const live = connect(plane);
  const labels = identityLabels({ siteName: "closed" });
  const zone = stackOf("closed", "mining", [namespaceOf("closed-zone")]);
  await apply(live, [zone]);
  await live.create({
    ...pod("closed-zone", "proxy"),
    metadata: { name: "proxy", namespace: "closed-zone", labels },
  } as never);
  const { pruned, kept } = await apply(live, [stackOf("closed", "platform", [namespaceOf("closed")])], {
    prune: true,
  });
  expect([pruned.map(({ metadata }) => metadata.name), kept]).toEqual([["closed-zone"], []]);
});

test("Pruning needs all stacks of a cluster", async (plane) => {
  const live = connect(plane);
  const stacks = ["a", "b"].map((name) => stackOf("part", name, [namespaceOf(`part-${name}`)]));
  const { where } = await problemsOf(live, stacks, { stacks: ["a"], prune: true });
  expect(where).toEqual([
    "cluster part  only some of its stacks are to be applied, which cannot tell what is left over: prune with all of them",
  ]);
});

test("What a stack of a cluster that was not asked for declares is not pruned", async (plane) => {
  const live = connect(plane);
  const ai = stackOf("other", "ai", [namespaceOf("other-ai")], "ai");
  const operations = stackOf("other", "operations", [namespaceOf("other")], "operations");
  await apply(live, [operations, ai]);
  const { pruned } = await apply(live, [operations, ai], { stacks: ["operations"], prune: true });
  expect(pruned).toEqual([]);
});

interface Deployment {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: object;
}

function apply(
  live: LiveCluster,
  stacks: readonly DeclaredStack[],
  options: Partial<ApplyOptions> = {},
): Promise<ApplyResult> {
  const site = stacks[0]?.objects[0]?.metadata as unknown as { labels: Record<string, string> };
  return applyStacks(stacks, { site: site.labels["busbar.dev/site"] ?? "", connect: () => live, ...options });
}

/** What an apply is refused for, as it is printed. */
async function problemsOf(...args: Parameters<typeof apply>): Promise<{ where: string[] }> {
  const error = await apply(...args).then(
    () => new Error("it was not refused"),
    (error: unknown) => error,
  );
  if (!(error instanceof Refusal)) throw error;
  return { where: error.problems.map(({ where, message }) => `${where}  ${message}`) };
}

function outcomes({ stacks }: ApplyResult): string[] {
  return stacks.flatMap(({ objects }) => objects.map(({ outcome }) => outcome));
}

function configMap(namespace: string, name: string) {
  return reference("v1", "ConfigMap", name, namespace);
}

function declaredConfigMap(namespace: string, data: Record<string, string>) {
  return { ...configMap(namespace, "shared"), data };
}

function labelledOnly(name: string, labels: Record<string, string>) {
  return { ...configMap("pruned", name), metadata: { name, namespace: "pruned", labels } };
}

function pod(namespace: string, name: string) {
  return {
    ...reference("v1", "Pod", name, namespace),
    spec: { containers: [{ name: "main", image: "main:1" }] },
  };
}

async function replicas(live: LiveCluster): Promise<unknown> {
  const found = await live.get(reference("apps/v1", "Deployment", "proxy", "owned"));
  return (found?.["spec"] as { replicas?: number } | undefined)?.replicas;
}

async function uidOf(live: LiveCluster): Promise<string> {
  return (await live.get(configMap("pruned", "declared")))?.metadata.uid ?? "";
}
