import { Clusters } from "../site/clusters.ts";
import type { Fleet, PlacedSite } from "./fleet.ts";
import type { FleetFinding } from "./multikueue-checks.ts";
import type { ManagerEntry } from "./multikueue-document.ts";
import type { ManagedTenant } from "./multikueue-tenant.ts";
import { further } from "./output-place.ts";

/** How a cluster is reached. */
export interface ClusterReached {
  readonly context: string;
  readonly kubeconfig: string;
}

/** A context; with its kubeconfig where that is not everybody's own. */
export function clusterText({ context, kubeconfig }: ClusterReached): string {
  return kubeconfig === "~/.kube/config" ? context : `${context} of ${kubeconfig}`;
}

/** As stacks of a fleet reach it. */
export function reachedInFleet({ context, kubeconfig }: ClusterReached): ClusterReached {
  return { context, kubeconfig: further(kubeconfig) };
}

/**
 * What keeps a cluster from being a manager's, by paths in its entry of `managers`. One of its own must be nobody else's, since
 * what all of its tenants need is declared there, and one of a site must have the tenants there already, since it is not.
 */
export function managerClusterProblems(
  { document, sites }: Fleet<PlacedSite>,
  { name, cluster, site }: ManagerEntry,
  tenants: readonly ManagedTenant[],
): FleetFinding[] {
  if (cluster === undefined) return tenants.flatMap((tenant) => notYetAt(site, sites, tenant));
  const own = clusterText(cluster);
  const ofSite = sites.find(({ site: { document } }) =>
    new Clusters(document).all.some((other) => clusterText(other) === own),
  );
  const ofManager = document.managers.find(
    (other) => other.name !== name && other.cluster !== undefined && clusterText(other.cluster) === own,
  );
  return [
    ...(ofSite === undefined
      ? []
      : [
          {
            path: ["cluster", "context"],
            message: `"${own}" is a cluster of the site "${ofSite.name}", whose stacks declare in it what this manager's would declare again: say "site: ${ofSite.name}" to have the manager on the cluster of its racks, or name another context`,
          },
        ]),
    ...(ofManager === undefined
      ? []
      : [
          {
            path: ["cluster", "context"],
            message: `"${own}" is the cluster of the manager "${ofManager.name}" as well: one Kueue runs in a cluster`,
          },
        ]),
    ...differentLevels(tenants),
  ];
}

/** On a site's cluster the tenant's own stack declares its namespaces. */
function notYetAt(
  name: string | undefined,
  sites: readonly PlacedSite[],
  tenant: ManagedTenant,
): FleetFinding[] {
  const home = tenant.sites.find(({ site }) => site === name);
  if (home === undefined || home.racks.length > 0) return [];
  const on = sites.find((member) => member.name === name)?.site.document.effectiveDate;
  const message = `"${tenant.name}" has no racks at "${name}" on ${on}, the site's effectiveDate, so its namespaces are not in that cluster: wait until it has, or give the manager a cluster of its own`;
  return [{ path: ["site"], message }];
}

/** The Topology of a cluster has one vocabulary, which those of one tenant are held to elsewhere. */
function differentLevels(tenants: readonly ManagedTenant[]): FleetFinding[] {
  const [first, ...others] = tenants.map(({ name, sites }) => ({ name, labels: sites[0]?.topologyLabels }));
  return others.flatMap(({ name, labels }) =>
    labels === first?.labels
      ? []
      : [
          {
            path: ["name"],
            message: `the sites of "${name}" label their nodes as ${labels}, and those of "${first?.name}" as ${first?.labels}: a manager has one vocabulary; use one, or give each tenant a manager`,
          },
        ],
  );
}
