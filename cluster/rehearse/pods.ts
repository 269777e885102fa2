import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject } from "../live/live-object.ts";
import { staysWithNode } from "../nodes/pod-of-node.ts";

/** What the checks need of a pod. */
export interface ObservedPod {
  readonly namespace: string;
  readonly name: string;
  /** Undefined while it is not scheduled. */
  readonly node: string | undefined;
  readonly ready: boolean;
  /** Why it is not scheduled, in the scheduler's words. */
  readonly unscheduled: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether it belongs to the node rather than to anybody's work: of a DaemonSet, or started by the kubelet itself. */
  readonly ofNode: boolean;
}

/** All pods of a cluster that have not ended; each reduced as it streams by. */
export async function observePods(cluster: LiveCluster, labelSelector?: string): Promise<ObservedPod[]> {
  const pods: ObservedPod[] = [];
  const options = labelSelector === undefined ? {} : { labelSelector };
  for await (const pod of cluster.list({ apiVersion: "v1", kind: "Pod" }, options)) {
    const { phase } = (pod["status"] ?? {}) as { phase?: string };
    if (phase !== "Succeeded" && phase !== "Failed") pods.push(observed(pod));
  }
  return pods;
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

function observed({ metadata, spec, status }: LiveObject): ObservedPod {
  const { nodeName } = (spec ?? {}) as { nodeName?: string };
  const { conditions = [] } = (status ?? {}) as { conditions?: readonly Condition[] };
  const condition = (type: string) => conditions.find((candidate) => candidate.type === type);
  const scheduled = condition("PodScheduled");
  return {
    namespace: metadata.namespace ?? "",
    name: metadata.name,
    node: nodeName,
    ready: condition("Ready")?.status === "True",
    unscheduled: scheduled?.status === "False" ? scheduled.message : undefined,
    labels: metadata.labels ?? {},
    ofNode: staysWithNode(metadata),
  };
}
