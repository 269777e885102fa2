import type { AdmittedRule, Statement } from "../admission/admitted-rule.ts";
import { broken } from "../admission/expression.ts";
import { called, inObject } from "../objects/kinds.ts";
import { tenantNamespaces } from "../objects/namespaces.ts";
import { hasOwner } from "../objects/pods.ts";
import { notApplicable } from "../rule.ts";

const queueLabel = "kueue.x-k8s.io/queue-name";

/** What Kueue admits by its label. */
const queued = ["Pod", "Deployment", "StatefulSet", "Job", "JobSet", "LeaderWorkerSet"];

const statement: Statement = {
  holds: { is: "named", at: ["metadata", "labels", { key: queueLabel }] },
  message: `work on leased racks comes through the queue of its namespace: set the label ${queueLabel} to its LocalQueue`,
};

/** Jobs must have a queue anyhow, by the policy "busbar-tenant-jobs"; here the same is asked of all that Kueue can admit. */
export const workloadWithoutQueue: AdmittedRule = {
  id: "tenancy/workload-without-queue",
  title: "A tenant's work beside its queue",
  what: "What a tenant runs, and Kueue can admit, names a queue.",
  why: "Beside the queue a pod is placed at once wherever it fits: it takes an accelerator out of a rack that a gang waits for, and starts though the quota of the queue is used up.",
  fix: `Set the label ${queueLabel} on the workload; "leased" is the queue that each namespace gets.`,
  level: "advisory",
  check: (subject) => {
    const namespaces = tenantNamespaces(subject);
    const workloads = subject.objects.filter(
      ({ object }) =>
        queued.includes(object.kind) && namespaces.has(object.metadata.namespace ?? "") && !hasOwner(object),
    );
    if (workloads.length === 0) return notApplicable;
    return workloads.flatMap((judged) =>
      broken(statement.holds, judged.object).map(({ field }) => ({
        place: inObject(judged, field),
        message: `${called(judged)} names no queue: ${statement.message}`,
      })),
    );
  },
  admission: () => ({ of: "queued-workloads", statements: [statement] }),
};
