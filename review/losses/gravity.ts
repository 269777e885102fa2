import { groupOf } from "../../policies/objects/kinds.ts";
import type { ResourceChange } from "../resources/resource-change.ts";
import type { LeaseOf } from "./leases.ts";

/** Guards of what tenants and miners may do: without them nothing fails, and everything passes. */
export const guards: readonly string[] = [
  "LimitRange",
  "NetworkPolicy",
  "ResourceQuota",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
];

/** What holds data that nothing makes again. */
const keepers: readonly string[] = ["PersistentVolume", "PersistentVolumeClaim", "Secret"];

/** How grave a loss is; the least is the gravest. */
export function gravityOf({ object, tenant }: ResourceChange, lease: LeaseOf): number {
  if (object === undefined) return 6;
  const { kind } = object;
  if (kind === "Namespace") return tenant !== undefined && lease(tenant)?.runs === true ? 0 : 1;
  if (kind === "CustomResourceDefinition" || keepers.includes(kind)) return 2;
  if (isKueue(object.apiVersion)) return 3;
  return guards.includes(kind) ? 4 : 5;
}

export function isKueue(apiVersion: string): boolean {
  return groupOf(apiVersion) === "kueue.x-k8s.io";
}
