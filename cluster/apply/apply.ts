import { Refusal } from "../../site/problem.ts";
import type { DeclaredStack } from "../declared.ts";
import type { ObjectReference } from "../live/live-object.ts";
import { referenceOf } from "../live/object-key.ts";
import { type Progress, silent } from "../progress.ts";
import type { Outcome } from "./dry-run.ts";
import { type PreparedCluster, prepareAll } from "./prepare.ts";
import { type KeptNamespace, pruneAll } from "./prune.ts";
import { type Connect, type ReachedCluster, reachClusters } from "./reach.ts";
import { refuseUnserved } from "./served.ts";
import { writeAll } from "./write.ts";

export interface ApplyOptions {
  /** The site's name. */
  readonly site: string;
  readonly connect: Connect;
  /** Names of the stacks to apply. @default - all */
  readonly stacks?: readonly string[];
  /** Has the servers check everything, and writes nothing. @default false */
  readonly dryRun?: boolean;
  /** Takes fields that other managers own. @default false, a conflict is refused */
  readonly forceConflicts?: boolean;
  /** Deletes what carries the site's labels and is declared no more. @default false */
  readonly prune?: boolean;
  readonly progress?: Progress;
}

export interface AppliedObject extends ObjectReference {
  readonly outcome: Outcome;
}

export interface AppliedStack {
  readonly name: string;
  readonly cluster: string;
  readonly objects: readonly AppliedObject[];
}

export interface ApplyResult {
  /** In the order in which they were applied. */
  readonly stacks: readonly AppliedStack[];
  /** What was deleted, or would be, in that order. */
  readonly pruned: readonly ObjectReference[];
  /** What was there before the site and is declared no more: it stays, without what the site said of it. */
  readonly released: readonly ObjectReference[];
  /** What is declared no more, and was kept because somebody's pods still run there. */
  readonly kept: readonly KeptNamespace[];
}

/**
 * Makes the clusters of a site hold what its stacks declare, by server-side apply. Everything is dry-run before
 * anything is written; objects that are already as declared are not written at all.
 *
 * @throws Refusal with all that is wrong: a cluster that cannot be reached, kinds that it does not serve, objects that
 * it refuses, fields that others own. Nothing was written then, unless the refusal says how far it got.
 */
export async function applyStacks(
  stacks: readonly DeclaredStack[],
  { site, connect, stacks: names, ...options }: ApplyOptions,
): Promise<ApplyResult> {
  const { dryRun = false, forceConflicts: force = false, prune = false, progress = silent } = options;
  const clusters = await reachClusters(
    stacks,
    connect,
    ({ name }) => names === undefined || names.includes(name),
  );
  if (prune) refusePartialPruning(clusters);
  await refuseUnserved(clusters);
  const prepared = await prepareAll(clusters, { site, force, prune, progress });
  if (!dryRun) await writeAll(prepared, { force, progress });
  const removed = await pruneAll(prepared, { site, dryRun, progress });
  return { stacks: prepared.flatMap(appliedStacks), ...removed };
}

/** What is left over does not say which stack it was of, so some of the stacks cannot tell. */
function refusePartialPruning(clusters: readonly ReachedCluster[]): void {
  const problems = clusters
    .filter(({ whole }) => !whole)
    .map(({ name }) => ({
      where: `cluster ${name}`,
      message:
        "only some of its stacks are to be applied, which cannot tell what is left over: prune with all of them",
    }));
  if (problems.length > 0) throw new Refusal("Nothing was written.", problems);
}

function appliedStacks({ cluster, stacks }: PreparedCluster): AppliedStack[] {
  return stacks.map(({ name, planned }) => ({
    name,
    cluster: cluster.name,
    // What could not be asked for is in a namespace that is not there, and so new.
    objects: planned.map(({ object, outcome = "created" }) => ({ ...referenceOf(object), outcome })),
  }));
}
