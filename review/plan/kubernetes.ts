import { isFields, objectOf } from "../../policies/plan/change.ts";
import type { PlannedChange } from "../../policies/rule.ts";
import type { ChangedObject } from "../resources/resource-change.ts";

const manifest = "kubernetes_manifest";

/**
 * The API group of each kind that the Kubernetes provider has a resource for (provider 2.38); empty for the core group. The
 * version is in the resource's name. Resources that are part of an object, such as `kubernetes_labels`, are not objects.
 */
const kinds: ReadonlyMap<string, readonly [group: string, kind: string]> = new Map([
  ["api_service", ["apiregistration.k8s.io", "APIService"]],
  ["certificate_signing_request", ["certificates.k8s.io", "CertificateSigningRequest"]],
  ["cluster_role", ["rbac.authorization.k8s.io", "ClusterRole"]],
  ["cluster_role_binding", ["rbac.authorization.k8s.io", "ClusterRoleBinding"]],
  ["config_map", ["", "ConfigMap"]],
  ["cron_job", ["batch", "CronJob"]],
  ["csi_driver", ["storage.k8s.io", "CSIDriver"]],
  ["daemon_set", ["apps", "DaemonSet"]],
  ["daemonset", ["apps", "DaemonSet"]],
  ["deployment", ["apps", "Deployment"]],
  ["endpoint_slice", ["discovery.k8s.io", "EndpointSlice"]],
  ["endpoints", ["", "Endpoints"]],
  ["horizontal_pod_autoscaler", ["autoscaling", "HorizontalPodAutoscaler"]],
  ["ingress", ["networking.k8s.io", "Ingress"]],
  ["ingress_class", ["networking.k8s.io", "IngressClass"]],
  ["job", ["batch", "Job"]],
  ["limit_range", ["", "LimitRange"]],
  ["mutating_webhook_configuration", ["admissionregistration.k8s.io", "MutatingWebhookConfiguration"]],
  ["namespace", ["", "Namespace"]],
  ["network_policy", ["networking.k8s.io", "NetworkPolicy"]],
  ["persistent_volume", ["", "PersistentVolume"]],
  ["persistent_volume_claim", ["", "PersistentVolumeClaim"]],
  ["pod", ["", "Pod"]],
  ["pod_disruption_budget", ["policy", "PodDisruptionBudget"]],
  ["priority_class", ["scheduling.k8s.io", "PriorityClass"]],
  ["replication_controller", ["", "ReplicationController"]],
  ["resource_quota", ["", "ResourceQuota"]],
  ["role", ["rbac.authorization.k8s.io", "Role"]],
  ["role_binding", ["rbac.authorization.k8s.io", "RoleBinding"]],
  ["runtime_class", ["node.k8s.io", "RuntimeClass"]],
  ["secret", ["", "Secret"]],
  ["service", ["", "Service"]],
  ["service_account", ["", "ServiceAccount"]],
  ["stateful_set", ["apps", "StatefulSet"]],
  ["storage_class", ["storage.k8s.io", "StorageClass"]],
  ["validating_webhook_configuration", ["admissionregistration.k8s.io", "ValidatingWebhookConfiguration"]],
]);

/** Whether a resource carries an object as it is, in `manifest`, and as the server completes it, in `object`. */
export function isManifest(type: string): boolean {
  return type === manifest;
}

/** Whether a resource has the provider's own shape, with blocks as lists. */
export function isTyped(type: string): boolean {
  return type.startsWith("kubernetes_") && !isManifest(type);
}

/** The object that a change is about; undefined where it is none, or its name is not known yet. */
export function changedObject(change: PlannedChange): ChangedObject | undefined {
  const found = objectOf(change);
  if (found === undefined || found.name === "" || found.adopted !== undefined) return undefined;
  const kind = isManifest(change.type) ? kindOfManifest(found.fields, found.kind) : kindOfType(change.type);
  if (kind === undefined) return undefined;
  const { name, namespace } = found;
  return { ...kind, ...(namespace !== undefined && { namespace }), name };
}

/** `Namespace//research-training`: what an attribute state says that it is called; undefined where it is no object. */
export function calledInKubernetes(type: string, state: unknown): string | undefined {
  const none = { stack: "", address: "", actions: [], before: undefined, replacePaths: [] };
  const object = objectOf({ ...none, type, after: state });
  return object && `${object.kind}/${object.namespace ?? ""}/${object.name}`;
}

/** Whether a change is of a Secret, whatever the plan marks as sensitive. */
export function isSecret(type: string, ...states: readonly unknown[]): boolean {
  if (/^kubernetes_secret(?:_|$)/.test(type)) return true;
  return (
    isManifest(type) &&
    states.some(
      (state) =>
        isFields(state) &&
        ["manifest", "object"].some((key) => {
          const object = state[key];
          return isFields(object) && object["kind"] === "Secret";
        }),
    )
  );
}

function kindOfManifest(fields: Readonly<Record<string, unknown>>, kind: string) {
  const { apiVersion } = fields;
  return typeof apiVersion === "string" ? { apiVersion, kind } : undefined;
}

/** `kubernetes_network_policy_v1` is for NetworkPolicy of `networking.k8s.io/v1`; one without a version is of v1. */
function kindOfType(type: string): { apiVersion: string; kind: string } | undefined {
  const [, name = "", version = "v1"] =
    /^kubernetes_(.+?)(?:_(v\d+(?:(?:alpha|beta)\d+)?))?$/.exec(type) ?? [];
  const found = kinds.get(name);
  if (found === undefined) return undefined;
  const [group, kind] = found;
  return { apiVersion: group === "" ? version : `${group}/${version}`, kind };
}
