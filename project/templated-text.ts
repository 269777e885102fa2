import { stringify } from "yaml";
import type { AnyTemplate } from "../site/template/template.ts";
import { type AnswerSchema, answerSchema, describedAnswer, isMapping } from "./answer-schema.ts";

/** How a document names its template. */
export interface TemplatedOptions {
  /** The npm package that has the template. @default - busbar itself */
  readonly packageName?: string | undefined;
  /** Where an editor finds the schema of the answers. @default - none is named */
  readonly schema?: string | undefined;
}

/**
 * The text of a document that answers a template: what is answered, each with what it is, and what is left to the template, as
 * comments with its defaults. So that whoever opens it sees all that may be said.
 */
export function templatedText(
  template: AnyTemplate,
  answers: Readonly<Record<string, unknown>>,
  { packageName, schema }: TemplatedOptions = {},
): string {
  const { name, version, title, what } = template;
  const reference = { name, version, ...(packageName !== undefined && { package: packageName }) };
  const lines = [
    ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`, "#"]),
    ...commented(`${title}. ${what}`, 0),
    "version: 1",
    `template: ${stringify(reference, { lineWidth: 0, collectionStyle: "flow" }).trim()}`,
    "answers:",
    ...answerLines(answerSchema(template), answers, 2),
  ];
  return `${lines.join("\n")}\n`;
}

function answerLines(
  schema: AnswerSchema,
  answers: Readonly<Record<string, unknown>>,
  column: number,
): string[] {
  const asked = Object.keys(schema.properties ?? {});
  const keys = [...asked, ...Object.keys(answers).filter((key) => !asked.includes(key))];
  return keys.flatMap((key) => {
    const inside = schema.properties?.[key] ?? {};
    const about = commented(describedAnswer(inside), column);
    if (!(key in answers)) return [...about, ...unanswered(key, inside, column)];
    const value = answers[key];
    if (inside.properties === undefined || !isMapping(value))
      return [...about, ...indented(stringify({ [key]: value }, { lineWidth: 0 }), column)];
    return [...about, `${" ".repeat(column)}${key}:`, ...answerLines(inside, value, column + 2)];
  });
}

/** An answer that is left to the template. */
function unanswered(key: string, { default: value }: AnswerSchema, column: number): string[] {
  const text =
    value === undefined ? "(no default)" : stringify(value, { lineWidth: 0, collectionStyle: "flow" });
  return [`${" ".repeat(column)}# ${key}: ${text.trim()}`];
}

/** Lines of a comment, none wider than people read. */
function commented(text: string, column: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last === undefined || column + last.length + word.length > 116) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => " ".repeat(column) + line);
}

function indented(text: string, column: number): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => " ".repeat(column) + line);
}
