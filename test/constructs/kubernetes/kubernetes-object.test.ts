import { App, Fn, TerraformOutput, Token } from "cdktf";
import { expect, test } from "vitest";
import {
  type ConfigMap,
  customObject,
  type DeclaredObject,
  KubernetesObject,
  objectsOf,
} from "../../../constructs/kubernetes/index.ts";
import { proxy } from "./rich-deployment.ts";
import { clusterStack, resourceOf } from "./synthesize.ts";

const config: ConfigMap = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "config", namespace: "a" },
};

function declare(object: unknown): KubernetesObject {
  return new KubernetesObject(clusterStack(new App()), "object", { object: object as DeclaredObject });
}

test("The Terraform resource is the default child", () => {
  const declared = declare(config);

  expect(declared.node.defaultChild).toBe(declared.resource);
  expect(declared.resource.terraformResourceType).toBe("kubernetes_config_map_v1");
});

test("The object is a frozen copy without undefined fields", () => {
  const data: Record<string, string | undefined> = { a: "b", gone: undefined };
  const declared = declare({ ...config, data, immutable: undefined });
  data["a"] = "changed";

  expect(declared.object).toStrictEqual({ ...config, data: { a: "b" } });
  expect(Object.isFrozen(declared.object) && Object.isFrozen(declared.object["data"])).toBe(true);
});

test("Everything that is wrong with an object is said at once, with where it is", () => {
  const template = {
    metadata: { labels: {} },
    spec: { containers: [{ name: "a", imagee: "x", securityContext: {} }] },
  };
  const object = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "proxy", namespace: "mining", ownerReferences: [] },
    spec: { replicas: "2", template, selector: {}, paused: "no" },
    status: {},
  };

  expect(() => declare(object)).toThrowErrorMatchingInlineSnapshot(`
    [Error: [stack/object] Deployment "mining/proxy" cannot be declared:
      metadata.ownerReferences: cannot be carried by the typed Terraform resource; remove it, or declare what it is for in another way
      spec.replicas: is "2"; expected an integer
      spec.template.spec.containers[0].imagee: cannot be carried by the typed Terraform resource; did you mean "image"?
      spec.template.spec.containers[0].securityContext.runAsNonRoot: is required: the Terraform provider writes false where it is absent, which overrides the pod's; Kubernetes takes the pod's
      spec.template.spec.automountServiceAccountToken: is required: the Terraform provider writes true where it is absent, which overrides the ServiceAccount's; Kubernetes takes the ServiceAccount's
      spec.paused: is "no"; expected true or false
      status: cannot be carried by the typed Terraform resource; remove it, or declare what it is for in another way]
  `);
});

test("A misspelt field of a built-in kind does not compile", () => {
  const misspelt: DeclaredObject = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "config", namespace: "a" },
    // @ts-expect-error There is no such field.
    dta: {},
  };

  expect(() => declare(misspelt)).toThrow(
    /\n {2}dta: cannot be carried by the typed Terraform resource; did you mean "data"\?$/,
  );
});

test("A refused object leaves nothing behind in the tree", () => {
  const stack = clusterStack(new App());
  const nameless = { apiVersion: "v1", kind: "Namespace" } as unknown as DeclaredObject;

  expect(() => new KubernetesObject(stack, "object", { object: nameless })).toThrow(
    /metadata\.name: is required/,
  );
  expect(stack.node.tryFindChild("object")).toBeUndefined();
});

test("A Secret is refused, and the message says what to do", () => {
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "pool", namespace: "a" },
    stringData: { a: "b" },
  };

  expect(() => declare(secret)).toThrow(
    /Secret "a\/pool" cannot be declared:\n {2}kind: is Secret: secrets are only referenced/,
  );
});

test("A kind of a group of Kubernetes itself that has no shape is refused", () => {
  expect(() => declare(customObject({ ...config, kind: "Pod" }))).toThrow(
    /kind: is Pod of v1, which is none of the built-in kinds/,
  );
});

test("A namespaced object must say its namespace", () => {
  expect(() => declare({ ...config, metadata: { name: "config" } })).toThrow(
    /metadata\.namespace: is required: where it is absent/,
  );
});

test("The status of a custom object is refused", () => {
  const queue = {
    apiVersion: "kueue.x-k8s.io/v1beta2",
    kind: "ClusterQueue",
    metadata: { name: "a" },
    status: {},
  };

  expect(() => declare(customObject(queue))).toThrow(/status: is written by the cluster/);
});

