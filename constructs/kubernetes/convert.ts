import { closest, distance } from "fastest-levenshtein";
import { escapeTemplate } from "./escape.ts";
import { type Finding, fieldPath, isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import type { Field, Fields, Form } from "./shape.ts";

/** Configuration of a Terraform resource class: camel case names, strings already escaped. */
export type Config = Record<string, unknown>;

/**
 * The object's fields as the configuration of its typed Terraform resource. What the resource cannot carry is added to
 * `findings`; nothing is dropped in silence.
 */
export function toConfig(object: JsonObject, fields: Fields, path: string, findings: Finding[]): Config {
  const config: Config = {};
  for (const [key, value] of Object.entries(object)) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (field === undefined) {
      findings.push({ path: fieldPath(path, key), problem: unknownField(key, fields) });
    } else {
      config[field.name ?? key] = convert(value, field, fieldPath(path, key), findings);
    }
  }
  for (const [key, field] of Object.entries(fields)) {
    if (Object.hasOwn(object, key)) continue;
    if (field.required !== undefined) findings.push({ path: fieldPath(path, key), problem: field.required });
    if (field.whenAbsent !== undefined) config[field.name ?? key] = field.whenAbsent;
  }
  return config;
}

function unknownField(key: string, fields: Fields): string {
  const nearest = closest(key, Object.keys(fields));
  const hint =
    distance(key, nearest) <= 2
      ? `did you mean "${nearest}"?`
      : "remove it, or declare what it is for in another way";
  return `cannot be carried by the typed Terraform resource; ${hint}`;
}

function convert(value: JsonValue, field: Field, path: string, findings: Finding[]): unknown {
  const result = isBlock(field.form)
    ? convertBlocks(value, field, path, findings)
    : CONVERTERS[field.form](value);
  if (result === undefined) findings.push({ path, problem: mismatch(value, field.form) });
  return result;
}

type BlockForm = "block" | "blockInList" | "blocks";

function isBlock(form: Form): form is BlockForm {
  return form === "block" || form === "blockInList" || form === "blocks";
}

function convertBlocks(value: JsonValue, field: Field, path: string, findings: Finding[]): unknown {
  const fields = field.fields ?? {};
  if (field.form === "blocks") {
    if (!Array.isArray(value) || !value.every(isJsonObject)) return undefined;
    return value.map((item, index) => toConfig(item, fields, `${path}[${index}]`, findings));
  }
  if (!isJsonObject(value)) return undefined;
  const config = toConfig(value, fields, path, findings);
  return field.form === "blockInList" ? [config] : config;
}

/** Converters of the other forms: `undefined` where the value is not of the form. */
const CONVERTERS: Readonly<Record<Exclude<Form, BlockForm>, (value: JsonValue) => unknown>> = {
  text: (value) => (typeof value === "string" ? escapeTemplate(value) : undefined),
  flag: (value) => (typeof value === "boolean" ? value : undefined),
  integer: (value) => (Number.isSafeInteger(value) ? value : undefined),
  integerAsText: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
  integerOrText: (value) => {
    if (typeof value === "string") return readsAsInteger(value) ? undefined : escapeTemplate(value);
    return Number.isSafeInteger(value) ? String(value) : undefined;
  },
  fileMode: (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 0o777
      ? `0${value.toString(8).padStart(3, "0")}`
      : undefined,
  texts: (value) => (isListOf(value, isText) ? value.map((item) => escapeTemplate(item)) : undefined),
  integers: (value) => (isListOf(value, isInteger) ? value : undefined),
  textMap: (value) => {
    if (!isJsonObject(value) || !Object.values(value).every(isText)) return undefined;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [escapeTemplate(key), escapeTemplate(String(item))]),
    );
  },
};

const EXPECTED: Readonly<Record<Form, string>> = {
  text: "a string",
  flag: "true or false",
  integer: "an integer",
  integerAsText: "an integer",
  integerOrText:
    "an integer, or a name or percentage (a number in quotes means a name to Kubernetes and a number to Terraform)",
  fileMode: "a file mode from 0 to 0o777 as an integer, for example 0o644",
  texts: "a list of strings",
  integers: "a list of integers",
  textMap: "a map of strings",
  block: "an object",
  blockInList: "an object",
  blocks: "a list of objects",
};

function mismatch(value: JsonValue, form: Form): string {
  const found = JSON.stringify(value);
  return `is ${found.length > 60 ? `${found.slice(0, 57)}...` : found}; expected ${EXPECTED[form]}`;
}

/** Whether the provider would read the string of an IntOrString back as a number (Go's `strconv.Atoi`). */
function readsAsInteger(value: string): boolean {
  return /^[+-]?[0-9]+$/.test(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isListOf<T extends JsonValue>(
  value: JsonValue,
  isItem: (item: unknown) => item is T,
): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem);
}
