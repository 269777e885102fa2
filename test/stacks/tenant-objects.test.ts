import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import { Refusal } from "../../site/problem.ts";
import { declareSite } from "../../stacks/declare.ts";
import { copyOf, exampleFolder, synthesized } from "../support/examples.ts";
import { objectsFromTerraform, objectsFromYaml } from "../support/terraform-to-kubernetes.ts";

/** Prince George with its tenant `speech` changed. */
function withSpeech(change: (text: string) => string): string {
  const folder = copyOf("prince-george");
  const file = join(folder, "tenants/speech.yaml");
  writeFileSync(file, change(readFileSync(file, "utf8")));
  return folder;
}

function withObjects(...entries: readonly string[]): string {
  return withSpeech((text) => `${text}objects:\n${entries.map((entry) => `  - ${entry}\n`).join("")}`);
}

function problemsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problems.map(({ where, message }) => `${where} ${message}`);
  }
  return [];
}

const quota = (patch: string) =>
  `{ kind: ResourceQuota, name: leased, namespace: speech-serving, patch: ${patch}, reason: fewer pods }`;

test("What a tenant's document patches is so in Terraform, in YAML, and nowhere else", () => {
  const before = synthesized(exampleFolder("prince-george"), enforcedPolicies);
  const after = synthesized(withObjects(quota('{ spec: { hard: { pods: "500" } } }')), enforcedPolicies);
  const changed = [...after.keys()].filter((path) => after.get(path) !== before.get(path));
  // The plan of the site has a digest of what each document says, and policies name the lines of documents.
  expect(changed.filter((path) => path !== "policies.json").sort()).toEqual([
    "manifests/tenant-speech/tenant.yaml",
    "site-plan.json",
    "stacks/tenant-speech/cdk.tf.json",
  ]);
  const yaml = objectsFromYaml(after.get("manifests/tenant-speech/tenant.yaml") ?? "");
  const terraform = objectsFromTerraform(after.get("stacks/tenant-speech/cdk.tf.json"));
  for (const objects of [yaml, terraform]) {
    expect(objects).toContainEqual(
      expect.objectContaining({
        kind: "ResourceQuota",
        spec: { hard: expect.objectContaining({ pods: "500", "services.nodeports": "0" }) },
      }),
    );
  }
});

test("A tenant's queue is patched as what is in its own stack", () => {
  const folder = withObjects(
    "{ kind: ClusterQueue, name: speech, patch: { spec: { queueingStrategy: StrictFIFO } }, reason: in order }",
  );
  const queue = declareSite(folder)
    .objects.map(({ object }) => object)
    .find(({ kind, metadata }) => kind === "ClusterQueue" && metadata.name === "speech");
  expect(queue).toMatchObject({
    spec: { queueingStrategy: "StrictFIFO", preemption: { withinClusterQueue: "LowerPriority" } },
  });
});

test("Patches that match nothing, or give what cannot be, are all refused with file and line", () => {
  const folder = withObjects(
    "{ kind: NetworkPolicy, name: deny-al, namespace: speech-serving, patch: { spec: {} }, reason: a slip }",
    quota("{ spec: { hrd: {} } }"),
  );
  const problems = problemsOf(() => synthesized(folder));
  expect(problems).toHaveLength(2);
  expect(problems[0]).toMatch(
    /^tenants\/speech\.yaml:\d+:\d+ objects\[0\]: there is no NetworkPolicy "speech-serving\/deny-al".* NetworkPolicy "speech-serving\/deny-all"/,
  );
  expect(problems[1]).toMatch(/^tenants\/speech\.yaml:\d+:\d+ objects\[1\]: .*did you mean "hard"/);
});

test("No patch reaches another tenant's objects", () => {
  const folder = withObjects(
    "{ kind: ResourceQuota, name: leased, namespace: cloud-reserved, patch: { spec: { hard: { pods: '1' } } }, reason: a slip }",
  );
  expect(problemsOf(() => declareSite(folder)).join()).toMatch(
    /there is no ResourceQuota "cloud-reserved\/leased"/,
  );
});

