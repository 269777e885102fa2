import { setTimeout as wait } from "node:timers/promises";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import type { LiveCluster } from "../live/live-cluster.ts";

interface QueueStatus {
  readonly conditions?: readonly { readonly type: string; readonly status: string }[];
}

/** Milliseconds in which a manager that runs marks queues that were just made. */
const patience = 10_000;

/**
 * Whether Kueue runs in a cluster and takes work for all of the tenants' ClusterQueues: its manager marks them active,
 * and nobody else does.
 */
export async function queuesWork(live: LiveCluster, objects: readonly PlainObject[]): Promise<boolean> {
  const queues = objects.filter(({ kind }) => kind === "ClusterQueue");
  const [first] = queues;
  if (first === undefined || (await live.kind(first)) === undefined) return false;
  const until = Date.now() + patience;
  while (!(await areActive(live, queues))) {
    if (Date.now() > until) return false;
    await wait(250);
  }
  return true;
}

async function areActive(live: LiveCluster, queues: readonly PlainObject[]): Promise<boolean> {
  const found = await Promise.all(queues.map((queue) => live.get(queue)));
  return found.every((queue) => {
    const { conditions = [] } = (queue?.["status"] ?? {}) as QueueStatus;
    return conditions.some(({ type, status }) => type === "Active" && status === "True");
  });
}
