import { Labels } from "@cdktf/provider-kubernetes/lib/labels/index.js";
import { escapeTemplate } from "../escape.ts";
import { type Finding, fieldPath, isJsonObject, type JsonObject } from "../json.ts";
import type { Kind } from "./kind.ts";

/** The class of the Terraform resource that labels an object which is there. */
export const adoptedResource: Kind["resource"] = Labels;

/**
 * The configuration by which Terraform takes over an object that somebody else made: its labels, by server-side apply. It keeps the
 * labels of others, refuses where there is no such object, and when it is destroyed takes its own labels away and leaves the object.
 *
 * An imported `kubernetes_namespace_v1` would do none of this: it removes labels that it does not know, and deletes the namespace,
 * with all that is in it, once it is declared no more; `prevent_destroy` goes with the block that it stands in.
 */
export function adoptedConfig(object: JsonObject, findings: Finding[]): Readonly<Record<string, unknown>> {
  const { apiVersion, kind, metadata, ...rest } = object;
  const { name, labels, ...more } = isJsonObject(metadata) ? metadata : {};
  for (const path of [...Object.keys(rest), ...Object.keys(more).map((key) => fieldPath("metadata", key))]) {
    findings.push({
      path,
      problem: "is of an object that is adopted, of which only labels are declared; remove it",
    });
  }
  if (!isJsonObject(labels)) {
    findings.push({ path: "metadata.labels", problem: "is required of an object that is adopted" });
    return {};
  }
  return {
    apiVersion,
    kind,
    metadata: { name: escapeTemplate(String(name)) },
    labels: Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [escapeTemplate(key), escapeTemplate(String(value))]),
    ),
  };
}
