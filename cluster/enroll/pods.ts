import { nodeRoleKey, nodeTenantKey, tenantLabel } from "../../constructs/identity.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject } from "../live/live-object.ts";
import { staysWithNode } from "../nodes/pod-of-node.ts";
import type { Tenancy } from "./tenancy.ts";

/** A pod that has not ended, and for whom it runs. */
export interface RunningPod {
  readonly namespace: string;
  readonly name: string;
  /** Whose namespace it is in. */
  readonly tenant?: string;
  /** Tenants and roles whose nodes it was made to bear, by name. */
  readonly bears: { readonly tenants: readonly string[]; readonly roles: readonly string[] };
}

/** Pods that have not ended, by the node they are on. */
export type PodsByNode = ReadonlyMap<string, readonly RunningPod[]>;

/** The pods of some nodes that are somebody's: one list of the cluster's pods, and one of the tenants' namespaces. */
export async function listPods(cluster: LiveCluster, nodes: ReadonlySet<string>): Promise<PodsByNode> {
  const tenants = new Map<string, string>();
  const namespaces = cluster.list({ apiVersion: "v1", kind: "Namespace" }, { labelSelector: tenantLabel });
  for await (const { metadata } of namespaces)
    tenants.set(metadata.name, metadata.labels?.[tenantLabel] ?? "");
  const pods = new Map<string, RunningPod[]>();
  const running = { fieldSelector: "spec.nodeName!=,status.phase!=Succeeded,status.phase!=Failed" };
  for await (const object of cluster.list({ apiVersion: "v1", kind: "Pod" }, running)) {
    const { nodeName = "" } = object["spec"] as PodSpec;
    if (!nodes.has(nodeName)) continue;
    const pod = runningPod(object, tenants);
    if (pod === undefined) continue;
    const others = pods.get(nodeName);
    if (others === undefined) pods.set(nodeName, [pod]);
    else others.push(pod);
  }
  return pods;
}

/**
 * The pods of a node that keep it from its new tenancy: those in namespaces of another tenant, and those made for the
 * nodes of another tenant or role. What tolerates every tenancy, such as telemetry, goes with any.
 */
export function podsInTheWay(pods: readonly RunningPod[], { tenant, role }: Tenancy): RunningPod[] {
  return pods.filter(
    (pod) =>
      (pod.tenant !== undefined && pod.tenant !== tenant) ||
      pod.bears.tenants.some((borne) => borne !== tenant) ||
      pod.bears.roles.some((borne) => borne !== role),
  );
}

/**
 * Pods of daemon sets and static pods come and go with the node, so they are nobody's; but in a tenant's namespace
 * nothing that a pod says of itself is believed: owner and annotations are written by whoever makes it.
 */
function runningPod(
  { metadata, ...object }: LiveObject,
  tenants: ReadonlyMap<string, string>,
): RunningPod | undefined {
  const { namespace = "", name } = metadata;
  const { tolerations = [] } = object["spec"] as PodSpec;
  const tenant = tenants.get(namespace);
  const borne = (key: string) =>
    tolerations.flatMap((toleration) => (toleration.key === key ? (toleration.value ?? []) : []));
  const bears = { tenants: borne(nodeTenantKey), roles: borne(nodeRoleKey) };
  if (tenant !== undefined) return { namespace, name, tenant, bears };
  const isSomebodys = bears.tenants.length > 0 || bears.roles.length > 0;
  return staysWithNode(metadata) || !isSomebodys ? undefined : { namespace, name, bears };
}

interface PodSpec {
  readonly nodeName?: string;
  readonly tolerations?: readonly { readonly key?: string; readonly value?: string }[];
}
