import type { Construct } from "constructs";
import type { App } from "../constructs/kubernetes/cdktf.ts";
import { ClusterStack } from "../constructs/kubernetes/index.ts";
import { MultiKueueManager } from "../constructs/multikueue/manager.ts";
import { planSharedTenant } from "../constructs/multikueue/shared-tenant.ts";
import { PriorityClasses } from "../constructs/priority-classes.ts";
import { TenantAdmissionPolicies } from "../constructs/tenancy/admission-policies.ts";
import { TopologyLabels } from "../constructs/topology-labels.ts";
import { accessOf, type ManagedTenant, type ManagerCluster } from "./manager-cluster.ts";

type Backend = ConstructorParameters<typeof ClusterStack>[2]["backend"];

/**
 * All stacks of a manager: what its tenants need of a cluster that no site has, and one for each tenant. Their names are
 * unlike those of any site's stacks, so that states may be kept beside them.
 */
export function buildManagerStacks(app: App, manager: ManagerCluster): void {
  const { name, apart, tenants } = manager;
  const platform = apart && new ManagerPlatformStack(app, `manager-${name}`, { name, apart });
  for (const tenant of tenants) {
    const stack = new MultiKueueStack(app, `multikueue-${tenant.name}`, { manager, tenant });
    if (platform !== undefined) stack.addDependency(platform);
  }
}

/**
 * What a manager's own cluster holds for all tenants: the priorities that jobs name, the levels that they are kept together
 * by, and the policies that tenants are admitted by. It has no nodes, and records of none.
 */
class ManagerPlatformStack extends ClusterStack {
  constructor(
    scope: Construct,
    id: string,
    { name, apart }: { readonly name: string; readonly apart: NonNullable<ManagerCluster["apart"]> },
  ) {
    super(scope, id, { cluster: accessOf(apart.cluster), backend: apart.backend as Backend });
    const site = { siteName: name };
    new PriorityClasses(this, "priorities", { site });
    new TopologyLabels(this, "topology", { site, profile: apart.topologyLabels });
    new TenantAdmissionPolicies(this, "policies", { site });
  }
}

/** Where one tenant hands in jobs for all of its sites. */
class MultiKueueStack extends ClusterStack {
  constructor(
    scope: Construct,
    id: string,
    { manager, tenant }: { readonly manager: ManagerCluster; readonly tenant: ManagedTenant },
  ) {
    super(scope, id, { cluster: accessOf(tenant.cluster), backend: tenant.backend as Backend });
    new MultiKueueManager(this, "manager", {
      site: { siteName: manager.name },
      tenant: tenant.name,
      namespaces: tenant.namespaces,
      namespacesExist: manager.apart === undefined,
      groups: tenant.groups,
      workers: planSharedTenant(tenant).manager.workers,
    });
  }
}
