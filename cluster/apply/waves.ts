import type { ObjectKind } from "../live/object-key.ts";

/**
 * In which order kinds are written: what others stand in, or refer to, before them; limits and policies before what
 * they govern; and what lets somebody in (bindings, queues) after that.
 */
const order: readonly (readonly string[])[] = [
  ["Namespace"],
  ["CustomResourceDefinition"],
  ["PriorityClass", "RuntimeClass", "ClusterRole", "ValidatingAdmissionPolicy", "Topology"],
  ["ValidatingAdmissionPolicyBinding", "ResourceFlavor"],
  [
    "ResourceQuota",
    "LimitRange",
    "NetworkPolicy",
    "ServiceAccount",
    "ConfigMap",
    "Role",
    "PodDisruptionBudget",
  ],
  ["ClusterQueue"],
  ["ClusterRoleBinding", "RoleBinding", "Service", "LocalQueue"],
];

const waveOf: ReadonlyMap<string, number> = new Map(
  order.flatMap((kinds, wave) => kinds.map((kind) => [kind, wave])),
);

/** Items in waves by the kinds of their objects: what is in one may be written at once, and follows the waves before it. Workloads come last. */
export function waves<T>(items: readonly T[], kindOf: (item: T) => ObjectKind): T[][] {
  const found: T[][] = Array.from({ length: order.length + 1 }, () => []);
  for (const item of items) found[waveOf.get(kindOf(item).kind) ?? order.length]?.push(item);
  return found.filter((wave) => wave.length > 0);
}
