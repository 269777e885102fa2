import { posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Clusters } from "../site/clusters.ts";
import type { Problem } from "../site/problem.ts";
import { runsWorkloads, type TenantDocument } from "../site/schema/tenant-document.ts";
import type { ReadSite } from "./fleet.ts";
import type { FleetDocument } from "./fleet-document.ts";
import type { SharedClusterEntry } from "./shared-cluster-document.ts";

interface TwoInCluster {
  readonly entry: SharedClusterEntry;
  readonly earlier: ReadSite;
  readonly member: ReadSite;
  readonly document: FleetDocument;
}

/** What of a tenant's document its objects in a cluster are made from, beside its racks. */
const once = ["offering", "namespaces", "groups"] as const;

/** Where two sites of one cluster say different things of a tenant that it declares once for both. */
export function differingTenants({ entry, earlier, member, document }: TwoInCluster): Problem[] {
  return document.shared.tenants.flatMap((shared) => {
    const [one, other] = [earlier, member].map((site) => tenantIn(site, entry.name, shared.name));
    if (one === undefined || other === undefined) return [];
    const differing = once.filter((key) => !isDeepStrictEqual(one[key], other[key]));
    const both = [earlier, member] as const;
    return [
      ...differing.map((key) => ({
        where: ownPlace(both, shared, key),
        message: `${key}: tenant "${shared.name}" has others at "${earlier.name}" than at "${member.name}", and the cluster "${entry.name}" of both declares them once: say them in ${shared.document} alone`,
      })),
      ...patched(both, shared, [one, other]),
    ];
  });
}

/** A tenant as a site has it, where the cluster declares it for several sites. */
function tenantIn({ site }: ReadSite, cluster: string, name: string): TenantDocument | undefined {
  const tenant = site.tenants.find((candidate) => candidate.name === name);
  if (tenant === undefined) return undefined;
  const own = new Clusters(site.document).of(tenant);
  return own.name === cluster && own.sharedTenants?.includes(name) === true ? tenant : undefined;
}

type Both = readonly [ReadSite, ReadSite];
type Shared = FleetDocument["shared"]["tenants"][number];

/** Patches are of what one document makes, and no document makes what the cluster declares for several sites. */
function patched(both: Both, shared: Shared, documents: readonly TenantDocument[]): Problem[] {
  const has = documents.some(
    ({ objects, offering }) => runsWorkloads(offering) && (objects ?? []).length > 0,
  );
  if (!has) return [];
  const message = `objects: tenant "${shared.name}" is of several sites in one cluster, and what that declares for all of them is not patched: take them away, or let it have racks at one of these sites`;
  return [{ where: ownPlace(both, shared, "objects"), message }];
}

/** Where one of two sites says something itself: what the shared document says is the same at both. */
function ownPlace(both: Both, { name, document }: Shared, key: string): string {
  const places = both.map(({ entry, sources }) =>
    posix.join(entry.folder, sources.locate({ document: sources.tenantFile(name) ?? document, path: [key] })),
  );
  const shared = posix.normalize(document);
  return places.findLast((place) => !place.startsWith(`${shared}:`)) ?? places[0] ?? shared;
}
