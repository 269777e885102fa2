import fc from "fast-check";
import { expect, test } from "vitest";
import { type ConfigMap, customObject } from "../../../constructs/kubernetes/index.ts";
import { testWithProviderSchema } from "../../support/provider-schema.ts";
import { objectsFromTerraform, objectsFromYaml } from "../../support/terraform-to-kubernetes.ts";
import { json, key, trickyText } from "./arbitraries.ts";
import { resourceOf, synthesizeObjects } from "./synthesize.ts";

const metadata = { name: "x", namespace: "y" };

test("What Terraform would take for a template is escaped for it, and only for it", () => {
  const object: ConfigMap = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata,
    data: { [`\${key}`]: `\${a} $\${b} %{c} %%{d} $ % {e}` },
  };

  expect(resourceOf(object)["data"]).toEqual({
    [`$\${key}`]: `$\${a} $$\${b} %%{c} %%%{d} $ % {e}`,
  });
  expect(objectsFromYaml(synthesizeObjects(object).yaml)).toEqual([object]);
});

testWithProviderSchema("Any text in a typed resource is the same in Terraform and in YAML", () => {
  fc.assert(
    fc.property(fc.dictionary(key, trickyText), (data) => {
      const object: ConfigMap = { apiVersion: "v1", kind: "ConfigMap", metadata, data };
      const { terraform, yaml } = synthesizeObjects(object);

      expect(objectsFromYaml(yaml)).toEqual([object]);
      expect(objectsFromTerraform(terraform)).toEqual([object]);
    }),
    { numRuns: 60 },
  );
});

test("Any value in a manifest is the same in Terraform and in YAML", () => {
  fc.assert(
    fc.property(json.object, (spec) => {
      const object = customObject({ apiVersion: "example.dev/v1", kind: "Anything", metadata, spec });
      const { terraform, yaml } = synthesizeObjects(object);

      expect(objectsFromYaml(yaml)).toEqual([object]);
      expect(objectsFromTerraform(terraform)).toEqual([object]);
    }),
    { numRuns: 60 },
  );
});

test("Empty objects, empty lists and nulls of a manifest stay", () => {
  const spec = { object: {}, list: [], nothing: null, nested: [{}, [], null] };

  expect(
    resourceOf(customObject({ apiVersion: "example.dev/v1", kind: "Anything", metadata, spec })),
  ).toHaveProperty("manifest.spec", spec);
});
