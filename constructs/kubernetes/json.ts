/** A JSON value. Kubernetes objects are plain JSON data: no dates, no classes, no functions. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Whether the value is a JSON object, rather than a list, a scalar or null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The path of a field below another, as it is written in messages: `spec.containers`, `metadata.labels["a/b"]`. */
export function fieldPath(parent: string, key: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === "" ? key : `${parent}.${key}`;
}

/** Something an object says that cannot be declared. */
export interface Finding {
  /** Where in the object, for example `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** What was found, the rule, and how to satisfy it. */
  readonly problem: string;
}
