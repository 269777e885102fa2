import { declaredKinds } from "../../constructs/declared-kinds.ts";
import { siteLabel, tenantLabel, zoneLabel } from "../../constructs/identity.ts";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { type Connect, type ReachedCluster, reachClusters } from "../apply/reach.ts";
import { asRefusal } from "../apply/refused.ts";
import type { DeclaredStack } from "../declared.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveObject } from "../live/live-object.ts";
import { type ObjectKind, objectKey } from "../live/object-key.ts";
import { servedAmong } from "../live/served.ts";
import { type Progress, silent } from "../progress.ts";
import { concerns } from "./concerns.ts";

/** An object that is live, by the construct that declares it. */
export interface LiveDeclaration {
  readonly stack: string;
  /** Segments of the construct's path within its stack. Empty of what nobody declares. */
  readonly construct: readonly string[];
  readonly object: PlainObject;
}

export interface LiveDeclarationsOptions {
  readonly site: string;
  readonly stacks: readonly DeclaredStack[];
  /** What the stacks declare, with the construct of each. */
  readonly declared: readonly LiveDeclaration[];
  readonly connect: Connect;
  /** Clusters to look at, by name. @default - all that stacks go to */
  readonly clusters?: readonly string[];
  readonly progress?: Progress;
}

/** What makes pods, beside what sites declare. Secrets are not read: nothing that judges needs what is in them. */
const tenantKinds: readonly ObjectKind[] = [
  { apiVersion: "v1", kind: "Pod" },
  { apiVersion: "apps/v1", kind: "StatefulSet" },
  { apiVersion: "apps/v1", kind: "DaemonSet" },
  { apiVersion: "apps/v1", kind: "ReplicaSet" },
  { apiVersion: "batch/v1", kind: "CronJob" },
  { apiVersion: "jobset.x-k8s.io/v1alpha2", kind: "JobSet" },
  { apiVersion: "leaderworkerset.x-k8s.io/v1", kind: "LeaderWorkerSet" },
];

/**
 * What the clusters of a site hold in the namespaces that are the site's, whoever made it, and what of the cluster itself
 * concerns them.
 *
 * @throws Refusal where it cannot be known: a cluster that does not answer, or something that may not be read.
 */
export async function liveDeclarations(options: LiveDeclarationsOptions): Promise<LiveDeclaration[]> {
  const { stacks, connect, clusters: names } = options;
  const clusters = await reachClusters(
    stacks,
    connect,
    ({ cluster }) => names === undefined || names.includes(cluster.name),
  );
  const found: LiveDeclaration[] = [];
  for (const cluster of clusters) {
    try {
      found.push(...(await inCluster(cluster, options)));
    } catch (error) {
      throw asRefusal(cluster.live, error);
    }
  }
  return found;
}

async function inCluster(
  { live, stacks }: ReachedCluster,
  { site, declared, progress = silent }: LiveDeclarationsOptions,
): Promise<LiveDeclaration[]> {
  const done = progress.step(`Reading what ${live.context} holds`);
  const names = new Set(stacks.map(({ name }) => name));
  const isOwned = ownedIn(stacks, site);
  const own = declared.filter(({ stack }) => names.has(stack));
  const byKey = new Map(own.map((declaration) => [objectKey(declaration.object), declaration]));
  const kinds = await servedAmong(live, [...declaredKinds, ...tenantKinds]);
  const lists = await inParallel(kinds, async (kind) => {
    const objects: LiveObject[] = [];
    for await (const object of live.list(kind)) objects.push(withoutBookkeeping(object));
    return objects;
  });
  const objects = lists.flat();
  const namespaces = new Map(
    objects
      .filter(
        (object) => object.kind === "Namespace" && isOfSite(object, isOwned, byKey.has(objectKey(object))),
      )
      .map(({ metadata }) => [metadata.name, metadata.labels?.[tenantLabel]]),
  );
  const isConcerned = concerns(objects, new Set(namespaces.keys()));
  const found = objects.flatMap((object): LiveDeclaration[] => {
    const known = byKey.get(objectKey(object));
    const plain = object as unknown as PlainObject;
    if (known !== undefined) return [{ ...known, object: plain }];
    if (!isConcerned(object) && !isOwned(object)) return [];
    return [
      { stack: stackOf(namespaces.get(object.metadata.namespace ?? "")), construct: [], object: plain },
    ];
  });
  done(`${found.length} objects`);
  return found;
}

/**
 * Whether an object is the site's by its labels, or is what its cluster has once of one of its tenants that other sites have racks
 * of too: rules judge that with each of them.
 */
function ownedIn(stacks: readonly DeclaredStack[], site: string): (object: LiveObject) => boolean {
  const shared = new Map(stacks.map(({ cluster }) => [cluster.name, cluster.sharedTenants ?? []]));
  return ({ metadata: { labels = {} } }) => {
    const { [siteLabel]: owner, [tenantLabel]: tenant } = labels;
    if (owner === site) return true;
    return owner !== undefined && tenant !== undefined && shared.get(owner)?.includes(tenant) === true;
  };
}

/** Whether a namespace is the site's, by its labels, or though somebody took them off; another site says so of its own. */
function isOfSite(
  object: LiveObject,
  isOwned: (object: LiveObject) => boolean,
  isDeclared: boolean,
): boolean {
  const { labels = {} } = object.metadata;
  const { [siteLabel]: owner } = labels;
  if (isDeclared || isOwned(object)) return true;
  return owner === undefined && (labels[tenantLabel] ?? labels[zoneLabel]) !== undefined;
}

/** What nobody declares is its tenant's matter, or the platform's. */
function stackOf(tenant: string | undefined): string {
  return tenant === undefined ? "platform" : `tenant-${tenant}`;
}

/** An object without what the API server notes about it. */
function withoutBookkeeping({ metadata, ...object }: LiveObject): LiveObject {
  const { managedFields, ...kept } = metadata;
  const { status, ...rest } = object as LiveObject;
  return { ...rest, metadata: kept } as LiveObject;
}
