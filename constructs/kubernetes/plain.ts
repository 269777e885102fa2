import { Token } from "./cdktf.ts";
import { type Finding, fieldPath, type JsonObject, type JsonValue } from "./json.ts";

/**
 * A deeply frozen copy of an object as plain JSON data. Fields whose value is `undefined` are left out, so that both
 * renditions leave them out alike. What JSON, YAML or Terraform cannot carry is added to `findings`, all of it at once.
 */
export function plainCopy(object: object, findings: Finding[]): JsonObject {
  return copyObject(object, "", findings);
}

function copy(value: unknown, path: string, findings: Finding[]): JsonValue {
  switch (typeof value) {
    case "string":
      return copyText(value, path, findings);
    case "number":
      return copyNumber(value, path, findings);
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      return Array.isArray(value) ? copyList(value, path, findings) : copyObject(value, path, findings);
    default:
      findings.push({ path, problem: `is ${describe(value)}, which JSON cannot carry; declare plain data` });
      return null;
  }
}

function copyText(value: string, path: string, findings: Finding[]): string {
  if (Token.isUnresolved(value)) findings.push({ path, problem: UNRESOLVED });
  if (!BEYOND_ASCII.test(value)) return value;
  if (/\p{Surrogate}/u.test(value)) {
    findings.push({
      path,
      problem: "has half of a surrogate pair, which UTF-8 cannot carry; give the whole character",
    });
  }
  // Terraform does both to every string, and so would say another than YAML.
  if (value.normalize("NFC") !== value) {
    findings.push({
      path,
      problem: 'is not in Unicode normal form C, which Terraform would make it; call normalize("NFC") on it',
    });
  }
  if (value.startsWith("\ufeff")) {
    findings.push({ path, problem: "begins with a byte order mark, which Terraform would drop; remove it" });
  }
  return value;
}

const BEYOND_ASCII = /[^\p{ASCII}]/u;

function copyNumber(value: number, path: string, findings: Finding[]): number {
  if (!Number.isFinite(value)) {
    findings.push({ path, problem: `is ${value}, which JSON cannot carry; give a finite number` });
  } else if (Token.isUnresolved(value)) {
    findings.push({ path, problem: UNRESOLVED });
  }
  // Minus zero is written "0" by JSON and "-0" by YAML.
  return value === 0 ? 0 : value;
}

function copyList(list: readonly unknown[], path: string, findings: Finding[]): readonly JsonValue[] {
  if (Token.isUnresolved(list)) findings.push({ path, problem: UNRESOLVED });
  return Object.freeze(Array.from(list, (item, index) => copy(item, `${path}[${index}]`, findings)));
}

function copyObject(object: object, path: string, findings: Finding[]): JsonObject {
  const prototype = Object.getPrototypeOf(object);
  if (Token.isUnresolved(object)) {
    findings.push({ path, problem: UNRESOLVED });
    return {};
  }
  if (prototype !== Object.prototype && prototype !== null) {
    findings.push({ path, problem: `is ${describe(object)}, which JSON cannot carry; declare plain data` });
    return {};
  }
  const result: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const at = fieldPath(path, key);
    if (key === "__proto__")
      findings.push({ path: at, problem: "is not a name a field can have; rename it" });
    else result[copyText(key, at, findings)] = copy(value, at, findings);
  }
  return Object.freeze(result);
}

const UNRESOLVED =
  "is a value known only after Terraform has applied (a cdktf token), which the YAML rendition cannot carry; " +
  "pass a value that is known when the app is synthesized";

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null)
    return `an instance of ${value.constructor?.name ?? "a class"}`;
  return value === undefined ? "undefined" : `a ${typeof value}`;
}
