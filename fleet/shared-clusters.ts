import type { Lock } from "../placement/lock.ts";
import type { SiteInput } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import type { Fleet, PlacedSite } from "./fleet.ts";
import type { FleetDocument, FleetSiteEntry } from "./fleet-document.ts";
import { type ClusterReached, reachedInFleet } from "./multikueue-clusters.ts";
import { backendInFleet } from "./output-place.ts";
import type { SharedClusterEntry } from "./shared-cluster-document.ts";

/**
 * What a site's document gets under `clusters`: the clusters of the fleet that it is in. It follows from the fleet's document
 * alone, so that no site depends on what another one says.
 */
export function clustersOf(
  { clusters, shared }: FleetDocument,
  site: Pick<FleetSiteEntry, "name">,
): Pick<SiteInput, "clusters"> {
  const own = ofSite(clusters, site);
  if (own.length === 0) return {};
  return {
    clusters: own.map((entry) => {
      const { name, context, kubeconfig, holds } = entry;
      const sharedTenants = tenantsShared(shared, entry, site);
      const more = sharedTenants.length === 0 ? {} : { sharedTenants };
      return { name, context, kubeconfig, holds, shared: true, ...more };
    }),
  };
}

/**
 * The tenants that a site has in a cluster together with other sites. Those whose jobs a manager sends to sites are not among
 * them: each of its sites has queues of its own.
 */
export function tenantsShared(
  { tenants }: FleetDocument["shared"],
  cluster: SharedClusterEntry,
  { name: site }: Pick<FleetSiteEntry, "name">,
): string[] {
  return tenants
    .filter(({ sites, queues }) => {
      const here = sites.filter((name) => cluster.sites.includes(name));
      return queues === undefined && here.includes(site) && here.length > 1;
    })
    .map(({ name }) => name);
}

function ofSite(
  clusters: readonly SharedClusterEntry[],
  { name }: Pick<FleetSiteEntry, "name">,
): readonly SharedClusterEntry[] {
  return clusters.filter(({ sites }) => sites.includes(name));
}

/** Where in `fleet.yaml` something of an entry of a site's `clusters` stands. */
export function clusterPath(
  { clusters, shared }: FleetDocument,
  site: Pick<FleetSiteEntry, "name">,
  index: string | number | undefined,
  rest: readonly (string | number)[],
): readonly (string | number)[] {
  const own = typeof index === "number" ? ofSite(clusters, site)[index] : undefined;
  if (own === undefined) return ["clusters"];
  const at = clusters.indexOf(own);
  const [key, which] = rest;
  if (key !== "sharedTenants") return ["clusters", at, ...rest];
  const names = tenantsShared(shared, own, site);
  const tenant = shared.tenants.findIndex(
    ({ name }) => name === names[typeof which === "number" ? which : 0],
  );
  return ["shared", "tenants", tenant, "sites"];
}

/** A cluster that several sites are in, with all that what it holds for them is made from. */
export interface ClusterOfSites {
  readonly name: string;
  readonly cluster: ClusterReached;
  readonly backend: SharedClusterEntry["backend"];
  readonly sites: readonly { readonly site: Site; readonly lock: Lock }[];
}

/** The shared clusters of a fleet whose sites were all read. */
export function clustersOfSites({ document, sites }: Fleet<PlacedSite>): readonly ClusterOfSites[] {
  return document.clusters.map((entry) => ({
    name: entry.name,
    cluster: reachedInFleet(entry),
    backend: backendInFleet(entry),
    // In the fleet's order, so that the order in which a cluster names them is nothing to what is written.
    sites: sites.filter(({ name }) => entry.sites.includes(name)).map(({ site, lock }) => ({ site, lock })),
  }));
}
