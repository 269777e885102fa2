import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject } from "../live/live-object.ts";
import { acceptanceLabel } from "./acceptance-jobs.ts";
import { observePods } from "./pods.ts";
import type { RehearsedTenant } from "./tenants.ts";
import { workload, workloadStatuses } from "./workloads.ts";

/** Why pods of a tenant's jobs do not run: what the scheduler, the job controller and Kueue say, each thing once. */
export async function whyNotRunning(cluster: LiveCluster, tenant: RehearsedTenant): Promise<string[]> {
  const said = new Map<string, number>();
  const say = (text: string) => said.set(text, (said.get(text) ?? 0) + 1);
  for (const { unscheduled } of await observePods(cluster, `${acceptanceLabel}=${tenant.name}`)) {
    if (unscheduled !== undefined) say(`pod not scheduled: ${unscheduled}`);
  }
  for (const { name: namespace } of tenant.namespaces) {
    for await (const event of cluster.list({ apiVersion: "v1", kind: "Event" }, { namespace })) {
      const text = refusedPod(event);
      if (text !== undefined) say(text);
    }
  }
  if ((await cluster.kind(workload)) !== undefined) {
    for (const { conditions = [] } of (await workloadStatuses(cluster, tenant)).values()) {
      const reserved = conditions.find(({ type }) => type === "QuotaReserved");
      if (reserved?.status === "False") say(`job not admitted: ${reserved.message}`);
    }
  }
  return [...said].map(([text, times]) => (times === 1 ? text : `${times} × ${text}`));
}

/** Events of jobs name a pod in each message, by a random name. */
function refusedPod(event: LiveObject): string | undefined {
  const { reason, message = "" } = event as { reason?: string; message?: string };
  if (reason !== "FailedCreate") return undefined;
  return `pod not created: ${message.replace(/^Error creating: /, "").replace(/pods "[^"]*"/, "a pod")}`;
}
