import { type AdmissionPolicy, cel, on } from "./admission-policy.ts";

const queueLabel = cel("kueue.x-k8s.io/queue-name");

/** Kueue takes an empty name for none. */
function hasQueue(object: "object" | "oldObject"): string {
  return `(has(${object}.metadata.labels) && ${queueLabel} in ${object}.metadata.labels && ${object}.metadata.labels[${queueLabel}] != '')`;
}

/** Jobs come through the queue of their namespace. */
export const jobPolicy: AdmissionPolicy = {
  name: "busbar-tenant-jobs",
  spec: {
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: [
        on(["CREATE", "UPDATE"], "batch", "v1", "jobs"),
        on(["CREATE", "UPDATE"], "jobset.x-k8s.io", "v1alpha2", "jobsets"),
        on(["CREATE", "UPDATE"], "leaderworkerset.x-k8s.io", "v1", "leaderworkersets"),
      ],
    },
    validations: [
      {
        // The jobs of a JobSet are admitted with it; owner references prove nothing, since anybody may write them.
        expression: `request.operation == 'UPDATE' || request.userInfo.username.startsWith('system:serviceaccount:jobset-system:') || ${hasQueue("object")}`,
        message:
          "busbar-tenant-jobs: a job must name its queue: set the label kueue.x-k8s.io/queue-name to the LocalQueue of the namespace",
      },
      {
        expression: `request.operation == 'CREATE' || !${hasQueue("oldObject")} || ${hasQueue("object")}`,
        message:
          "busbar-tenant-jobs: the label kueue.x-k8s.io/queue-name stays: a job cannot leave its queue",
      },
    ],
  },
};
