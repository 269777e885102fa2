import { setTimeout as wait } from "node:timers/promises";
import { memoryQuantity } from "../../constructs/tenancy/capacity.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject } from "../live/live-object.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import type { Progress } from "../progress.ts";
import { type CheckResult, checked } from "./result.ts";

/** What kubelets take by default. */
const podsPerNode = 110;

/** What Kubernetes is tested with. */
export const testedNodes = 5000;

/** Milliseconds without another node becoming ready after which the rest is given up. */
const patience = 60_000;

/** A simulated node with the shape, labels and taints of a node of the site. */
export function kwokNode({ name, labels, taints, shape }: SiteNode): LiveObject {
  const { cpu, memory, architecture, accelerators } = shape;
  const resources = {
    cpu: String(cpu),
    memory: memoryQuantity(memory),
    pods: String(podsPerNode),
    ...(accelerators !== undefined && { [accelerators.resource]: String(accelerators.count) }),
  };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      // Those that a kubelet sets itself, then the site's.
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/arch": architecture,
        "kubernetes.io/os": "linux",
        // The node controller would add these to each.
        "beta.kubernetes.io/arch": architecture,
        "beta.kubernetes.io/os": "linux",
        ...labels,
      },
    },
    spec: { taints },
    status: { capacity: resources, allocatable: resources },
  };
}

/** Creates the simulated nodes of a cluster, and waits until they are ready for pods. */
export async function createNodes(
  cluster: LiveCluster,
  nodes: readonly SiteNode[],
  progress: Progress,
): Promise<CheckResult> {
  if (nodes.length > testedNodes) {
    progress.note(
      `Kubernetes is tested with up to ${testedNodes} nodes, and these are ${nodes.length}: reckon with a minute for every 2,000, and with a few GB of memory`,
    );
  }
  const done = progress.step(`Creating ${nodes.length} nodes`);
  await inParallel(nodes, (node) => cluster.create(kwokNode(node)));
  const unready = await untilReady(cluster, new Set(nodes.map(({ name }) => name)));
  const ready = nodes.length - unready.length;
  done(`${ready} ready`);
  return checked(
    { check: "nodes", of: "cluster", expected: `${nodes.length} ready`, found: `${ready} ready` },
    unready.map((node) => `${node} is not ready`),
  );
}

/** The names of nodes that do not become ready. */
async function untilReady(cluster: LiveCluster, names: ReadonlySet<string>): Promise<string[]> {
  let least = Number.POSITIVE_INFINITY;
  let until = 0;
  for (;;) {
    const left = await unreadyAmong(cluster, names);
    if (left.size < least) until = Date.now() + patience;
    least = left.size;
    if (left.size === 0 || Date.now() > until) return [...left];
    await wait(1000);
  }
}

/** The nodes of these names that are not ready, or not there. */
export async function unreadyAmong(cluster: LiveCluster, names: Iterable<string>): Promise<Set<string>> {
  const left = new Set(names);
  for await (const node of cluster.list({ apiVersion: "v1", kind: "Node" })) {
    if (isReady(node)) left.delete(node.metadata.name);
  }
  return left;
}

/** Ready, and without the taint that every node has until the node controller has seen that. */
export function isReady({ spec, status }: LiveObject): boolean {
  const { taints = [] } = (spec ?? {}) as { taints?: readonly { readonly key: string }[] };
  const { conditions = [] } = (status ?? {}) as {
    conditions?: readonly { readonly type: string; readonly status: string }[];
  };
  return (
    conditions.some(({ type, status: state }) => type === "Ready" && state === "True") &&
    !taints.some(({ key }) => key === "node.kubernetes.io/not-ready")
  );
}
