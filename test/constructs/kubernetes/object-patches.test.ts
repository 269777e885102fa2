import { expect, test } from "vitest";
import { KubernetesObject, ObjectPatches } from "../../../constructs/kubernetes/index.ts";
import { strategicMerge } from "../../../constructs/kubernetes/strategic-merge.ts";
import { testStack } from "../../support/app.ts";
import { objectsFromTerraform, objectsFromYaml } from "../../support/terraform-to-kubernetes.ts";

test("A patch joins mappings, joins containers by name, replaces other lists, and takes away by null", () => {
  const object = {
    a: { keep: 1, change: 1, go: 1 },
    containers: [
      { name: "one", image: "x", args: ["a"] },
      { name: "two", image: "y" },
    ],
    policyTypes: ["Ingress", "Egress"],
  };
  const patch = {
    a: { change: 2, go: null },
    containers: [
      { name: "one", args: ["b"] },
      { name: "two", $patch: "delete" },
      { name: "three", image: "z" },
    ],
    policyTypes: ["Ingress"],
  };
  expect(strategicMerge(object, patch)).toEqual({
    a: { keep: 1, change: 2 },
    containers: [
      { name: "one", image: "x", args: ["b"] },
      { name: "three", image: "z" },
    ],
    policyTypes: ["Ingress"],
  });
});

test("Ports are told apart as containers and as Services do", () => {
  const service = { ports: [{ port: 1, name: "a" }] };
  expect(strategicMerge(service, { ports: [{ port: 1, name: "b" }] })).toEqual({
    ports: [{ port: 1, name: "b" }],
  });
  const container = { ports: [{ containerPort: 1 }] };
  expect(strategicMerge(container, { ports: [{ containerPort: 2 }] })).toEqual({
    ports: [{ containerPort: 1 }, { containerPort: 2 }],
  });
});

/** A stack with a ConfigMap in each of two namespaces, patched. */
function patched(...patches: ConstructorParameters<typeof ObjectPatches>[0]) {
  const { stack, synth } = testStack();
  const given = new ObjectPatches(patches);
  given.applyTo(stack);
  for (const namespace of ["a", "b"]) {
    new KubernetesObject(stack, namespace, {
      object: {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: "settings", namespace },
        data: { level: "1" },
      },
    });
  }
  const files = synth();
  const yaml = [...files].flatMap(([path, text]) =>
    path.startsWith("manifests/") ? objectsFromYaml(text) : [],
  );
  return {
    problems: given.problems,
    yaml,
    terraform: objectsFromTerraform(files.get("stacks/test/cdk.tf.json")),
  };
}

const data = (objects: readonly object[]) => objects.map((object) => Reflect.get(object, "data"));

test("A patched object says the same as Terraform and as YAML", () => {
  const { yaml, terraform, problems } = patched({
    kind: "ConfigMap",
    name: "settings",
    namespace: "b",
    patch: { data: { level: "2" } },
  });
  expect(data(yaml)).toEqual([{ level: "1" }, { level: "2" }]);
  expect(terraform).toEqual(yaml);
  expect(problems).toEqual([]);
});

test("A patch without a namespace is of every object of that kind and name", () => {
  const { yaml } = patched({ kind: "ConfigMap", name: "settings", patch: { data: { more: "x" } } });
  expect(data(yaml)).toEqual([
    { level: "1", more: "x" },
    { level: "1", more: "x" },
  ]);
});

test("A patch that matches nothing is told of with the nearest object, as the patch names it", () => {
  const problem = (names: { readonly name: string; readonly namespace?: string }) =>
    patched({ kind: "ConfigMap", ...names, patch: { data: {} } }).problems;
  const message = (written: string, near: string) =>
    `there is no ConfigMap "${written}" among the objects that are declared: the nearest is ConfigMap "${near}"`;
  expect(problem({ name: "setings", namespace: "a" })).toEqual([
    { index: 0, message: message("a/setings", "a/settings") },
  ]);
  expect(problem({ name: "setings" })).toEqual([{ index: 0, message: message("setings", "settings") }]);
});

test("A patch that makes what cannot be declared is told of, and the object stays as it was", () => {
  const { problems, yaml } = patched({
    kind: "ConfigMap",
    name: "settings",
    namespace: "a",
    patch: { dta: { level: "2" } },
  });
  expect(problems).toMatchObject([
    {
      index: 0,
      message: expect.stringMatching(/ConfigMap "a\/settings" cannot be so: dta .*did you mean "data"/),
    },
  ]);
  expect(data(yaml)).toEqual([{ level: "1" }, { level: "1" }]);
});

test("An adopted object is its labels to Terraform, and says the same as YAML", () => {
  const { stack, synth } = testStack();
  const namespace = {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "old", labels: { a: "b%{c}" } },
  } as const;
  new KubernetesObject(stack, "namespace", { object: namespace, adopted: true });
  const files = synth();
  const terraform = files.get("stacks/test/cdk.tf.json") ?? "";
  expect(Object.keys(JSON.parse(terraform).resource)).toEqual(["kubernetes_labels"]);
  expect(objectsFromYaml(files.get("manifests/test/namespace.yaml") ?? "")).toEqual([namespace]);
  const { labels } = Object.values(JSON.parse(terraform).resource.kubernetes_labels)[0] as { labels: object };
  expect(labels).toEqual({ a: "b%%{c}" });
});

test("Of an adopted object nothing but labels can be declared", () => {
  const { stack } = testStack();
  const metadata = { name: "old", labels: { a: "b" }, annotations: { c: "d" } };
  const object = { apiVersion: "v1", kind: "Namespace", metadata } as const;
  expect(() => new KubernetesObject(stack, "namespace", { object, adopted: true })).toThrow(
    /metadata\.annotations: is of an object that is adopted/,
  );
});
