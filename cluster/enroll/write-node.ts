import { ApiError } from "../live/api-error.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject } from "../live/live-object.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import { differenceOf, isDifferent, type NodeDifference, undeclared } from "./difference.ts";
import { cordonedAnnotation, enrollManager, type LiveNode, liveNode } from "./live-node.ts";
import { formerTenancies } from "./tenancy.ts";

/** Kubelet, node controllers and people write to a node as well; each may come between a read and its write. */
const attempts = 10;

/**
 * Brings a node to what is declared of it, or releases it: labels and taint in one write. The node must be free of the
 * tenancy that it is taken from, and cordoned if it has one.
 *
 * Labels are applied server-side: their owner is known, and those that enroll set earlier go. Taints go with them, but
 * to the API server `spec.taints` is one value: who applies it sets all of it, and what node controllers and people put
 * there would be lost. So the whole list is sent, with only busbar's taints changed, on condition that the node is
 * still at the version that was read; else it is read again. That condition also makes it safe to force: who owns which
 * label was looked at in that very version.
 *
 * @throws ApiError where the API server refuses it, or others changed the node so that it may not be written any more.
 */
export async function writeNode(
  cluster: LiveCluster,
  live: LiveNode,
  declared: SiteNode | undefined,
  force: boolean,
): Promise<LiveNode> {
  const checked = (current: LiveNode): NodeDifference => {
    const [former] = formerTenancies(current, declared ?? {});
    if (former !== undefined && !current.unschedulable)
      throw meanwhile(`it was given to ${former}, or uncordoned`);
    const difference = differenceOf(current, declared ?? undeclared);
    const taken = force ? undefined : difference.labels.find(({ owner }) => owner !== undefined);
    if (taken !== undefined) throw meanwhile(`"${taken.owner}" set label ${taken.key}`);
    return difference;
  };
  // An apply leaves out what is not wished; it removes only what nobody else set.
  const freed = await updateNode(cluster, live, (current) => {
    const { labels, taints } = checked(current);
    const removed = labels.filter(
      ({ declared: wish, owner }) => wish === undefined && (declared === undefined || owner !== undefined),
    );
    if (removed.length === 0 && (declared !== undefined || taints.length === 0)) return undefined;
    const nulls = Object.fromEntries(removed.map(({ key }) => [key, null]));
    return patched(cluster, current, {
      metadata: { labels: nulls },
      ...(declared === undefined && { spec: { taints: taintsAfter(current, { taints }) } }),
    });
  });
  if (declared === undefined) return freed;
  return updateNode(cluster, freed, (current) => {
    const difference = checked(current);
    if (!isDifferent(difference)) return undefined;
    const { name, uid, resourceVersion } = current;
    const applied = {
      apiVersion: "v1",
      kind: "Node",
      // With its identity, or a node that was removed meanwhile would come back as an empty one.
      metadata: { name, uid, resourceVersion, labels: declared.labels },
      spec: { taints: taintsAfter(current, difference) },
    };
    return cluster.apply(applied, { fieldManager: enrollManager, force: true });
  });
}

function taintsAfter({ taints }: LiveNode, { taints: differences }: Pick<NodeDifference, "taints">) {
  const superfluous = new Set(differences.map(({ found }) => found));
  return [
    ...taints.filter((taint) => !superfluous.has(taint)),
    ...differences.flatMap(({ declared }) => declared ?? []),
  ];
}

/** Keeps new pods from a node, and notes on it who did. One that somebody else cordoned stays theirs. */
export function cordon(cluster: LiveCluster, live: LiveNode): Promise<LiveNode> {
  return updateNode(cluster, live, (current) =>
    current.unschedulable
      ? undefined
      : patched(cluster, current, {
          metadata: { annotations: { [cordonedAnnotation]: enrollManager } },
          spec: { unschedulable: true },
        }),
  );
}

/** Ends what `cordon` did. */
export function uncordon(cluster: LiveCluster, live: LiveNode): Promise<LiveNode> {
  return updateNode(cluster, live, (current) =>
    current.cordonedByUs
      ? patched(cluster, current, {
          metadata: { annotations: { [cordonedAnnotation]: null } },
          spec: { unschedulable: null },
        })
      : undefined,
  );
}

/** Writes to a node as it was read; where others were faster, reads it again and asks anew what there is to write. */
async function updateNode(
  cluster: LiveCluster,
  live: LiveNode,
  write: (current: LiveNode) => Promise<LiveObject> | undefined,
): Promise<LiveNode> {
  let current = live;
  for (let attempt = 1; ; attempt += 1) {
    const writing = write(current);
    if (writing === undefined) return current;
    try {
      return liveNode(await writing);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 409 || attempt === attempts) throw error;
    }
    current = liveNode(await cluster.request("GET", nodePath(live)));
  }
}

function patched(
  cluster: LiveCluster,
  node: LiveNode,
  { metadata, spec }: { readonly metadata: object; readonly spec?: object },
): Promise<LiveObject> {
  return cluster.request("PATCH", nodePath(node), {
    query: { fieldManager: enrollManager, fieldValidation: "Strict" },
    body: { metadata: { ...metadata, resourceVersion: node.resourceVersion }, ...(spec && { spec }) },
    contentType: "application/merge-patch+json",
    // Sent twice, it meets the version that it made itself, and is reconsidered.
    repeatable: true,
  });
}

function nodePath({ name }: LiveNode): string {
  return `/api/v1/nodes/${encodeURIComponent(name)}`;
}

function meanwhile(what: string): ApiError {
  return new ApiError(409, { reason: "Conflict", message: `${what} meanwhile: enroll again` });
}
