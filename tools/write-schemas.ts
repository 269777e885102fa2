import { mkdirSync, writeFileSync } from "node:fs";
import { documentKinds, jsonSchema } from "../fleet/json-schema.ts";
import { templateSchema } from "../templates/json-schema.ts";
import { templates } from "../templates/templates.ts";

// The schemas are committed, so that editors find them in a clone; a test holds them to the sources.
for (const kind of documentKinds) {
  writeFileSync(new URL(`../schemas/${kind}.schema.json`, import.meta.url), jsonSchema(kind));
}
mkdirSync(new URL("../schemas/templates", import.meta.url), { recursive: true });
for (const template of templates) {
  const file = `../schemas/templates/${template.name}-${template.version}.schema.json`;
  writeFileSync(new URL(file, import.meta.url), templateSchema(template));
}
