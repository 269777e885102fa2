import * as client from "@kubernetes/client-node";
import { loadAll } from "js-yaml";
import { type AttributeType, resourceBlock, type SchemaBlock } from "./provider-schema.ts";

/**
 * Kubernetes objects out of a stack's Terraform configuration, and out of YAML, so that a test can hold the one against
 * the other. It knows nothing of how the configuration was made: the provider's schema says what Terraform calls a field
 * and how it nests, the Kubernetes client's models what Kubernetes calls it and of what type it is. A name or a value in
 * the configuration for which these two give no field is an error, and so cannot get lost.
 */
export type KubernetesJson = Readonly<Record<string, unknown>>;

/** Which model of the Kubernetes client each typed resource stands for. */
const MODELS: Readonly<Record<string, { apiVersion: string; kind: string; model: string }>> = {
  kubernetes_cluster_role_binding_v1: rbac("ClusterRoleBinding"),
  kubernetes_cluster_role_v1: rbac("ClusterRole"),
  kubernetes_config_map_v1: core("ConfigMap"),
  kubernetes_deployment_v1: { apiVersion: "apps/v1", kind: "Deployment", model: "V1Deployment" },
  kubernetes_job_v1: { apiVersion: "batch/v1", kind: "Job", model: "V1Job" },
  kubernetes_limit_range_v1: core("LimitRange"),
  kubernetes_namespace_v1: core("Namespace"),
  kubernetes_network_policy_v1: {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    model: "V1NetworkPolicy",
  },
  kubernetes_pod_disruption_budget_v1: {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    model: "V1PodDisruptionBudget",
  },
  kubernetes_priority_class_v1: {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    model: "V1PriorityClass",
  },
  kubernetes_resource_quota_v1: core("ResourceQuota"),
  kubernetes_role_binding_v1: rbac("RoleBinding"),
  kubernetes_role_v1: rbac("Role"),
  kubernetes_runtime_class_v1: {
    apiVersion: "node.k8s.io/v1",
    kind: "RuntimeClass",
    model: "V1RuntimeClass",
  },
  kubernetes_service_account_v1: core("ServiceAccount"),
  kubernetes_service_v1: core("Service"),
};

function core(kind: string): { apiVersion: string; kind: string; model: string } {
  return { apiVersion: "v1", kind, model: `V1${kind}` };
}

function rbac(kind: string): { apiVersion: string; kind: string; model: string } {
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind, model: `V1${kind}` };
}

/** What only Terraform knows of a resource. */
const TERRAFORM_ONLY = /^(\/\/|id|depends_on|timeouts|wait_for_.*)$/;

/** The objects that a stack's configuration (`cdk.tf.json`, as text or parsed) declares, in the order of `byIdentity`. */
export function objectsFromTerraform(stackJson: unknown): KubernetesJson[] {
  const stack = (typeof stackJson === "string" ? JSON.parse(stackJson) : stackJson) as {
    readonly resource?: Record<string, Record<string, KubernetesJson>>;
  };
  const objects = Object.entries(stack.resource ?? {}).flatMap(([type, resources]) =>
    Object.entries(resources).map(([id, resource]) => {
      if (type === "kubernetes_manifest")
        return unescapeAll(resource["manifest"], `${type}.${id}`) as KubernetesJson;
      return fromResource(type, id, resource);
    }),
  );
  return objects.sort(byIdentity);
}

/** The objects of a YAML stream, in the order of `byIdentity`. */
export function objectsFromYaml(text: string): KubernetesJson[] {
  return (loadAll(text) as KubernetesJson[]).filter((document) => document !== null).sort(byIdentity);
}

function byIdentity(one: KubernetesJson, other: KubernetesJson): number {
  return identity(one) < identity(other) ? -1 : 1;
}

function identity(object: KubernetesJson): string {
  const { name, namespace } = object["metadata"] as { name: string; namespace?: string };
  return JSON.stringify([object["apiVersion"], object["kind"], namespace, name]);
}

function fromResource(type: string, id: string, resource: KubernetesJson): KubernetesJson {
  if (type === "kubernetes_labels") return fromLabels(resource);
  const known = MODELS[type];
  const block = resourceBlock(type);
  if (known === undefined || block === undefined)
    throw new Error(`${type}: no Kubernetes kind is known for it`);
  const fields = Object.fromEntries(Object.entries(resource).filter(([key]) => !TERRAFORM_ONLY.test(key)));
  const { apiVersion, kind, model } = known;
  return { apiVersion, kind, ...fromBlock(fields, block, model, `${type}.${id}`) };
}

