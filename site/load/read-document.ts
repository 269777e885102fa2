import type { z } from "zod";
import { withInheritedSources } from "../figure.ts";
import type { Problem } from "../problem.ts";
import { type Places, pathText } from "./places.ts";
import { schemaProblems } from "./schema-problems.ts";
import { YamlDocument } from "./yaml-document.ts";

/** A document that has the shape its schema asks for, with the positions of everything in it. */
export interface TypedDocument<T> {
  readonly value: T;
  readonly source: Places;
}

/** A document, or all that is wrong with its shape. */
export type ReadDocument<T> = TypedDocument<T> | { readonly problems: readonly Problem[] };

/** Reads text as YAML and checks it against a schema; all that is wrong with its shape comes back at once. */
export function readDocument<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  text: string,
): ReadDocument<z.output<Schema>> {
  const yaml = YamlDocument.parse(file, text);
  return "problem" in yaml ? { problems: [yaml.problem] } : typedDocument(schema, yaml.content, yaml);
}

/** Checks what a document says against its schema, wherever it was said. */
export function typedDocument<Schema extends z.ZodType>(
  schema: Schema,
  content: unknown,
  source: Places,
): ReadDocument<z.output<Schema>> {
  const result = schema.safeParse(content, { reportInput: true });
  if (result.success) return { value: withInheritedSources(result.data), source };
  const problems = schemaProblems(result.error.issues).map(({ path, key, message }) => ({
    where: key === undefined ? source.locate(path) : source.locateKey(path, key),
    message: `${path.length === 0 ? message : `${pathText(path)}: ${message}`}${source.remark?.(path) ?? ""}`,
  }));
  return { problems };
}
