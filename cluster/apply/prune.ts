import { siteLabel } from "../../constructs/identity.ts";
import { describeObject } from "../../constructs/kubernetes/object.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { ObjectReference } from "../live/live-object.ts";
import { referenceOf } from "../live/object-key.ts";
import type { Progress } from "../progress.ts";
import { fieldManager } from "./dry-run.ts";
import type { PreparedCluster } from "./prepare.ts";
import { asRefusal } from "./refused.ts";
import type { Superfluous } from "./superfluous.ts";
import { waves } from "./waves.ts";

/** A namespace that is declared no more, and that is kept with what belongs to it. */
export interface KeptNamespace {
  readonly cluster: string;
  readonly name: string;
  /** The pods that still run there. */
  readonly pods: readonly string[];
  /** What else is kept for their sake: what is in the namespace, and what the tenant has cluster-wide. */
  readonly objects: readonly ObjectReference[];
}

export interface PruneOptions {
  readonly site: string;
  readonly dryRun: boolean;
  readonly progress: Progress;
}

/** What pruning did, or would do. */
export interface Pruned {
  readonly pruned: readonly ObjectReference[];
  readonly released: readonly ObjectReference[];
  readonly kept: readonly KeptNamespace[];
}

/**
 * Deletes what is left over, in the reverse order of applying. What somebody's pods still run under is kept: their
 * namespace, its policies and quotas, and their tenant's queues.
 *
 * @throws Refusal where a server does not do it.
 */
export async function pruneAll(clusters: readonly PreparedCluster[], options: PruneOptions): Promise<Pruned> {
  const results: Pruned[] = [];
  for (const { cluster, leftOver } of clusters) {
    if (leftOver.length === 0) continue;
    try {
      results.push(await prune(cluster.name, cluster.live, leftOver, options));
    } catch (error) {
      throw asRefusal(cluster.live, error);
    }
  }
  return {
    pruned: results.flatMap(({ pruned }) => pruned),
    released: results.flatMap(({ released }) => released),
    kept: results.flatMap(({ kept }) => kept),
  };
}

async function prune(
  name: string,
  live: LiveCluster,
  leftOver: readonly Superfluous[],
  { site, dryRun, progress }: PruneOptions,
): Promise<Pruned> {
  const namespaces = leftOver.filter(({ kind }) => kind === "Namespace");
  const pods = await inParallel(namespaces, (namespace) => runningPods(live, namespace, site));
  const kept = namespaces.flatMap((namespace, index) => {
    const running = pods[index] ?? [];
    return running.length === 0 ? [] : [keptWith(name, namespace, running, leftOver)];
  });
  const keptObjects = new Set(kept.flatMap(({ objects }) => objects));
  const goes = leftOver.filter((object) => !keptObjects.has(object));
  const order = waves(goes, (object) => object).reverse();
  if (!dryRun && goes.length > 0) {
    for (const object of order.flat())
      progress.note(`${object.adopted ? "~" : "-"} ${describeObject(object)}`);
    const done = progress.step(`Pruning ${goes.length} objects from ${live.context}`);
    for (const wave of order) {
      await inParallel(wave, (object) => letGo(live, object));
    }
    done();
  }
  const whose = (adopted: boolean) => order.flat().filter((object) => object.adopted === adopted);
  return {
    pruned: whose(false).map(referenceOf),
    released: whose(true).map(referenceOf),
    kept: kept.map(({ objects, ...namespace }) => ({ ...namespace, objects: objects.map(referenceOf) })),
  };
}

/** Deletes an object. One that was adopted stays, without what this program said of it: it applies nothing there any more. */
async function letGo(live: LiveCluster, object: Superfluous): Promise<void> {
  if (!object.adopted) {
    await live.remove(object, { uid: object.uid });
    return;
  }
  const { apiVersion, kind, metadata } = referenceOf(object);
  // Without the uid, one that somebody deletes meanwhile would be made anew.
  const nothing = { apiVersion, kind, metadata: { name: metadata.name, uid: object.uid } };
  await live.apply(nothing, { fieldManager });
}

/** Pods that have not ended. Those of the site's own proxies end with their Deployment, which is pruned before. */
async function runningPods(live: LiveCluster, namespace: Superfluous, site: string): Promise<string[]> {
  const found: string[] = [];
  const pods = live.list(
    { apiVersion: "v1", kind: "Pod" },
    {
      namespace: namespace.metadata.name,
      fieldSelector: "status.phase!=Succeeded,status.phase!=Failed",
      ...(namespace.tenant === undefined && { labelSelector: `${siteLabel}!=${site}` }),
    },
  );
  for await (const { metadata } of pods) found.push(metadata.name);
  return found;
}

/** Cluster-wide is what governs a namespace as well: admission policies, priorities, its tenant's queue. */
function keptWith(
  cluster: string,
  namespace: Superfluous,
  pods: readonly string[],
  leftOver: readonly Superfluous[],
): KeptNamespace & { readonly objects: readonly Superfluous[] } {
  const { name } = namespace.metadata;
  const objects = leftOver.filter(
    ({ kind, metadata, tenant }) =>
      metadata.namespace === name ||
      (metadata.namespace === undefined &&
        kind !== "Namespace" &&
        (tenant === undefined || tenant === namespace.tenant)),
  );
  return { cluster, name, pods, objects: [namespace, ...objects] };
}
