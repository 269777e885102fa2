import type { z } from "zod";
import { withInheritedSources } from "../figure.ts";
import type { Problem } from "../problem.ts";
import { schemaProblems } from "./schema-problems.ts";
import { YamlDocument } from "./yaml-document.ts";

/** A document that has the shape its schema asks for, with the positions of everything in it. */
export interface TypedDocument<T> {
  readonly value: T;
  readonly source: YamlDocument;
}

/** Reads text as YAML and checks it against a schema; all that is wrong with its shape comes back at once. */
export function readDocument<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  text: string,
): TypedDocument<z.output<Schema>> | { readonly problems: readonly Problem[] } {
  const yaml = YamlDocument.parse(file, text);
  if ("problem" in yaml) return { problems: [yaml.problem] };
  const result = schema.safeParse(yaml.content, { reportInput: true });
  if (result.success) return { value: withInheritedSources(result.data), source: yaml };
  const problems = schemaProblems(result.error.issues).map(({ path, key, message }) => ({
    where: key === undefined ? yaml.locate(path) : yaml.locateKey(path, key),
    message: path.length === 0 ? message : `${pathText(path)}: ${message}`,
  }));
  return { problems };
}

/** A key path as a person reads it: `zones[2].ai.rows`. */
export function pathText(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
}
