import { Construct } from "constructs";
import type { Offering } from "../site/schema/tenant-document.ts";
import {
  identityLabels,
  nodeRackTypeKey,
  nodeTenantKey,
  type SiteIdentity,
  tenantLabel,
} from "./identity.ts";
import { customObject, KubernetesObject } from "./kubernetes/index.ts";
import { checkResourceFlavor, checkResourceGroups, type ResourceGroup } from "./kueue/limits.ts";
import {
  acceleratorResources,
  capacityOf,
  memoryQuantity,
  nodesOf,
  type RacksAtSite,
} from "./tenancy/capacity.ts";
import { defaultTopologyName } from "./topology-labels.ts";

/** What of a tenant its queues follow from: an `AiTenant`, or one whose racks are of several sites. */
export interface QueuedTenant {
  readonly site: SiteIdentity;
  readonly tenantName: string;
  readonly offering: Offering;
  /** Whether it runs workloads on Kubernetes with us. */
  readonly hasWorkloads: boolean;
  readonly racks: readonly RacksAtSite[];
  readonly namespaces: readonly { readonly name: string }[];
}

export interface TenantAdmissionProps {
  /** The tenant; one with namespaces. */
  readonly tenant: QueuedTenant;
  /** The Kueue Topology that its racks are scheduled by. @default 'racks' */
  readonly topologyName?: string;
}

/** The name of a tenant's LocalQueue in each of its namespaces. */
export const localQueueName = "leased";

/**
 * How a tenant's work gets onto its racks and no others: a ResourceFlavor for each of its rack types, a ClusterQueue
 * with the quota of the racks placed, and a LocalQueue in each namespace. Needs the Kueue API in the cluster, so it is a stack after the tenant's own.
 */
export class TenantAdmission extends Construct {
  constructor(scope: Construct, id: string, props: TenantAdmissionProps) {
    super(scope, id);
    const { tenant } = props;
    if (!tenant.hasWorkloads) {
      throw new Error(
        `[${this.node.path}] tenant "${tenant.tenantName}" takes ${tenant.offering}: it has no queues`,
      );
    }
    const labels = identityLabels(tenant.site, { tenant: tenant.tenantName });
    const byType = racksByType(tenant.racks);
    const flavors = [...byType].map(([rackType, racks]) => {
      const name = `${tenant.tenantName}-${rackType}`;
      this.#flavor(name, tenant, racks, labels, props.topologyName ?? defaultTopologyName);
      return { name, racks };
    });
    const queue = this.#clusterQueue(tenant, flavors, labels);
    for (const { name: namespace } of tenant.namespaces) {
      new KubernetesObject(this, `queue-${namespace}`, {
        object: customObject({
          apiVersion: "kueue.x-k8s.io/v1beta2",
          kind: "LocalQueue",
          metadata: { name: localQueueName, namespace, labels },
          spec: { clusterQueue: tenant.tenantName },
        }),
        dependsOn: [queue],
      });
    }
  }

  /** A flavor a rack type: its nodes are the tenant's alone, so no node counts for two flavors. */
  #flavor(
    name: string,
    { tenantName }: QueuedTenant,
    [group]: readonly RacksAtSite[],
    labels: Record<string, string>,
    topologyName: string,
  ): void {
    const taint = { key: nodeTenantKey, value: tenantName, effect: "NoSchedule" };
    const spec = {
      nodeLabels: { [nodeTenantKey]: tenantName, [nodeRackTypeKey]: group?.rackType.name ?? "" },
      nodeTaints: [taint],
      tolerations: [{ key: taint.key, operator: "Equal", value: taint.value, effect: taint.effect }],
      topologyName,
    };
    checkResourceFlavor(this.node.path, spec);
    new KubernetesObject(this, `flavor-${group?.rackType.name}`, {
      object: customObject({
        apiVersion: "kueue.x-k8s.io/v1beta2",
        kind: "ResourceFlavor",
        metadata: { name, labels },
        spec,
      }),
    });
  }

  #clusterQueue(
    tenant: QueuedTenant,
    flavors: readonly { readonly name: string; readonly racks: readonly RacksAtSite[] }[],
    labels: Record<string, string>,
  ): KubernetesObject {
    const resourceGroups = [resourceGroup(tenant, flavors)];
    checkResourceGroups(this.node.path, resourceGroups);
    return new KubernetesObject(this, "cluster-queue", {
      object: customObject({
        apiVersion: "kueue.x-k8s.io/v1beta2",
        kind: "ClusterQueue",
        metadata: { name: tenant.tenantName, labels },
        spec: {
          namespaceSelector: { matchLabels: { [tenantLabel]: tenant.tenantName } },
          resourceGroups,
          // Within a tenant the urgent may displace the less urgent; nothing is shared between tenants.
          preemption: { withinClusterQueue: "LowerPriority", reclaimWithinCohort: "Never" },
        },
      }),
    });
  }
}

/** One group: each flavor lists every resource of the tenant, 0 of those that its racks lack. */
function resourceGroup(
  tenant: QueuedTenant,
  flavors: readonly { readonly name: string; readonly racks: readonly RacksAtSite[] }[],
): ResourceGroup {
  const accelerators = acceleratorResources(tenant.racks);
  return {
    coveredResources: ["cpu", "memory", ...accelerators],
    flavors: flavors.map(({ name, racks }) => {
      const capacity = capacityOf(racks);
      return {
        name,
        resources: [
          { name: "cpu", nominalQuota: capacity.cpu },
          { name: "memory", nominalQuota: memoryQuantity(capacity.memory) },
          ...accelerators.map((resource) => ({
            name: resource,
            nominalQuota: capacity.accelerators.get(resource) ?? 0,
          })),
        ],
      };
    }),
  };
}

/** Racks that have nodes, by the name of their type, in order. */
function racksByType(racks: readonly RacksAtSite[]): Map<string, RacksAtSite[]> {
  const byType = new Map<string, RacksAtSite[]>();
  for (const group of racks) {
    if (nodesOf(group) === 0) continue;
    byType.set(group.rackType.name, [...(byType.get(group.rackType.name) ?? []), group]);
  }
  return new Map([...byType].sort(([a], [b]) => (a < b ? -1 : 1)));
}
