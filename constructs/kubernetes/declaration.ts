import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest/index.js";
import { type Config, toConfig } from "./convert.ts";
import { escapeTemplates } from "./escape.ts";
import { type Finding, isJsonObject, type JsonObject } from "./json.ts";
import { adoptedConfig, adoptedResource } from "./kinds/adopted.ts";
import type { Kind, ResourceClass } from "./kinds/kind.ts";
import { findKind } from "./kinds/registry.ts";
import { plainCopy } from "./plain.ts";

/** What a declared object comes to. */
export interface Declaration {
  /** The object as plain data. */
  readonly object: JsonObject;
  /** The class of the Terraform resource that carries it, and that resource's configuration. */
  readonly resource: ResourceClass;
  readonly config: Config;
  /** All that is wrong with the object; the rest means nothing where there is any. */
  readonly findings: Finding[];
}

/**
 * Reads an object: checks it, and makes the configuration of its Terraform resource.
 *
 * @param adopted Whether it is an object that somebody else made, of which only the labels are declared.
 */
export function readObject(declared: object, adopted = false): Declaration {
  const findings: Finding[] = [];
  const object = plainCopy(declared, findings);
  findings.push(...checkIdentity(object));
  if (adopted) {
    return { object, resource: adoptedResource, config: adoptedConfig(object, findings), findings };
  }
  const kind = findKind(String(object["apiVersion"]), String(object["kind"]));
  const config = kind === undefined ? manifestConfig(object, findings) : typedConfig(object, kind, findings);
  return { object, resource: kind?.resource ?? Manifest, config, findings };
}

function typedConfig(object: JsonObject, kind: Kind, findings: Finding[]): Config {
  const { apiVersion: _, kind: __, ...fields } = object;
  const config = toConfig(fields, kind.fields, "", findings);
  findings.push(...(kind.check?.(object) ?? []));
  return { ...config, ...kind.settings };
}

/**
 * The manifest goes whole. `computed_fields` and `field_manager` keep the provider's defaults: labels and annotations that
 * the cluster adds are no drift, and a field that another manager owns is a conflict to be seen, not to be forced.
 */
function manifestConfig(object: JsonObject, findings: Finding[]): Config {
  if (Object.hasOwn(object, "status")) {
    findings.push({
      path: "status",
      problem: "is written by the cluster and refused by the Terraform provider; remove it",
    });
  }
  return { manifest: escapeTemplates(object) };
}

function checkIdentity(object: JsonObject): readonly Finding[] {
  const findings: Finding[] = [];
  const { name } = metadataOf(object);
  for (const [path, value] of [
    ["apiVersion", object["apiVersion"]],
    ["kind", object["kind"]],
    ["metadata.name", name],
  ] as const) {
    if (typeof value !== "string" || value === "")
      findings.push({ path, problem: "is required, as a string that is not empty" });
  }
  findings.push(...checkKind(String(object["apiVersion"]), String(object["kind"])));
  return findings;
}

function checkKind(apiVersion: string, kind: string): readonly Finding[] {
  if (apiVersion === "v1" && kind === "Secret") {
    return [
      {
        path: "kind",
        problem:
          "is Secret: secrets are only referenced here, since state files, manifests and plans would show their content; " +
          "create it in the cluster by other means and refer to it by name",
      },
    ];
  }
  // A group of Kubernetes itself without a dot (v1, apps/v1, batch/v1) is one whose kinds the provider has typed resources for.
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  if (group.includes(".") || findKind(apiVersion, kind) !== undefined) return [];
  return [
    {
      path: "kind",
      problem: `is ${kind} of ${apiVersion}, which is none of the built-in kinds that can be declared; describe its shape in constructs/kubernetes/kinds first`,
    },
  ];
}

/** The message that refuses an object, with everything that is wrong with it. */
export function refusal(constructPath: string, object: JsonObject, findings: readonly Finding[]): string {
  const { name, namespace } = metadataOf(object);
  const called = `${object["kind"]} "${namespace === undefined ? name : `${namespace}/${name}`}"`;
  const firstOfEach = findings.filter(
    ({ path }, index) => findings.findIndex((other) => other.path === path) === index,
  );
  const lines = firstOfEach.map(({ path, problem }) => `  ${path}: ${problem}`);
  return `[${constructPath}] ${called} cannot be declared:\n${lines.join("\n")}`;
}

function metadataOf(object: JsonObject): JsonObject {
  const metadata = object["metadata"];
  return isJsonObject(metadata) ? metadata : {};
}
