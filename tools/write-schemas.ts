import { writeFileSync } from "node:fs";
import { documentKinds, jsonSchema } from "../placement/json-schema.ts";

// The schemas are committed, so that editors find them in a clone; a test holds them to the sources.
for (const kind of documentKinds) {
  writeFileSync(new URL(`../schemas/${kind}.schema.json`, import.meta.url), jsonSchema(kind));
}
