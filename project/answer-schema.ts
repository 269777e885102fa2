import type { AnyTemplate } from "../site/template/template.ts";
import { templateSchema } from "../templates/json-schema.ts";

/** What a template says of an answer: of its JSON Schema, what people are told. */
export interface AnswerSchema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, AnswerSchema>>;
  readonly required?: readonly string[];
}

/** What a template asks. */
export function answerSchema(template: AnyTemplate): AnswerSchema {
  const { properties } = JSON.parse(templateSchema(template)) as AnswerSchema;
  return properties?.["answers"] ?? {};
}

/** An answer that has to be given: there is no default for it. */
export interface RequiredAnswer {
  readonly path: readonly string[];
  readonly schema: AnswerSchema;
}

/** The answers that a template cannot do without and that are not given, in its order. */
export function missingAnswers(
  schema: AnswerSchema,
  answers: unknown,
  path: readonly string[] = [],
): readonly RequiredAnswer[] {
  if (schema.properties === undefined) return [];
  const given = isMapping(answers) ? answers : {};
  return Object.entries(schema.properties).flatMap(([key, inside]) => {
    const at = [...path, key];
    if (key in given) return missingAnswers(inside, given[key], at);
    if (schema.required?.includes(key) !== true) return [];
    const below = missingAnswers(inside, {}, at);
    return below.length > 0 ? below : [{ path: at, schema: inside }];
  });
}

/** What is told of an answer, in a sentence. */
export function describedAnswer({ description, enum: options }: AnswerSchema): string {
  const listed = options === undefined ? "" : `One of ${options.join(", ")}.`;
  return [description ?? "", listed].filter((part) => part !== "").join(" ");
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
