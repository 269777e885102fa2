import { homedir, tmpdir } from "node:os";
import { App, Testing } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import {
  ClusterStack,
  customObject,
  KubernetesObject,
  type Namespace,
} from "../../../constructs/kubernetes/index.ts";
import { RICH_OBJECTS } from "./rich-objects.ts";
import { clusterStack, local, readAll, synthesize } from "./synthesize.ts";

const namespace: Namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } };
const queue = customObject({
  apiVersion: "kueue.x-k8s.io/v1beta2",
  kind: "LocalQueue",
  metadata: { name: "q", namespace: "a" },
});

/** Two stacks of which the first has two parts with objects and one without. */
function site(app: App): void {
  const tenant = clusterStack(app, "tenant-a");
  const space = new Construct(tenant, "space");
  new KubernetesObject(new Construct(space, "deep"), "queue", { object: queue });
  new KubernetesObject(space, "namespace", { object: namespace });
  new Construct(tenant, "nothing");
  RICH_OBJECTS.slice(1).forEach((object, index) => {
    new KubernetesObject(tenant.node.tryFindChild("rest") ?? new Construct(tenant, "rest"), `${index}`, {
      object,
    });
  });
  clusterStack(app, "empty");
}

test("Manifests are written a file for each part of a stack that has objects, in the order of their declaration", () => {
  const files = synthesize(site);

  expect(Object.keys(files)).toEqual([
    "manifest.json",
    "manifests/tenant-a/rest.yaml",
    "manifests/tenant-a/space.yaml",
    "stacks/empty/cdk.tf.json",
    "stacks/tenant-a/cdk.tf.json",
  ]);
  expect(files["manifests/tenant-a/space.yaml"]).toMatch(
    /^---\napiVersion: kueue[\s\S]*\n---\napiVersion: v1\nkind: Namespace\n/,
  );
});

test("The same app writes the same files, byte for byte", () => {
  expect(synthesize(site)).toEqual(synthesize(site));
});

test("No file holds a path of this machine", () => {
  for (const content of Object.values(synthesize(site))) {
    for (const here of [process.cwd(), tmpdir(), homedir()]) expect(content).not.toContain(`${here}/`);
  }
});

test("A part that is gone leaves no file behind", () => {
  const outdir = Testing.fullSynth(clusterStackWith("before"));
  const again = new App({ outdir });
  new KubernetesObject(clusterStack(again), "after", { object: namespace });
  again.synth();

  expect(Object.keys(readAll(`${outdir}/manifests`))).toEqual(["stack/after.yaml"]);
});

function clusterStackWith(part: string): ClusterStack {
  const stack = clusterStack(new App());
  new KubernetesObject(stack, part, { object: namespace });
  return stack;
}

test("Objects are created after the namespace they are in and deleted before it, wherever it is declared", () => {
  const stack = clusterStack(new App());
  new KubernetesObject(stack, "queue", { object: queue });
  const declared = new KubernetesObject(stack, "namespace", { object: namespace });
  const { kubernetes_manifest, kubernetes_namespace_v1 } = JSON.parse(Testing.synth(stack)).resource;

  expect(Object.values(kubernetes_manifest)).toEqual([
    expect.objectContaining({
      depends_on: [`kubernetes_namespace_v1.${declared.resource.friendlyUniqueId}`],
    }),
  ]);
  expect(JSON.stringify(kubernetes_namespace_v1)).not.toContain("depends_on");
  expect(Testing.synth(stack)).toBe(Testing.synth(stack));
});

test("An object that is declared twice in a stack is an error", () => {
  const stack = clusterStackWith("one");
  new KubernetesObject(new Construct(stack, "part"), "other", { object: namespace });

  expect(() => Testing.synth(stack, true)).toThrow(
    /Namespace "a" is declared twice, at stack\/one and stack\/part\/other: each would undo the other/,
  );
});

test("Parts whose names cannot be names of files are an error", () => {
  const stack = clusterStackWith("two words");
  for (const name of ["Part", "part"]) {
    new KubernetesObject(stack, name, { object: { ...namespace, metadata: { name } } });
  }

  expect(() => Testing.synth(stack, true)).toThrow(
    /Part "two words" names a file[\s\S]*Parts "Part" and "part" differ by case only/,
  );
});

test("The provider is given the context and the kubeconfig", () => {
  const stack = new ClusterStack(new App(), "stack", {
    cluster: { context: "site", configPath: "kubeconfig" },
    backend: local,
  });

  expect(JSON.parse(Testing.synth(stack)).provider.kubernetes).toEqual([
    { config_context: "site", config_path: "../../../kubeconfig" },
  ]);
  expect(clusterStack(new App()).cluster).toEqual({ configPath: "~/.kube/config" });
});
