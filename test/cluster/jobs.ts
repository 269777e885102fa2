import { setTimeout as wait } from "node:timers/promises";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";

/** Simulated nodes node-0 and on, each with room for one pod of a job. */
export async function createNodes(cluster: LiveCluster, count: number): Promise<void> {
  const shape = { cpu: "8", memory: "64Gi", pods: "110", "example.com/gpu": "4" };
  for (let at = 0; at < count; at += 1) {
    await cluster.apply(
      { apiVersion: "v1", kind: "Node", metadata: { name: `node-${at}` } },
      { fieldManager: "test" },
    );
    await cluster.request("PATCH", `/api/v1/nodes/node-${at}/status`, {
      contentType: "application/merge-patch+json",
      body: { status: { capacity: shape, allocatable: shape } },
    });
  }
}

/** An Indexed Job, each of whose pods takes a node's accelerators. */
export async function createJob(cluster: LiveCluster, name: string, count: number): Promise<void> {
  const containers = [{ name: "main", image: "main", resources: { limits: { "example.com/gpu": "4" } } }];
  await cluster.request("POST", "/apis/batch/v1/namespaces/default/jobs", {
    body: {
      metadata: { name },
      spec: {
        completions: count,
        parallelism: count,
        completionMode: "Indexed",
        template: { spec: { restartPolicy: "Never", containers } },
      },
    },
  });
}

export async function jobStatus(
  cluster: LiveCluster,
  name: string,
): Promise<{ readonly ready?: number; readonly succeeded?: number }> {
  const { status } = await cluster.request<{ status: object }>(
    "GET",
    `/apis/batch/v1/namespaces/default/jobs/${name}`,
  );
  return status;
}

interface Pod {
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly phase?: string };
}

export async function pods(cluster: LiveCluster, job: string): Promise<readonly Pod[]> {
  const { items } = await cluster.request<{ items: readonly Pod[] }>(
    "GET",
    "/api/v1/namespaces/default/pods",
    {
      query: { labelSelector: `batch.kubernetes.io/job-name=${job}` },
    },
  );
  return items;
}

/** Waits until something holds; the test's own time-out ends it where it never does. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await wait(100);
}
