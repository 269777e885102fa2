import { configMap } from "./config-map.ts";
import { deployment } from "./deployment.ts";
import { job } from "./job.ts";
import type { Kind } from "./kind.ts";
import { limitRange, resourceQuota } from "./limits.ts";
import { namespace } from "./namespace.ts";
import { networkPolicy } from "./network-policy.ts";
import { clusterRole, clusterRoleBinding, role, roleBinding } from "./rbac.ts";
import { podDisruptionBudget, priorityClass, runtimeClass } from "./scheduling.ts";
import { service } from "./service.ts";
import { serviceAccount } from "./service-account.ts";

/** Every kind that goes to Terraform as a typed resource. */
export const KINDS: readonly Kind[] = [
  clusterRole,
  clusterRoleBinding,
  configMap,
  deployment,
  job,
  limitRange,
  namespace,
  networkPolicy,
  podDisruptionBudget,
  priorityClass,
  resourceQuota,
  role,
  roleBinding,
  runtimeClass,
  service,
  serviceAccount,
];

const BY_NAME: ReadonlyMap<string, Kind> = new Map(
  KINDS.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]),
);

/** The kind with a typed resource, or `undefined` where the object can only go to Terraform as a `kubernetes_manifest`. */
export function findKind(apiVersion: string, kind: string): Kind | undefined {
  return BY_NAME.get(`${apiVersion}/${kind}`);
}
