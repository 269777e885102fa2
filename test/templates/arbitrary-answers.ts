import fc from "fast-check";
import { withValue } from "../../site/template/alternatives.ts";
import type { AnyTemplate } from "../../site/template/template.ts";
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
 * Answers that are right but for a few places, which have whatever else the template's own schema allows there, what other places
 * have, everything twice, or nothing: all random answers would fail at once, and never come to what depends on one another.
 */
export function arbitraryAnswers(template: AnyTemplate, base: unknown): fc.Arbitrary<unknown> {
  const document = JSON.parse(templateSchema(template)) as JsonSchema;
  const schema = document.properties?.["answers"] ?? {};
  const places = [...pathsIn(base)].filter((path) => path.length > 0);
  const change = fc.constantFrom(...places).chain((path) => {
    const there = schemaAt(schema, path);
    const value = there === undefined ? fc.constant(undefined) : valueBy(there);
    const alike = others(base, path);
    const any =
      alike.length === 0 ? value : fc.oneof({ arbitrary: value, weight: 3 }, fc.constantFrom(...alike));
    return fc.option(any, { nil: undefined, freq: 4 }).map((to) => ({ path, to }));
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

/** What of the same kind other places have: names that are taken, entries that are there already, a list twice over. */
function others(base: unknown, path: Path): readonly unknown[] {
  const at = (place: Path) => place.reduce<unknown>((found, step) => Reflect.get(Object(found), step), base);
  const here = at(path);
  if (Array.isArray(here)) return here.length === 0 ? [] : [[...here, ...here], [], [...here].reverse()];
  if (typeof here !== "string") return [];
  const texts = [...pathsIn(base)].map(at).filter((value) => typeof value === "string" && value !== here);
  return [...new Set(texts)];
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
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? -2, max: Math.min(schema.maximum ?? 5000, 100_000) }),
        fc.constantFrom(0, 1, 1_000_000_000),
      );
    case "number":
      return fc.oneof(
        fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1000, noNaN: true }),
        fc.constantFrom(0, 0.001, 1e12),
      );
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

const dayOfThisDecade = fc
  .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2030-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Text of a pattern; days mostly of this decade, which a site's days lie in, and amounts mostly of what a site has. */
function textOf({ pattern }: JsonSchema): fc.Arbitrary<string> {
  if (pattern === undefined) return fc.string({ minLength: 1, maxLength: 12 });
  if (pattern.includes("\\d{4}-\\d{2}-\\d{2}"))
    return fc.oneof(
      { arbitrary: dayOfThisDecade, weight: 4 },
      fc.constantFrom("1970-01-01", "2028-02-29", "2999-12-31"),
    );
  const wanted = new RegExp(pattern);
  const usual = fc.stringMatching(wanted, { maxLength: 24 });
  const extreme = fc.constantFrom("0", "0.001", "1", "999999999");
  const numbered = fc
    .tuple(usual, extreme)
    .map(([text, number]) => [text.replace(/[\d.,]+/, number), text] as const)
    .map(([text, otherwise]) => (wanted.test(text) ? text : otherwise));
  return fc.oneof(usual, numbered);
}
