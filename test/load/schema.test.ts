import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { type DocumentKind, documentKinds, jsonSchema } from "../../fleet/json-schema.ts";
import { isTemplated } from "../../site/template/templated-document.ts";
import { root } from "../support/cli.ts";
import { examples } from "../support/examples.ts";
import { smallSite } from "./small-site.ts";

const tenants = examples.flatMap((example) =>
  readdirSync(join(root, "examples", example, "tenants")).map((file) => `${example}/tenants/${file}`),
);

const validators = new Map<DocumentKind, ValidateFunction>();

/** What the JSON Schema of a kind says against a document; nothing where it is valid. */
function errors(kind: DocumentKind, document: unknown): readonly string[] {
  let validate = validators.get(kind);
  if (validate === undefined) {
    // Formats (of URLs) are for editors to check; ajv knows none by itself.
    validate = new Ajv2020({
      allErrors: true,
      strict: true,
      validateFormats: false,
      allowUnionTypes: true,
    }).compile(JSON.parse(jsonSchema(kind)) as object);
    validators.set(kind, validate);
  }
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function exampleDocument(path: string): unknown {
  return load(readFileSync(join(root, "examples", path), "utf8"));
}

test.each(documentKinds)("schemas/%s.schema.json is what the code says", (kind) => {
  expect(readFileSync(join(root, "schemas", `${kind}.schema.json`), "utf8")).toBe(jsonSchema(kind));
});

test.each(documentKinds)("The JSON Schema of a %s closes every object", (kind) => {
  const open: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    const schema = value as Readonly<Record<string, unknown>>;
    if (
      schema["type"] === "object" &&
      schema["properties"] !== undefined &&
      schema["additionalProperties"] !== false
    ) {
      open.push(path);
    }
    for (const [key, item] of Object.entries(schema)) visit(item, `${path}/${key}`);
  };
  visit(JSON.parse(jsonSchema(kind)), "");

  expect(open).toEqual([]);
});

// Those that answer a template are held against its own schema in test/templates/schemas.test.ts.
const stated = (path: string) => !isTemplated(exampleDocument(path));

test.each(examples.filter((example) => stated(`${example}/site.yaml`)))(
  "site.yaml of %s is valid by the JSON Schema",
  (example) => {
    expect(errors("site", exampleDocument(`${example}/site.yaml`))).toEqual([]);
  },
);

test.each(tenants.filter(stated))("%s is valid by the JSON Schema", (tenant) => {
  expect(errors("tenant", exampleDocument(tenant))).toEqual([]);
});

test.each(examples)("The lock of %s is valid by the JSON Schema", (example) => {
  expect(errors("lock", exampleDocument(`${example}/placement.lock.yaml`))).toEqual([]);
});

test("The fleet of the examples is valid by the JSON Schema that its first line leads editors to", () => {
  expect(errors("fleet", exampleDocument("fleet/fleet.yaml"))).toEqual([]);
  const [, named = ""] =
    /^# yaml-language-server: \$schema=(.*)$/m.exec(
      readFileSync(join(root, "examples/fleet/fleet.yaml"), "utf8"),
    ) ?? [];
  expect(readFileSync(join(root, "examples/fleet", named), "utf8")).toBe(jsonSchema("fleet"));
});

test("What an editor validates is what the tools load: every kind of thing is valid", () => {
  expect(errors("site", load(smallSite["site.yaml"] ?? ""))).toEqual([]);
  expect(errors("tenant", load(smallSite["tenants/lab.yaml"] ?? ""))).toEqual([]);
});

test.each<[what: string, kind: DocumentKind, find: string, replacement: string]>([
  ["an unknown key", "tenant", "racks: 8", "rack: 8"],
  ["a missing key", "tenant", "offering: namespaces\n", ""],
  ["a quantity of another kind", "site", "load: 20 MW", "load: 20 MVA"],
  ["a quantity without a unit", "site", "load: 20 MW", "load: 20"],
  ["a negative quantity", "site", "load: 20 MW", "load: -20 MW"],
  ["a name in capitals", "site", "name: ridge", "name: Ridge"],
  ["a day that is no day", "tenant", "from: 2026-02-01", "from: February"],
  ["an offering that there is not", "tenant", "offering: namespaces", "offering: colocation"],
  ["a zone state that there is not", "site", "state: stripped", "state: gutted"],
  ["another version", "site", "version: 1", "version: 2"],
  ["a count of none", "tenant", "racks: 8", "racks: 0"],
  ["a VLAN that there is not", "site", "vlan: 110", "vlan: 4095"],
  ["a password in plain text", "site", "passwordSecret: { name: pool-one }", "password: hunter2"],
])("The JSON Schema refuses %s", (_, kind, find, replacement) => {
  const text = smallSite[kind === "site" ? "site.yaml" : "tenants/lab.yaml"] ?? "";
  expect(text).toContain(find);

  expect(errors(kind, load(text.replace(find, replacement)))).not.toEqual([]);
});