/** An object that is adopted, of which Terraform has the labels alone. */
function fromLabels({ api_version, kind, metadata, labels }: KubernetesJson): KubernetesJson {
  return { apiVersion: api_version, kind, metadata: { ...(metadata as KubernetesJson), labels } };
}

interface ModelAttribute {
  readonly baseName: string;
  readonly type: string;
}

function attributesOf(model: string, path: string): readonly ModelAttribute[] {
  const found = (client as unknown as Record<string, { getAttributeTypeMap?: () => ModelAttribute[] }>)[
    model
  ];
  if (found?.getAttributeTypeMap === undefined)
    throw new Error(`${path}: the Kubernetes client has no model ${model}`);
  return found.getAttributeTypeMap();
}

function fromBlock(value: unknown, block: SchemaBlock, model: string, path: string): KubernetesJson {
  const entries = Object.entries(value as KubernetesJson).map(([key, item]) => {
    const at = `${path}.${key}`;
    const field = findField(attributesOf(model, at), key);
    if (field === undefined) throw new Error(`${at}: ${model} has no field of that name`);
    const attribute = block.attributes?.[key];
    const nested = block.block_types?.[key];
    if (attribute !== undefined) return [field.baseName, fromAttribute(item, attribute.type, field, at)];
    if (nested !== undefined) return [field.baseName, fromNested(item, nested.block, field.type, at)];
    throw new Error(`${at}: the provider has no such attribute or block`);
  });
  return Object.fromEntries(
    entries.filter(([key, item]) => !(model === "RbacV1Subject" && key === "namespace" && item === "")),
  );
}

/** The field that Terraform calls so: in snake case, as it is or in the singular. */
function findField(fields: readonly ModelAttribute[], name: string): ModelAttribute | undefined {
  const snake = (field: ModelAttribute) =>
    field.baseName.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  return fields.find((field) => snake(field) === name) ?? fields.find((field) => snake(field) === `${name}s`);
}

function fromNested(value: unknown, block: SchemaBlock, type: string, path: string): unknown {
  const listed = /^Array<(.*)>$/.exec(type);
  if (listed !== null) {
    if (!Array.isArray(value)) throw new Error(`${path}: a single block for ${type}`);
    return value.map((item, index) => fromBlock(item, block, String(listed[1]), `${path}[${index}]`));
  }
  if (!Array.isArray(value)) return fromBlock(value, block, type, path);
  if (value.length !== 1) throw new Error(`${path}: ${value.length} blocks for one ${type}`);
  return fromBlock(value[0], block, type, `${path}[0]`);
}

function fromAttribute(
  value: unknown,
  terraform: AttributeType,
  field: ModelAttribute,
  path: string,
): unknown {
  const plain = unescapeAll(value, path);
  if (terraform !== "string" || field.type === "string") return plain;
  const text = String(plain);
  if (field.type === "IntOrString") return /^[+-]?[0-9]+$/.test(text) ? Number(text) : text;
  // File modes, of which the provider writes the octal digits.
  if (field.type === "number") return /mode$/i.test(field.baseName) ? Number.parseInt(text, 8) : Number(text);
  throw new Error(`${path}: a string for ${field.type}`);
}

/** Strings as Terraform would read them; what it would take for an expression or a directive is an error. */
function unescapeAll(value: unknown, path: string): unknown {
  if (typeof value === "string") return withoutEscapes(value, path);
  if (Array.isArray(value)) return value.map((item, index) => unescapeAll(item, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      withoutEscapes(key, path),
      unescapeAll(item, `${path}.${key}`),
    ]),
  );
}

function withoutEscapes(text: string, path: string): string {
  let result = "";
  for (let at = 0; at < text.length; at++) {
    const escaped = text.startsWith("$${", at) || text.startsWith("%%{", at);
    if (!escaped && (text.startsWith("${", at) || text.startsWith("%{", at))) {
      throw new Error(`${path}: Terraform would take ${JSON.stringify(text)} for a template`);
    }
    result += text[at];
    if (escaped) {
      result += "{";
      at += 2;
    }
  }
  return result;
}
