import { expect, test } from "vitest";
import { describeObject } from "../../../constructs/kubernetes/index.ts";
import { KINDS } from "../../../constructs/kubernetes/kinds/registry.ts";
import { checkAgainstProviderSchema, testWithProviderSchema } from "../../support/provider-schema.ts";
import { objectsFromTerraform, objectsFromYaml } from "../../support/terraform-to-kubernetes.ts";
import { RICH_OBJECTS } from "./rich-objects.ts";
import { resourceOf, synthesizeObjects } from "./synthesize.ts";

for (const object of RICH_OBJECTS) {
  testWithProviderSchema(
    `${describeObject(object)} is the same in Terraform and in YAML, field by field`,
    () => {
      const { terraform, yaml } = synthesizeObjects(object);

      expect(checkAgainstProviderSchema(terraform)).toEqual([]);
      expect(objectsFromYaml(yaml)).toEqual([object]);
      expect(objectsFromTerraform(terraform)).toEqual([object]);
    },
  );
}

test("There is a rich object of every kind with a typed resource", () => {
  const rich = new Set(RICH_OBJECTS.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));

  expect(KINDS.filter(({ apiVersion, kind }) => !rich.has(`${apiVersion}/${kind}`))).toEqual([]);
});

test.each([
  ["Deployment", "wait_for_rollout"],
  ["Job", "wait_for_completion"],
  ["Service", "wait_for_load_balancer"],
])("An apply does not wait for what a %s brings about", (kind, setting) => {
  const object = RICH_OBJECTS.find((rich) => rich.kind === kind) as (typeof RICH_OBJECTS)[number];

  expect(resourceOf(object)).toHaveProperty(setting, false);
});

test("A group among the subjects of a binding is in no namespace, whatever the provider takes for the default", () => {
  const binding = RICH_OBJECTS.find(({ kind }) => kind === "RoleBinding") as (typeof RICH_OBJECTS)[number];

  expect(resourceOf(binding)["subject"]).toEqual([
    { api_group: "rbac.authorization.k8s.io", kind: "Group", name: "tenant-a", namespace: "" },
    { kind: "ServiceAccount", name: "runner", namespace: "tenant-a" },
  ]);
});

test("Numbers that the provider keeps as strings are written as strings, and file modes in octal", () => {
  const proxy = JSON.stringify(
    resourceOf(RICH_OBJECTS.find(({ kind }) => kind === "Deployment") as (typeof RICH_OBJECTS)[number]),
  );

  for (const written of [
    '"replicas":"2"',
    '"max_surge":"1"',
    '"run_as_group":"0"',
    '"default_mode":"0440"',
    '"toleration_seconds":"0"',
  ]) {
    expect(proxy).toContain(written);
  }
});
