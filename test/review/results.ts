import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import type { JsonObject } from "../../constructs/kubernetes/json.ts";
import { toYaml } from "../../constructs/kubernetes/yaml.ts";
import { readConfiguration, resourcesOf } from "../../review/result/configuration.ts";
import { readManifest } from "../../review/result/manifest.ts";
import type { Result, ResultStack } from "../../review/result/result.ts";

export interface StackOptions {
  /** What the configuration says besides resources. */
  readonly beside?: JsonObject;
  /** Names of resources in Terraform, by the names of objects. @default - the name of the object */
  readonly named?: Readonly<Record<string, string>>;
  /** Resources that are no objects. */
  readonly resources?: JsonObject;
}

/** A stack as synthesis writes it: every object as a manifest, and as a `kubernetes_manifest`. */
export function stackOf(
  name: string,
  objects: readonly PlainObject[],
  { beside = {}, named = {}, resources = {} }: StackOptions = {},
): ResultStack {
  const manifests = objects.map((object) => {
    const { name: own, namespace = "" } = object.metadata;
    const id = named[own] ?? `${object.kind}_${namespace}_${own}`;
    const comment = { metadata: { path: `${name}/${id}/Resource`, uniqueId: id } };
    return [id, { "//": comment, manifest: object }];
  });
  const configuration = JSON.stringify({
    provider: { kubernetes: [{ config_context: "site" }] },
    ...beside,
    resource: { kubernetes_manifest: Object.fromEntries(manifests), ...resources },
  });
  return {
    name,
    objects: new Map(readManifest(toYaml(objects), `${name}.yaml`)),
    configuration,
    resources: () => resourcesOf(readConfiguration(configuration, name)),
  };
}

/** A side of nothing but stacks. */
export function resultOf(label: string, ...stacks: readonly ResultStack[]): Result {
  return {
    label,
    plan: undefined,
    policies: undefined,
    stacks: new Map(stacks.map((stack) => [stack.name, stack])),
    files: new Map(),
  };
}

/** An object of a kind, with whatever else it says. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  {
    namespace,
    labels,
    ...rest
  }: { namespace?: string; labels?: Record<string, string>; [field: string]: unknown } = {},
): PlainObject {
  const metadata = {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(labels !== undefined && { labels }),
  };
  return { apiVersion, kind, metadata, ...(rest as JsonObject) };
}
