import fc from "fast-check";
import { withValue } from "../../site/template/alternatives.ts";
import type { SiteTemplate } from "../../site/template/template.ts";
import { templateSchema } from "../../templates/json-schema.ts";

type Path = readonly (string | number)[];

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
}

/**
 * Answers that are right but for a few places, which have whatever else the template's own schema allows there, or nothing: all
 * random answers would fail at once, and never come to what depends on one another.
 */
export function arbitraryAnswers(template: SiteTemplate, base: unknown): fc.Arbitrary<unknown> {
  const document = JSON.parse(templateSchema(template)) as JsonSchema;
  const schema = document.properties?.["answers"] ?? {};
  const places = [...pathsIn(base)].filter((path) => path.length > 0);
  const change = fc.constantFrom(...places).chain((path) => {
    const there = schemaAt(schema, path);
    const value = there === undefined ? fc.constant(undefined) : valueBy(there);
    return fc.option(value, { nil: undefined, freq: 4 }).map((to) => ({ path, to }));
  });
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((answers, { path, to }) => withValue(answers, path, to), base))
    .map((answers) => JSON.parse(JSON.stringify(answers)) as unknown);
}

function* pathsIn(value: unknown, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const [key, inside] of Object.entries(value))
    yield* pathsIn(inside, [...path, Array.isArray(value) ? Number(key) : key]);
}

function schemaAt(schema: JsonSchema, [step, ...rest]: Path): JsonSchema | undefined {
  if (step === undefined) return schema;
  for (const option of schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []) {
    const found = schemaAt(option, [step, ...rest]);
    if (found !== undefined) return found;
  }
  const others = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  const inside = typeof step === "number" ? schema.items : (schema.properties?.[step] ?? others);
  return inside && schemaAt(inside, rest);
}

function valueBy(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return fc.oneof(...options.map(valueBy));
  switch (schema.type) {
    case "string":
      return textOf(schema);
    case "integer":
      return fc.integer({ min: schema.minimum ?? -2, max: Math.min(schema.maximum ?? 5000, 100_000) });
    case "number":
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(valueBy(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case "object": {
      const properties = Object.entries(schema.properties ?? {}).map(([key, inside]) => [
        key,
        valueBy(inside),
      ]);
      const required = (schema.required ?? []) as never[];
      return fc.record(Object.fromEntries(properties) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: required,
      });
    }
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

/** Text of a pattern; days of this decade, which a site's days lie in. */
function textOf({ pattern }: JsonSchema): fc.Arbitrary<string> {
  if (pattern === undefined) return fc.string({ minLength: 1, maxLength: 12 });
  if (pattern.includes("\\d{4}-\\d{2}-\\d{2}"))
    return fc
      .date({
        min: new Date("2020-01-01T00:00:00Z"),
        max: new Date("2030-12-31T00:00:00Z"),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 10));
  return fc.stringMatching(new RegExp(pattern), { maxLength: 24 });
}
