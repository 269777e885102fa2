import type { Construct } from "constructs";
import { FabricAttachmentPolicy } from "../constructs/fabric/attachment-policy.ts";
import type { App } from "../constructs/kubernetes/cdktf.ts";
import { ClusterStack } from "../constructs/kubernetes/index.ts";
import { SharedCluster as SharedClusterConstruct } from "../constructs/shared-cluster.ts";
import { TenantAdmissionPolicies } from "../constructs/tenancy/admission-policies.ts";
import { TopologyLabels } from "../constructs/topology-labels.ts";
import { Clusters } from "../site/clusters.ts";
import type { SiteDocument } from "../site/schema/site-document.ts";
import { runsWorkloads } from "../site/schema/tenant-document.ts";
import type { Site } from "../site/site.ts";
import { hasAttachments, runtimes } from "./cluster-needs.ts";
import { accessOf, type ManagerAccess } from "./manager-cluster.ts";
import {
  ClusterTenantAdmissionStack,
  ClusterTenantStack,
  type SiteInCluster,
  tenantsOfSites,
} from "./shared-cluster-tenants.ts";

/** A cluster that nodes of several sites are in. It is a fleet's, which stacks do not know: who does hands it in. */
export interface SharedCluster {
  /** As the sites' documents name it, and unlike any site: its objects are labelled with it. */
  readonly name: string;
  readonly cluster: ManagerAccess;
  readonly backend: SiteDocument["backend"];
  /** The sites in it, of one vocabulary of topology labels. */
  readonly sites: readonly SiteInCluster[];
}

type Backend = ConstructorParameters<typeof ClusterStack>[2]["backend"];

/**
 * The stacks of what a cluster has once, whichever of its sites need it. They are deployed before any site's. Their names are
 * unlike those of any site's stacks, so that states may be kept beside them.
 */
export function buildSharedClusterStacks(app: App, shared: SharedCluster): readonly ClusterStack[] {
  const { name } = shared;
  const sites = shared.sites.map(({ site }) => site);
  const own = stackProps(shared);
  const platform = new ClusterStack(app, `cluster-${name}`, own);
  new SharedClusterConstruct(platform, "cluster", { name, runtimes: runtimes(sites) });
  if (!sites.some((site) => hasTenantsIn(site, name))) return [platform];
  const admission = new SharedAdmissionStack(app, `admission-${name}`, { shared, own });
  admission.addDependency(platform);
  return [platform, admission, ...tenantStacks(app, shared, admission)];
}

/** Two for each tenant of several sites, as a site has them of its own. */
function tenantStacks(app: App, shared: SharedCluster, admission: ClusterStack): ClusterStack[] {
  const { name: cluster, sites } = shared;
  const own = stackProps(shared);
  return tenantsOfSites(cluster, sites).flatMap((tenant) => {
    const id = `cluster-${cluster}-tenant-${tenant.document.name}`;
    const stack = new ClusterTenantStack(app, id, { cluster, tenant, own });
    // The policies hold before there is a namespace for them to hold in.
    stack.addDependency(admission);
    if (!stack.hasNodes) return [stack];
    const queues = new ClusterTenantAdmissionStack(app, `${id}-admission`, { tenant: stack.tenant, own });
    queues.addDependency(stack);
    return [stack, queues];
  });
}

function stackProps({ cluster, backend }: SharedCluster): ConstructorParameters<typeof ClusterStack>[2] {
  return { cluster: accessOf(cluster), backend: backend as Backend };
}

function hasTenantsIn(site: Site, cluster: string): boolean {
  const clusters = new Clusters(site.document);
  return site.tenants.some(
    (tenant) => runsWorkloads(tenant.offering) && clusters.of(tenant).name === cluster,
  );
}

/** What the tenants of all sites are admitted by. It needs the Kueue API, so it follows what needs none. */
class SharedAdmissionStack extends ClusterStack {
  constructor(
    scope: Construct,
    id: string,
    { shared, own }: { readonly shared: SharedCluster; readonly own: ReturnType<typeof stackProps> },
  ) {
    super(scope, id, own);
    const site = { siteName: shared.name };
    const documents = shared.sites.map(({ site: { document } }) => document);
    const profile = documents[0]?.topologyLabels;
    new TopologyLabels(this, "topology", { site, ...(profile !== undefined && { profile }) });
    new TenantAdmissionPolicies(this, "policies", { site });
    if (documents.some(hasAttachments)) new FabricAttachmentPolicy(this, "attachments", { site });
  }
}
