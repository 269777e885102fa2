import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { load } from "js-yaml";
import { test } from "vitest";

/** Where the real definitions are, on machines that have them. */
export const crdFolder = fileURLToPath(new URL("../../../shared/crds", import.meta.url));

interface Crd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly schema: { readonly openAPIV3Schema: Record<string, unknown> };
    }[];
  };
}

/** A test that needs the real CustomResourceDefinitions: where they are missing it is skipped, and says so. */
export function testWithCrds(name: string, run: () => void): void {
  if (existsSync(crdFolder)) {
    test(name, run);
  } else {
    console.warn(
      `SKIPPED: "${name}" needs the CRDs of Kueue, JobSet and LeaderWorkerSet, which are not at ${crdFolder}`,
    );
    test.skip(`${name} (skipped: no CRDs at ${crdFolder})`, run);
  }
}

const validators = new Map<string, () => ValidateFunction>();

/** What the schema of an object's own CRD finds wrong with it; unknown fields are wrong too. */
export function checkAgainstCrd(object: Readonly<Record<string, unknown>>): string[] {
  if (validators.size === 0) readCrds();
  const { apiVersion, kind } = object;
  const validate = validators.get(`${apiVersion} ${kind}`)?.();
  if (validate === undefined) return [`there is no CRD for ${apiVersion} ${kind}`];
  validate(object);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** Go writes "ignore case" into the pattern, JavaScript beside it. */
function goRegExp(pattern: string, flags: string): RegExp {
  return new RegExp(pattern.replace("(?i)", ""), pattern.includes("(?i)") ? `${flags}i` : flags);
}
goRegExp.code = "goRegExp";

function readCrds(): void {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { "date-time": true, int32: true, int64: true },
    code: { regExp: goRegExp },
  });
  const files = readdirSync(crdFolder, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".yaml"))) {
    const { spec } = load(readFileSync(`${crdFolder}/${file}`, "utf8")) as Crd;
    for (const { name, schema } of spec.versions) {
      const closed = withoutUnknownFields(schema.openAPIV3Schema) as Record<string, unknown>;
      // The API server takes any metadata; its own schema is not in the CRD.
      (closed["properties"] as Record<string, unknown>)["metadata"] = { type: "object" };
      const validate = once(() => ajv.compile(closed));
      validators.set(`${spec.group}/${name} ${spec.names.kind}`, validate);
    }
  }
}

/** Compiling a schema takes a while, and few are used. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Kubernetes prunes unknown fields, or refuses them with strict validation; JSON Schema would let them pass. */
function withoutUnknownFields(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutUnknownFields);
  if (typeof schema !== "object" || schema === null) return schema;
  const node = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, withoutUnknownFields(value)]),
  );
  const open = "additionalProperties" in node || node["x-kubernetes-preserve-unknown-fields"] === true;
  const isObject = node["type"] === "object" && "properties" in node;
  return isObject && !open ? { ...node, additionalProperties: false } : node;
}
