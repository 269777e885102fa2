import type { Role } from "../kubernetes/index.ts";

type Rule = NonNullable<Role["rules"]>[number];

/** The kinds of jobs that go from site to site, each resource in its group. Kueue on the manager may have no other integration. */
const jobs = [
  { apiGroups: ["batch"], resources: ["jobs"] },
  { apiGroups: ["jobset.x-k8s.io"], resources: ["jobsets"] },
];

/** The same as Kueue's configuration calls them. */
export const jobFrameworks = ["batch/job", "jobset.x-k8s.io/jobset"] as const;

const workloads = { apiGroups: ["kueue.x-k8s.io"], resources: ["workloads"] };

/** What the manager reads in all namespaces, since Kueue opens one watch a kind for the whole cluster. */
export const managerReads: readonly Rule[] = [...jobs, workloads].map((of) => ({
  ...of,
  verbs: ["get", "list", "watch"],
}));

/** What the manager does in the tenant's namespaces: make jobs with their workloads, follow them, and take them away. */
export const managerWrites: readonly Rule[] = [
  ...[...jobs, workloads].map((of) => ({ ...of, verbs: ["create", "delete", "patch", "update"] })),
  { apiGroups: ["kueue.x-k8s.io"], resources: ["workloads/status"], verbs: ["get", "patch", "update"] },
];
