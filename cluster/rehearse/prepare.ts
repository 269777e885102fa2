import { applyStacks } from "../apply/apply.ts";
import type { ControlPlane } from "../control-plane/start.ts";
import { installDefinitions } from "../crds/install.ts";
import type { DeclaredStack } from "../declared.ts";
import { withConversionWebhook } from "../kueue/certificates.ts";
import { startKueueManager } from "../kueue/manager.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import { groupOf } from "../live/object-key.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import type { Progress } from "../progress.ts";
import { createNodes } from "./kwok-nodes.ts";
import { type CheckResult, notChecked } from "./result.ts";

export interface PrepareOptions {
  readonly site: string;
  readonly stacks: readonly DeclaredStack[];
  readonly nodes: readonly SiteNode[];
  /** A folder with CustomResourceDefinitions. @default - the official releases */
  readonly crds?: string | undefined;
  /** Path of Kueue's manager. @default - none is run */
  readonly kueue?: string | undefined;
  readonly progress: Progress;
}

/** A control plane that holds what a site declares for one of its clusters. */
export interface PreparedCluster {
  /** The stacks, without the objects of kinds that could not be installed. */
  readonly deployed: readonly DeclaredStack[];
  /** Whether jobs go through Kueue's queues. */
  readonly throughQueues: boolean;
  readonly results: readonly CheckResult[];
}

/** The API group of Kueue's kinds. */
const kueueGroup = "kueue.x-k8s.io";

/** Gives a fresh control plane the site's nodes, the definitions that its objects need, and all that its stacks declare. */
export async function prepareCluster(
  plane: ControlPlane,
  cluster: LiveCluster,
  { site, stacks, nodes, crds, kueue, progress }: PrepareOptions,
): Promise<PreparedCluster> {
  const { missing } = await installDefinitions(
    cluster,
    stacks.flatMap(({ objects }) => objects),
    { folder: crds, change: kueue === undefined ? undefined : withConversionWebhook, progress },
  );
  const ready = await createNodes(cluster, nodes, progress);
  const deployed = withoutGroups(stacks, new Set(missing.map(({ group }) => group)));
  await applyStacks(deployed, { site, connect: () => cluster, progress });
  const throughQueues = kueue !== undefined && declares(deployed, kueueGroup);
  if (throughQueues) {
    const done = progress.step("Starting Kueue's manager");
    await startKueueManager({ binary: kueue, plane, cluster });
    done();
  }
  const open = missing.map(({ group, reason }) =>
    leftOut(group, `${reason}: name a folder of its CustomResourceDefinitions with --crds`, stacks),
  );
  if (kueue === undefined) {
    open.push(...noQueues(deployed, "no Kueue manager runs: name its binary with --kueue"));
  }
  return { deployed, throughQueues, results: [ready, ...open] };
}

/** Stacks without the objects of API groups. */
export function withoutGroups(
  stacks: readonly DeclaredStack[],
  groups: ReadonlySet<string>,
): DeclaredStack[] {
  return stacks.map((stack) => ({
    ...stack,
    objects: stack.objects.filter(({ apiVersion }) => !groups.has(groupOf(apiVersion))),
  }));
}

/** What is not checked where no Kueue admits the jobs, if the stacks declare queues at all. */
export function noQueues(stacks: readonly DeclaredStack[], why: string): CheckResult[] {
  return declares(stacks, kueueGroup)
    ? [notChecked("queues and topology assignment", "all tenants", why)]
    : [];
}

function declares(stacks: readonly DeclaredStack[], group: string): boolean {
  return stacks.some(({ objects }) => objects.some(({ apiVersion }) => groupOf(apiVersion) === group));
}

/** What is not checked of an API group that the cluster does not have. */
export function leftOut(group: string, reason: string, stacks: readonly DeclaredStack[]): CheckResult {
  const objects = stacks.flatMap((stack) => stack.objects);
  const left = objects.filter(({ apiVersion }) => groupOf(apiVersion) === group);
  const kinds = [...new Set(left.map(({ kind }) => kind))].join(", ");
  return notChecked("objects", group, `${left.length} (${kinds}) were left out, since ${reason}`);
}
