import { expect } from "vitest";
import type { DeclaredObject } from "../../../constructs/kubernetes/index.ts";
import { KINDS } from "../../../constructs/kubernetes/kinds/registry.ts";
import type { Field, Fields } from "../../../constructs/kubernetes/shape.ts";
import {
  checkAgainstProviderSchema,
  resourceBlock,
  type SchemaBlock,
  testWithProviderSchema,
} from "../../support/provider-schema.ts";
import { objectsFromTerraform } from "../../support/terraform-to-kubernetes.ts";
import { synthesizeObjects } from "./synthesize.ts";

for (const kind of KINDS) {
  testWithProviderSchema(
    `every field of the shape of ${kind.kind} reaches the provider's attribute or block for it`,
    () => {
      const object = { apiVersion: kind.apiVersion, kind: kind.kind, ...sampleOf(kind.fields) };

      const { terraform } = synthesizeObjects(object as unknown as DeclaredObject);

      expect(checkAgainstProviderSchema(terraform)).toEqual([]);
      expect(objectsFromTerraform(terraform)).toEqual([object]);
    },
  );

  testWithProviderSchema(`the shape of ${kind.kind} demands what the provider requires`, () => {
    const block = resourceBlock(kind.resource.tfResourceType);

    expect(notDemanded(kind.fields, block, kind.kind)).toEqual([]);
  });
}

/** What the provider requires inside what the shape knows, and the shape does not. */
function notDemanded(fields: Fields, block: SchemaBlock | undefined, path: string): string[] {
  const byName = new Map(Object.entries(fields).map(([name, field]) => [snake(field.name ?? name), field]));
  const required = [
    ...Object.entries(block?.attributes ?? {}).filter(([, attribute]) => attribute.required),
    ...Object.entries(block?.block_types ?? {}).filter(([, { min_items }]) => (min_items ?? 0) > 0),
  ];
  return [
    ...required
      .filter(([name]) => byName.get(name)?.required === undefined)
      .map(([name]) => `${path}.${name}`),
    ...[...byName].flatMap(([name, field]) =>
      field.fields ? notDemanded(field.fields, block?.block_types?.[name]?.block, `${path}.${name}`) : [],
    ),
  ];
}

/** An object that says everything its shape allows. */
function sampleOf(fields: Fields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, sample(field)]));
}

function sample(field: Field): unknown {
  switch (field.form) {
    case "text":
      return "text";
    case "flag":
      return true;
    case "integer":
      return 3;
    case "integerAsText":
      return 0;
    case "integerOrText":
      return "25%";
    case "fileMode":
      return 0o640;
    case "texts":
      return ["one", "two"];
    case "integers":
      return [1, 2];
    case "textMap":
      return { "a/b": "c" };
    case "block":
    case "blockInList":
      return sampleOf(field.fields ?? {});
    case "blocks":
      return [sampleOf(field.fields ?? {}), sampleOf(field.fields ?? {})];
  }
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
