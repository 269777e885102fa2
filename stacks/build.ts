import type { App } from "../constructs/kubernetes/cdktf.ts";
import { ObjectPatches } from "../constructs/kubernetes/index.ts";
import type { AdmissionObject } from "../constructs/tenancy/rule-admission.ts";
import type { Lock } from "../placement/lock.ts";
import { tenantsOn } from "../placement/site-plan.ts";
import { Clusters } from "../site/clusters.ts";
import type { Cluster } from "../site/schema/site-document.ts";
import { runsWorkloads } from "../site/schema/tenant-document.ts";
import type { Site } from "../site/site.ts";
import { isOfSeveralSites, isShared } from "./cluster-needs.ts";
import { deployedCurtailmentPlan } from "./curtailment-plan.ts";
import { MiningMonitoringStack } from "./mining-monitoring-stack.ts";
import { MiningStack, miningZones } from "./mining-stack.ts";
import type { SitePatches } from "./object-patches.ts";
import { PlatformAdmissionStack, PlatformStack } from "./platform-stack.ts";
import type { SiteStack } from "./site-stack.ts";
import { TenantAdmissionStack, TenantStack } from "./tenant-stack.ts";

/**
 * All stacks of a site on its effective date: a platform stack for each cluster that is declared, mining, and two for
 * each tenant with workloads (its own, and the queues that follow), one for others. A tenant's stacks name nothing of another tenant.
 *
 * @returns the patches of objects, which know by now what they do not fit.
 * @param admission What policies have each cluster with tenants hold them to. @default - nothing besides what must always hold
 */
export function buildStacks(
  app: App,
  site: Site,
  lock: Lock,
  admission: readonly AdmissionObject[] = [],
): SitePatches {
  const { document } = site;
  const clusters = new Clusters(document);
  const tenants = tenantsOn(site, lock, document.effectiveDate);
  const leasedZones = new Set(tenants.flatMap(({ allocations }) => allocations.map(({ zone }) => zone)));
  const curtailment = deployedCurtailmentPlan(site, lock);
  const platforms = new Map<string, SiteStack>();
  const admissions = new Map<string, SiteStack>();
  const patches = new ObjectPatches(document.objects ?? []);
  const ofTenants = new Map<string, ObjectPatches>();

  const platformOf = (cluster: Cluster): SiteStack =>
    once(platforms, cluster.name, () => {
      const records = cluster.name === clusters.operations.name;
      const id = stackName("platform", cluster, clusters);
      return new PlatformStack(app, id, {
        document,
        cluster,
        patches,
        site,
        records,
        leasedZones,
        curtailment,
      });
    });
  const admissionOf = (cluster: Cluster): SiteStack => {
    // What every tenant of a cluster with several sites is held to is there before any of its sites.
    if (isShared(cluster) && admission.length === 0) return platformOf(cluster);
    return once(admissions, cluster.name, () => {
      const stack = new PlatformAdmissionStack(app, stackName("platform-admission", cluster, clusters), {
        document,
        cluster,
        patches,
        site,
        admission,
      });
      stack.addDependency(platformOf(cluster));
      return stack;
    });
  };

  // Of every cluster that is declared, whoever is there on this day: between two leases a cluster keeps its platform.
  for (const cluster of clusters.all) platformOf(cluster);
  for (const tenant of site.tenants) if (runsWorkloads(tenant.offering)) admissionOf(clusters.of(tenant));
  if (miningZones(site).length > 0) {
    const props = { document, cluster: clusters.operations, patches, site };
    const mining = new MiningStack(app, "mining", props);
    mining.addDependency(platformOf(clusters.operations));
    if (document.monitoring?.operator === true) {
      new MiningMonitoringStack(app, "mining-monitoring", props).addDependency(mining);
    }
  }
  for (const placed of tenants) {
    const cluster = clusters.of(placed.tenant);
    const id = `tenant-${placed.tenant.name}`;
    const own = new ObjectPatches(placed.tenant.objects ?? []);
    ofTenants.set(placed.tenant.name, own);
    const stack = new TenantStack(app, id, { document, cluster, patches: own, site, placed });
    stack.addDependency(platformOf(cluster));
    if (!stack.tenant.hasWorkloads) continue;
    // The policies hold before there is a namespace for them to hold in.
    stack.addDependency(admissionOf(cluster));
    // Queues of a tenant of several sites are the cluster's, as its namespaces are.
    if (isOfSeveralSites(cluster, placed.tenant)) continue;
    // A tenant whose first racks have no nodes, such as storage, has nothing to queue for yet.
    if (stack.tenant.racks.every(({ nodes }) => nodes === 0)) continue;
    const { tenant } = stack;
    const admission = { document, cluster, patches: own, tenant };
    new TenantAdmissionStack(app, `${id}-admission`, admission).addDependency(stack);
  }
  return { site: patches, tenants: ofTenants };
}

/** The operations cluster's stacks keep the plain name, so that adding a cluster renames none of them. */
function stackName(kind: string, cluster: Cluster, clusters: Clusters): string {
  return cluster.name === clusters.operations.name ? kind : `${kind}-${cluster.name}`;
}

function once<V>(made: Map<string, V>, key: string, make: () => V): V {
  const existing = made.get(key);
  if (existing !== undefined) return existing;
  const value = make();
  made.set(key, value);
  return value;
}
