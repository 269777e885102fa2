/** What every object of a site says of itself in labels, so that a plan can be read without this code. */
export interface SiteIdentity {
  /** The site's name: a DNS label of at most 40 characters. */
  readonly siteName: string;
}

/** Label keys on objects. */
export const siteLabel = "busbar.dev/site";
export const zoneLabel = "busbar.dev/zone";
export const tenantLabel = "busbar.dev/tenant";
export const fabricLabel = "busbar.dev/fabric";
/** On the namespaces of one or more tenants that belong together. */
export const namespaceGroupLabel = "busbar.dev/namespace-group";
/** On what was there before it was declared, and is not deleted after. */
export const adoptedLabel = "busbar.dev/adopted";

/**
 * Keys on nodes that decide who may run there. A kubelet cannot change labels under this prefix for its own node, so
 * a compromised node cannot move itself to another tenant.
 */
export const nodeTenantKey = "busbar.node-restriction.kubernetes.io/tenant";
export const nodeRoleKey = "busbar.node-restriction.kubernetes.io/role";
export const nodeRackTypeKey = "busbar.node-restriction.kubernetes.io/rack-type";

/** The namespace of the site's records: what it is, its zones, fabrics, and what was handed to whom. */
export const systemNamespace = "busbar-system";

/** The labels of an object: the site always, zone and tenant where it belongs to one. */
export function identityLabels(
  site: SiteIdentity,
  of: { readonly zone?: string; readonly tenant?: string; readonly fabric?: string } = {},
): Record<string, string> {
  return {
    "app.kubernetes.io/managed-by": "busbar",
    "app.kubernetes.io/part-of": site.siteName,
    [siteLabel]: site.siteName,
    ...(of.zone !== undefined && { [zoneLabel]: of.zone }),
    ...(of.tenant !== undefined && { [tenantLabel]: of.tenant }),
    ...(of.fabric !== undefined && { [fabricLabel]: of.fabric }),
  };
}
