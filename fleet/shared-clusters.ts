import type { SiteInput } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import type { Fleet, SiteOfFleet } from "./fleet.ts";
import type { FleetDocument, FleetSiteEntry } from "./fleet-document.ts";
import { type ClusterReached, reachedInFleet } from "./multikueue-clusters.ts";
import { backendInFleet } from "./output-place.ts";
import type { SharedClusterEntry } from "./shared-cluster-document.ts";

/**
 * What a site's document gets under `clusters`: the clusters of the fleet that it is in. It follows from the fleet's document
 * alone, so that no site depends on what another one says.
 */
export function clustersOf(
  { clusters }: FleetDocument,
  site: Pick<FleetSiteEntry, "name">,
): Pick<SiteInput, "clusters"> {
  const own = ofSite(clusters, site);
  if (own.length === 0) return {};
  return {
    clusters: own.map(({ name, context, kubeconfig, holds }) => ({
      name,
      context,
      kubeconfig,
      holds,
      shared: true,
    })),
  };
}

function ofSite(
  clusters: readonly SharedClusterEntry[],
  { name }: Pick<FleetSiteEntry, "name">,
): readonly SharedClusterEntry[] {
  return clusters.filter(({ sites }) => sites.includes(name));
}

/** Where in `fleet.yaml` something of an entry of a site's `clusters` stands. */
export function clusterPath(
  { clusters }: FleetDocument,
  site: Pick<FleetSiteEntry, "name">,
  index: string | number | undefined,
  rest: readonly (string | number)[],
): readonly (string | number)[] {
  const own = typeof index === "number" ? ofSite(clusters, site)[index] : undefined;
  return own === undefined ? ["clusters"] : ["clusters", clusters.indexOf(own), ...rest];
}

/** A cluster that several sites are in, with all that what it holds for them is made from. */
export interface ClusterOfSites {
  readonly name: string;
  readonly cluster: ClusterReached;
  readonly backend: SharedClusterEntry["backend"];
  readonly sites: readonly Site[];
}

/** The shared clusters of a fleet whose sites were all read. */
export function clustersOfSites({ document, sites }: Fleet<SiteOfFleet>): readonly ClusterOfSites[] {
  return document.clusters.map((entry) => ({
    name: entry.name,
    cluster: reachedInFleet(entry),
    backend: backendInFleet(entry),
    // In the fleet's order, so that the order in which a cluster names them is nothing to what is written.
    sites: sites.filter(({ name }) => entry.sites.includes(name)).map(({ site }) => site),
  }));
}
