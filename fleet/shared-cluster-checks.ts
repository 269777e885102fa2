import { posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { siteFile } from "../site/checks/finding.ts";
import { Clusters } from "../site/clusters.ts";
import type { DocumentPath, Problem } from "../site/problem.ts";
import type { ReadSite } from "./fleet.ts";
import type { FleetDocument } from "./fleet-document.ts";
import { clusterText } from "./multikueue-clusters.ts";
import { claimsOf, tenantClaim } from "./shared-cluster-claims.ts";
import type { SharedClusterEntry } from "./shared-cluster-document.ts";
import { meet, policyNetworks } from "./shared-cluster-networks.ts";
import { differingTenants } from "./shared-cluster-tenants.ts";
import { tenantsShared } from "./shared-clusters.ts";
import type { ReadFleet } from "./shared-layer.ts";

/** What keeps sites from being in one cluster, or says that they are in one though the fleet does not. */
export function sharedClusterProblems(
  { document, places }: Pick<ReadFleet, "document" | "places">,
  sites: readonly ReadSite[],
): Problem[] {
  return [
    ...document.clusters.flatMap((entry) => {
      const members = sites.filter(({ name }) => entry.sites.includes(name));
      const otherwise = members.flatMap((member) => entryProblems(document, member, entry));
      // Sites that are not in it have nothing there to collide.
      if (otherwise.length > 0) return otherwise;
      return members.flatMap((member, index) =>
        members
          .slice(0, index)
          .flatMap((earlier) => betweenTwo({ entry, earlier, member, document, places })),
      );
    }),
    ...unsaidProblems(document, sites),
  ];
}

function at(member: ReadSite, place: DocumentPath, message: string): Problem {
  return { where: posix.join(member.entry.folder, member.sources.locate(place)), message };
}

function inSite(...path: (string | number)[]): DocumentPath {
  return { document: siteFile, path };
}

/** Where a site's own document says something else of the cluster than the fleet does. */
function entryProblems(document: FleetDocument, member: ReadSite, entry: SharedClusterEntry): Problem[] {
  const { clusters } = member.site.document;
  const index = clusters.findIndex(({ name }) => name === entry.name);
  const own = clusters[index];
  if (own === undefined) {
    const message = `clusters: has no "${entry.name}", which fleet.yaml has "${member.name}" in: add an entry of that name with what it holds, or take the site out of it`;
    return [at(member, inSite("clusters"), message)];
  }
  const differs = (key: "context" | "kubeconfig") =>
    own[key] === entry[key]
      ? []
      : [
          at(
            member,
            inSite("clusters", index, key),
            `${key}: "${own[key]}" is not that of the cluster "${entry.name}" in fleet.yaml, which is "${entry[key]}": take it away here`,
          ),
        ];
  const unshared = `shared: other sites are in the cluster "${entry.name}" too, says fleet.yaml: take it away here`;
  const shared = tenantsShared(document.shared, entry, member);
  const otherTenants = `sharedTenants: fleet.yaml has ${listOf(shared)} at other sites of the cluster "${entry.name}" too: take it away here`;
  return [
    ...(isDeepStrictEqual(own.sharedTenants ?? [], shared)
      ? []
      : [at(member, inSite("clusters", index, "sharedTenants"), otherTenants)]),
    ...differs("context"),
    ...differs("kubeconfig"),
    ...(own.shared === true ? [] : [at(member, inSite("clusters", index, "shared"), unshared)]),
  ];
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? "no tenant" : names.join(", ");
}

interface TwoInCluster extends Pick<ReadFleet, "document" | "places"> {
  readonly entry: SharedClusterEntry;
  readonly earlier: ReadSite;
  readonly member: ReadSite;
}

function betweenTwo(two: TwoInCluster): Problem[] {
  const { entry, earlier, member } = two;
  const levels = [earlier, member].map(({ site }) => site.document.topologyLabels);
  return [
    ...(levels[0] === levels[1]
      ? []
      : [
          at(
            member,
            inSite("topologyLabels"),
            `topologyLabels: "${member.name}" labels its nodes as ${levels[1]}, and "${earlier.name}" as ${levels[0]}: the cluster "${entry.name}" of both has one vocabulary`,
          ),
        ]),
    ...claimedTwice(two),
    ...differingTenants(two),
    ...networksThatMeet(two),
  ];
}

function claimedTwice({ entry, earlier, member, document, places }: TwoInCluster): Problem[] {
  const taken = new Map(claimsOf(earlier, entry.name).map((claim) => [claim.what, claim]));
  return claimsOf(member, entry.name).flatMap(({ what, place, why, within, ofSeveralSites }) => {
    const other = taken.get(what);
    if (other === undefined || (within !== undefined && taken.has(within))) return [];
    if (ofSeveralSites === true && other.ofSeveralSites === true) return [];
    const found = `${what} is at "${earlier.name}" too, and both sites are in the cluster "${entry.name}"`;
    const shared = sharedAtBoth(document, what, earlier.name, member.name);
    if (shared === undefined) return [at(member, place, `${found}: ${why}`)];
    const needless =
      "one queue there reaches the racks of both, so that no manager is needed: take its queues away, or let it have racks at one of these sites";
    return [{ where: places.locate(shared), message: `${found}: ${needless}` }];
  });
}

/** Where the fleet's own document puts a tenant at two sites, with queues for each: without, it is declared once for both. */
function sharedAtBoth({ shared }: FleetDocument, what: string, ...sites: [string, string]) {
  const tenant = shared.tenants.findIndex(({ name }) => tenantClaim(name) === what);
  const named = shared.tenants[tenant]?.sites ?? [];
  return sites.every((site) => named.includes(site)) ? ["shared", "tenants", tenant, "queues"] : undefined;
}

function networksThatMeet({ entry, earlier, member }: TwoInCluster): Problem[] {
  const others = policyNetworks(earlier.site);
  return policyNetworks(member.site).flatMap((network) =>
    others
      .filter((other) => meet(network, other))
      .map((other) => {
        const message = `${network.what} (${network.cidr}) overlaps ${other.what} of "${earlier.name}" (${other.cidr}), and both sites are in the cluster "${entry.name}": policies there let addresses through; give each its own`;
        return at(member, network.place, message);
      }),
  );
}

/** Two sites with one cluster, of which the fleet does not say so: each would declare what it has once. */
function unsaidProblems({ clusters: said }: FleetDocument, sites: readonly ReadSite[]): Problem[] {
  const isSaid = (name: string, ...both: [ReadSite, ReadSite]) =>
    said.some((entry) => entry.name === name && both.every((site) => entry.sites.includes(site.name)));
  return sites.flatMap((member, which) =>
    new Clusters(member.site.document).all.flatMap((cluster, index) => {
      const reached = clusterText(cluster);
      const other = sites
        .slice(0, which)
        .find((earlier) =>
          new Clusters(earlier.site.document).all.some(
            (one) =>
              clusterText(one) === reached &&
              !(one.name === cluster.name && isSaid(one.name, earlier, member)),
          ),
        );
      if (other === undefined) return [];
      const isDefault = member.site.document.clusters.length === 0;
      const place = isDefault ? inSite("name") : inSite("clusters", index, "context");
      const message = `context: "${reached}" is a cluster of the site "${other.name}" as well: name another, or have fleet.yaml say under "clusters" that both sites are in it, so that what it has once is declared once`;
      return [at(member, place, message)];
    }),
  );
}
