import type { Cluster, SiteDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";

/** Whether other sites are in a cluster too, so that what it has once is declared by none of them. */
export function isShared({ shared }: Cluster): boolean {
  return shared === true;
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
