import { Clusters } from "../site/clusters.ts";
import type { Cluster, SiteDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";

/** Whether other sites are in a cluster too, so that what it has once is declared by none of them. */
export function isShared({ shared }: Cluster): boolean {
  return shared === true;
}

/** Whether a tenant has racks of other sites in a cluster too, so that the cluster declares what it holds of it, and no site. */
export function isOfSeveralSites(
  { shared, sharedTenants }: Cluster,
  { name }: { readonly name: string },
): boolean {
  return shared === true && sharedTenants?.includes(name) === true;
}

/** The tenants of a site that a cluster declares for several sites: those whose racks here belong to it. */
export function tenantsOfSeveralSites(site: Site, cluster: Cluster): string[] {
  const clusters = new Clusters(site.document);
  return site.tenants
    .filter((tenant) => isOfSeveralSites(cluster, tenant) && clusters.of(tenant).name === cluster.name)
    .map(({ name }) => name);
}

/** The container runtimes that the accelerators of the sites' tenants need, whoever of them is there on the day. */
export function runtimes(sites: readonly Site[]): string[] {
  const resources = sites.flatMap((site) =>
    site.tenants.flatMap(({ demand }) =>
      demand.map(({ rackType }) => site.rackType(rackType).accelerator?.resource),
    ),
  );
  return resources.includes("nvidia.com/gpu") ? ["nvidia"] : [];
}

/** Whether pods may be attached to a fabric of the site, which a policy then keeps to those of their own namespace. */
export function hasAttachments({ fabrics }: SiteDocument): boolean {
  return fabrics.some(({ attachments }) => attachments !== undefined);
}
