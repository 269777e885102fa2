import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { documentKinds } from "../../fleet/json-schema.ts";
import { templateSchema } from "../../templates/json-schema.ts";
import { templates } from "../../templates/templates.ts";
import { root } from "../support/cli.ts";

const schemas = templates.map((template) => ({
  file: `${template.name}-${template.version}.schema.json`,
  name: template.name,
  text: templateSchema(template),
}));

test("schemas/templates is what the templates ask: npm run schemas", () => {
  const folder = join(root, "schemas", "templates");
  const kept = readdirSync(folder).sort();
  expect(kept).toEqual(schemas.map(({ file }) => file).sort());
  for (const { file, text } of schemas) expect(readFileSync(join(folder, file), "utf8"), file).toBe(text);
});

test("No template is called as a document is", () => {
  expect(templates.filter(({ name }) => documentKinds.some((kind) => kind === name))).toEqual([]);
});

test("What an example answers is valid by the JSON Schema of its template", () => {
  for (const { path, document } of answered()) {
    const { name } = document.template;
    const schema = schemas.find((one) => one.name === name);
    const ajv = new Ajv2020({ allErrors: true, strict: true, validateFormats: false, allowUnionTypes: true });
    const validate = ajv.compile(JSON.parse(schema?.text ?? "false"));
    validate(document);
    expect(validate.errors ?? [], path).toEqual([]);
    validate({ ...document, answers: { ...document.answers, nobodyAsksThis: 1 } });
    expect(
      validate.errors?.map(({ keyword }) => keyword),
      path,
    ).toContain("additionalProperties");
  }
});

interface Answered {
  readonly template: { readonly name: string };
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Documents of the examples that are answers to a template. */
function answered(): { readonly path: string; readonly document: Answered }[] {
  const files = readdirSync(join(root, "examples"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /(^|\/)(site|tenants\/[^/]+)\.yaml$/.test(file))
    .map((path) => ({ path, document: load(readFileSync(join(root, "examples", path), "utf8")) as Answered }))
    .filter(({ document }) => "template" in document);
}
