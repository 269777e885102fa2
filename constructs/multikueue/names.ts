/** The LocalQueue in each namespace of a shared tenant by which a job runs at whichever site has room. */
export const fleetQueueName = "fleet";

/**
 * What a tenant's ClusterQueue, admission check and MultiKueueConfig on the manager are called. The suffix keeps them
 * apart from the queue of its racks where the manager is a cluster of a site.
 */
export function fleetName(tenant: string): string {
  return `${tenant}-fleet`;
}

/** What a tenant's flavor of a rack type is called on the manager. */
export function fleetFlavorName(tenant: string, rackType: string): string {
  return `${fleetName(tenant)}-${rackType}`;
}

/** What a site is called on the manager, for one tenant: each has a connection of its own. */
export function workerName(tenant: string, site: string): string {
  return `${tenant}-${site}`;
}

/** The Secret in Kueue's namespace on the manager whose key `kubeconfig` reaches a site, unless it is named otherwise. */
export function kubeconfigSecretName(tenant: string, site: string): string {
  return `multikueue-${workerName(tenant, site)}`;
}

/** The account on a site's cluster that the manager comes as, in the namespace of the site's records. */
export function managerAccountName(tenant: string): string {
  return `multikueue-${tenant}`;
}