test.each([
  ["a string", Token.asString({ resolve: () => "x" })],
  ["part of a string", `a-${Token.asString({ resolve: () => "x" })}`],
  ["a number", Token.asNumber({ resolve: () => 1 })],
  ["a list", Token.asList({ resolve: () => ["x"] })],
  ["a map", Token.asStringMap({ resolve: () => ({}) })],
  ["a function of Terraform", Fn.upper("x")],
  ["a resolvable object", Token.asAny({ resolve: () => "x" })],
])("A value known only after an apply is refused: %s", (_, value) => {
  const object = customObject({ ...config, apiVersion: "example.dev/v1", spec: { value } });

  expect(() => declare(object)).toThrow(/spec\.value\S*: is a value known only after Terraform has applied/);
});

test.each([
  ["a date", new Date(0), "is an instance of Date"],
  ["a function", () => 1, "is a function"],
  ["not a number", Number.NaN, "is NaN"],
  ["undefined in a list", [undefined], "is undefined"],
  ["half a surrogate pair", "\ud800", "has half of a surrogate pair"],
  ["text that Terraform would normalize", "e\u0301", "is not in Unicode normal form C"],
  ["text that Terraform would shorten", "\ufeffx", "begins with a byte order mark"],
])("Data that is not plain is refused: %s", (_, value, problem) => {
  expect(() => declare(customObject({ ...config, apiVersion: "example.dev/v1", spec: { value } }))).toThrow(
    problem,
  );
});

test("A number in quotes is refused where Terraform would read it as a number", () => {
  const object = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "a", namespace: "a" },
    spec: { selector: {}, maxUnavailable: "1" },
  };

  expect(() => declare(object)).toThrow(
    /spec\.maxUnavailable: is "1"; expected an integer, or a name or percentage/,
  );
});

test("An indexed job must say the limits that the provider would otherwise set to nought", () => {
  const { template } = proxy.spec ?? {};
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: config.metadata,
    spec: { completionMode: "Indexed", completions: 2, template },
  };

  expect(() => declare(job)).toThrow(
    /spec\.backoffLimitPerIndex: is required[\s\S]*spec\.maxFailedIndexes: is required/,
  );
});

test("An object can be ordered after others of its stack", () => {
  const stack = clusterStack(new App());
  const first = new KubernetesObject(stack, "first", { object: config });
  const second = new KubernetesObject(stack, "second", {
    object: { ...config, metadata: { name: "other", namespace: "a" } },
    dependsOn: [first],
  });

  expect(second.resource.dependsOn).toHaveLength(1);
  expect(JSON.stringify(stack.toTerraform())).toContain(
    `"depends_on":["kubernetes_config_map_v1.${first.resource.friendlyUniqueId}"]`,
  );
});

test("An object cannot be ordered after one of another stack", () => {
  const app = new App();
  const first = new KubernetesObject(clusterStack(app, "one"), "first", { object: config });

  expect(
    () => new KubernetesObject(clusterStack(app, "two"), "second", { object: config, dependsOn: [first] }),
  ).toThrow(
    /dependsOn: names ConfigMap "a\/config" of another stack \(one\/first\); order the stacks with addDependency/,
  );
});

test("The objects below a construct are listed in the order of their declaration", () => {
  const stack = clusterStack(new App());
  const declared = ["b", "a", "c"].map((id) => new KubernetesObject(stack, id, { object: config }));
  new TerraformOutput(stack, "output", { value: 1 });

  expect(objectsOf(stack)).toEqual(declared);
  expect(objectsOf(declared[1] as KubernetesObject)).toEqual([declared[1]]);
});

test("An override on the Terraform resource is honoured, tokens and all", () => {
  const stack = clusterStack(new App());
  const declared = new KubernetesObject(stack, "object", { object: config });
  declared.resource.addOverride("lifecycle.ignore_changes", ["data"]);
  declared.resource.addOverride("data.later", Token.asString({ resolve: () => "resolved" }));

  expect(JSON.stringify(stack.toTerraform())).toMatch(
    /"data":\{"later":"resolved"\}.*"ignore_changes":\["data"\]/,
  );
});

test("Absent optional fields stay absent in Terraform", () => {
  expect(Object.keys(resourceOf(config)).sort()).toEqual(["//", "metadata"]);
});
