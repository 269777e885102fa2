import { expect, test } from "vitest";
import { KINDS } from "../../../constructs/kubernetes/kinds/registry.ts";
import { changedObject } from "../../../review/plan/kubernetes.ts";
import { isSingleBlock, pathText } from "../../../review/plan/path.ts";
import { resourceBlock, type SchemaBlock, testWithProviderSchema } from "../../support/provider-schema.ts";

function objectOf(type: string) {
  const after = { metadata: [{ name: "n" }] };
  return changedObject({
    stack: "s",
    address: "a",
    type,
    actions: [],
    before: null,
    after,
    replacePaths: [],
  });
}

test("Every kind that goes to Terraform as a typed resource is known by its type", () => {
  expect(KINDS.length).toBeGreaterThan(10);
  for (const { apiVersion, kind, resource } of KINDS) {
    expect(objectOf(resource.tfResourceType), resource.tfResourceType).toEqual({
      apiVersion,
      kind,
      name: "n",
    });
  }
});

test("A resource of an older name is the same object, and a part of an object is none", () => {
  expect(objectOf("kubernetes_namespace")).toEqual(objectOf("kubernetes_namespace_v1"));
  expect(objectOf("kubernetes_config_map_v1_data")).toBeUndefined();
  expect(objectOf("kubernetes_labels")).toBeUndefined();
  expect(objectOf("terraform_data")).toBeUndefined();
});

test("Paths read as in the object", () => {
  const path = ["spec", 0, "template", 0, "spec", 0, "container", 0, "env", 2, "name"];
  expect(pathText(path, "kubernetes_deployment_v1")).toBe("spec.template.spec.container[0].env[2].name");
  expect(pathText(["data", "plan.yaml"], "kubernetes_config_map_v1")).toBe('data["plan.yaml"]');
  expect(pathText(["manifest", "spec", "a", 0], "kubernetes_manifest")).toBe("spec.a[0]");
  expect(pathText(["spec", 0], "terraform_data")).toBe("spec[0]");
  expect(pathText([], "terraform_data")).toBe("");
});

testWithProviderSchema(
  "A block whose number is left out is one at most, wherever a site's kinds have it",
  () => {
    let seen = 0;
    const walk = ({ block_types = {} }: SchemaBlock, type: string): void => {
      for (const [name, { max_items, block }] of Object.entries(block_types)) {
        if (isSingleBlock(name, type)) {
          seen += 1;
          expect(max_items, `${type} ${name}`).toBe(1);
        }
        walk(block, type);
      }
    };
    for (const { resource } of KINDS)
      walk(resourceBlock(resource.tfResourceType) ?? {}, resource.tfResourceType);
    expect(seen).toBeGreaterThan(20);
  },
);