test.each([
  ["another name", "{ metadata: { name: other } }", /metadata\.name: name is which object it is/],
  [
    "another namespace",
    "{ metadata: { namespace: other } }",
    /metadata\.namespace: namespace is which object/,
  ],
  ["another kind", "{ kind: LimitRange }", /patch\.kind: kind is which object it is/],
  [
    "another tenant's label",
    "{ metadata: { labels: { busbar.dev/tenant: cloud } } }",
    /decides whose the object is/,
  ],
  [
    "no tenant's label",
    "{ metadata: { labels: { busbar.dev/tenant: null } } }",
    /decides whose the object is/,
  ],
  ["no labels at all", "{ metadata: { labels: null } }", /must be a mapping of labels/],
  ["no metadata", "{ metadata: null }", /must be a mapping/],
  ["nothing", "{}", /changes nothing/],
])("A patch that gives an object %s is refused with file and line", (_, patch, expected) => {
  const problems = problemsOf(() => declareSite(withObjects(quota(patch))));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^tenants\/speech\.yaml:\d+:\d+ objects\[0\]\.patch/);
  expect(problems[0]).toMatch(expected);
});

test.each([
  [
    // Beyond 0.0.0.0/0 lie the miners.
    "opens what goes out",
    "{ kind: NetworkPolicy, name: allow-dns, patch: { spec: { egress: [{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] } }, reason: the internet }",
    /network\/asic-reach.*NetworkPolicy "speech-serving\/allow-dns"/,
  ],
  [
    "lets everybody in",
    "{ kind: NetworkPolicy, name: allow-own-namespaces, patch: { spec: { ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] } }, reason: customers }",
    /network\/open-ingress/,
  ],
  [
    "takes another tenant's queue",
    "{ kind: LocalQueue, name: leased, patch: { spec: { clusterQueue: cloud } }, reason: more }",
    /tenancy\/foreign-queue/,
  ],
  [
    "binds another tenant's group",
    "{ kind: RoleBinding, name: tenant-users, patch: { subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: iren-cloud-customers }] }, reason: guests }",
    /tenancy\/foreign-subject/,
  ],
  [
    "lets pods be privileged",
    "{ kind: Namespace, name: speech-serving, patch: { metadata: { labels: { pod-security.kubernetes.io/enforce: privileged } } }, reason: drivers }",
    /tenancy\/privileged-namespace/,
  ],
])("A patch that %s is stopped by hard policies", (_, entry, expected) => {
  const folder = withObjects(entry);
  expect(problemsOf(() => synthesized(folder, enforcedPolicies)).join("\n")).toMatch(expected);
});

const adopted = (text: string) =>
  text.replace("- { name: speech-serving }", "- { name: speech-serving, adopt: true, group: voice }");

test("A namespace that exists is labelled by Terraform, and is a namespace to YAML and to policies", () => {
  const files = synthesized(withSpeech(adopted), enforcedPolicies);
  const { resource } = JSON.parse(files.get("stacks/tenant-speech/cdk.tf.json") ?? "");
  expect(resource.kubernetes_namespace_v1).toBeUndefined();
  const [id] = Object.keys(resource.kubernetes_labels);
  expect(resource.kubernetes_labels[String(id)].labels).toMatchObject({
    "busbar.dev/tenant": "speech",
    "busbar.dev/adopted": "true",
    "busbar.dev/namespace-group": "voice",
    "pod-security.kubernetes.io/enforce": "restricted",
  });
  // What is in it follows it, as in a namespace of our own.
  const quotas = Object.values(resource.kubernetes_resource_quota_v1) as { depends_on: string[] }[];
  expect(quotas[0]?.depends_on).toContain(`kubernetes_labels.${id}`);
  const namespaceIn = (objects: readonly object[]) =>
    objects.find((object) => Reflect.get(object, "kind") === "Namespace");
  const yaml = objectsFromYaml(files.get("manifests/tenant-speech/tenant.yaml") ?? "");
  expect(namespaceIn(yaml)).toBeDefined();
  expect(namespaceIn(objectsFromTerraform({ resource }))).toEqual(namespaceIn(yaml));
});

test("Two tenants cannot have one namespace, and are told how to have theirs in one group", () => {
  const folder = withSpeech((text) => text.replace("speech-serving", "cloud-reserved"));
  expect(problemsOf(() => declareSite(folder)).join()).toMatch(
    /namespace "cloud-reserved" already belongs to tenant "cloud".*same `group`/,
  );
});
