import { isJsonObject, type JsonValue } from "./json.ts";

/**
 * A string as Terraform's JSON syntax must write it for its value to be that string. Every string there, keys of maps
 * included, is a template in which `${` opens an expression and `%{` a directive; a doubled mark stands for itself.
 */
export function escapeTemplate(text: string): string {
  return text.includes("{") ? text.replaceAll("${", "$$${").replaceAll("%{", "%%{") : text;
}

/** The value with every string in it, keys included, escaped by `escapeTemplate`. */
export function escapeTemplates(value: JsonValue): JsonValue {
  if (typeof value === "string") return escapeTemplate(value);
  if (Array.isArray(value)) return value.map(escapeTemplates);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [escapeTemplate(key), escapeTemplates(item)]),
  );
}
