import type { Construct } from "constructs";
import { ClusterTenant } from "../constructs/cluster-tenant.ts";
import { ClusterStack } from "../constructs/kubernetes/index.ts";
import { nodesOf, type RacksAtSite } from "../constructs/tenancy/capacity.ts";
import { TenantAdmission } from "../constructs/tenant-admission.ts";
import type { Lock } from "../placement/lock.ts";
import { tenantsOn } from "../placement/site-plan.ts";
import { Clusters } from "../site/clusters.ts";
import { compareText } from "../site/compare-text.ts";
import { runsWorkloads, type TenantDocument } from "../site/schema/tenant-document.ts";
import type { Site } from "../site/site.ts";
import { isOfSeveralSites } from "./cluster-needs.ts";

/** A site in a cluster with others, with the places of its tenants. */
export interface SiteInCluster {
  readonly site: Site;
  readonly lock: Lock;
}

/** A tenant with racks of several sites in one cluster, with all of them. */
export interface TenantOfSites {
  /** Alike at all of its sites but for what it takes there. */
  readonly document: TenantDocument;
  readonly racks: readonly RacksAtSite[];
  readonly prefixes: readonly string[];
}

/** The tenants whose namespaces and queues a cluster declares, by name, with what they have on each site's effective date. */
export function tenantsOfSites(cluster: string, members: readonly SiteInCluster[]): readonly TenantOfSites[] {
  const found = new Map<string, TenantOfSites>();
  for (const { site, lock } of members) {
    const clusters = new Clusters(site.document);
    for (const { tenant, allocations, networks } of tenantsOn(site, lock, site.document.effectiveDate)) {
      const own = clusters.of(tenant);
      if (own.name !== cluster || !isOfSeveralSites(own, tenant) || !runsWorkloads(tenant.offering)) continue;
      const before = found.get(tenant.name);
      found.set(tenant.name, {
        document: before?.document ?? tenant,
        racks: [
          ...(before?.racks ?? []),
          ...allocations.map(({ rackType, racks }) => ({ rackType: site.rackType(rackType), count: racks })),
        ],
        prefixes: [...(before?.prefixes ?? []), ...networks.flatMap(({ prefixes }) => prefixes)],
      });
    }
  }
  return [...found.values()].sort((a, b) => compareText(a.document.name, b.document.name));
}

type StackProps = ConstructorParameters<typeof ClusterStack>[2];

/** The namespaces of such a tenant. */
export class ClusterTenantStack extends ClusterStack {
  readonly tenant: ClusterTenant;

  constructor(
    scope: Construct,
    id: string,
    {
      cluster,
      tenant,
      own,
    }: { readonly cluster: string; readonly tenant: TenantOfSites; readonly own: StackProps },
  ) {
    super(scope, id, own);
    const { document, racks, prefixes } = tenant;
    this.tenant = new ClusterTenant(this, "tenant", {
      site: { siteName: cluster },
      name: document.name,
      offering: document.offering,
      racks,
      prefixes,
      namespaces: document.namespaces,
      groups: document.groups,
    });
  }

  /** Whether there is anything to queue for: some racks, such as storage, have no nodes. */
  get hasNodes(): boolean {
    return this.tenant.racks.some((racks) => nodesOf(racks) > 0);
  }
}

/** Its queues. They need the Kueue API, so they follow what needs none. */
export class ClusterTenantAdmissionStack extends ClusterStack {
  constructor(
    scope: Construct,
    id: string,
    { tenant, own }: { readonly tenant: ClusterTenant; readonly own: StackProps },
  ) {
    super(scope, id, own);
    new TenantAdmission(this, "admission", { tenant });
  }
}
