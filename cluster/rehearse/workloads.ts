import type { LiveCluster } from "../live/live-cluster.ts";
import type { RehearsedTenant } from "./tenants.ts";
import type { TopologyAssignment } from "./topology-assignment.ts";

/** Kueue's account of a job. */
export const workload = { apiVersion: "kueue.x-k8s.io/v1beta2", kind: "Workload" } as const;

/** The parts of a Workload's status that say whether and where it was admitted. */
export interface WorkloadStatus {
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly message: string;
  }[];
  readonly admission?: {
    readonly clusterQueue: string;
    readonly podSetAssignments?: readonly { readonly topologyAssignment?: TopologyAssignment }[];
  };
}

/** The status of Kueue's Workload of each job of a tenant, by the job's namespace and name. */
export async function workloadStatuses(
  cluster: LiveCluster,
  { namespaces }: RehearsedTenant,
): Promise<ReadonlyMap<string, WorkloadStatus>> {
  const statuses = new Map<string, WorkloadStatus>();
  for (const { name: namespace } of namespaces) {
    for await (const { metadata, status } of cluster.list(workload, { namespace })) {
      for (const { name } of metadata.ownerReferences ?? []) {
        statuses.set(keyOf({ namespace, name }), (status ?? {}) as WorkloadStatus);
      }
    }
  }
  return statuses;
}

/** A job's namespace and name as one text. */
export function keyOf({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace}/${name}`;
}
