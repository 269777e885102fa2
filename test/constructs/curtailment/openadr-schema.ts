import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { load } from "js-yaml";
import { test } from "vitest";

type Json = Readonly<Record<string, unknown>>;

const folder = fileURLToPath(new URL("../../../../shared/openadr-3.1.1/", import.meta.url));

/** A test that needs OpenADR's own API description: where that is missing it is skipped, and says so. */
export function testWithOpenAdr(name: string, run: (openAdr: OpenAdr) => void): void {
  if (existsSync(`${folder}openadr3.yaml`)) {
    test(name, () => run(new OpenAdr()));
    return;
  }
  console.warn(`SKIPPED: "${name}" needs the OpenADR 3.1.1 API description, which is not in ${folder}`);
  test.skip(`${name} (skipped: no openadr3.yaml in ${folder})`, () => undefined);
}

/** OpenADR 3.1.1 as its authors describe it: the objects of its API, and what its payload types hold. */
export class OpenAdr {
  readonly #ajv = new Ajv({ strict: false, allErrors: true });
  readonly #payloads: Json;

  constructor() {
    this.#ajv.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
    for (const format of ["uri", "int32", "float"]) this.#ajv.addFormat(format, true);
    this.#ajv.addSchema({ ...(closed(read("openadr3.yaml")) as Json), $id: "openadr" });
    this.#payloads = {
      ...definitions("event-interval-payloads.schema.yaml"),
      ...definitions("report-payloads.schema.yaml"),
    };
  }

  /** What is wrong with an object of the API. Keys that it does not name are wrong as well. */
  problems(component: string, object: unknown): string[] {
    return this.#errors({ $ref: `openadr#/components/schemas/${component}` }, object);
  }

  /** What is wrong with the values of a payload; a type that is in no enumeration is wrong altogether. */
  payloadProblems({ type, values }: { readonly type: string; readonly values: unknown }): string[] {
    const schema = this.#payloads[type];
    if (schema === undefined) return [`${type} is in no enumeration`];
    return this.#errors(withoutIds(schema) as Json, values);
  }

  get units(): readonly string[] {
    return read("units.schema.yaml")["enum"] as string[];
  }

  #errors(schema: Json, value: unknown): string[] {
    const validate = this.#ajv.compile(schema);
    return validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
  }
}

function read(file: string): Json {
  return load(readFileSync(`${folder}${file}`, "utf8")) as Json;
}

function definitions(file: string): Json {
  return read(file)["definitions"] as Json;
}

/** A key that nobody defines may be a misspelt one. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return copy["type"] === "object" && "properties" in copy ? { ...copy, additionalProperties: false } : copy;
}

function withoutIds(schema: unknown): unknown {
  const { $id: _, ...rest } = schema as Json;
  return rest;
}
