import type { Role } from "../kubernetes/index.ts";

type Rule = NonNullable<Role["rules"]>[number];

const read = ["get", "list", "watch"];
const write = [...read, "create", "update", "patch", "delete", "deletecollection"];

/** The controllers that run work, each resource in the one group that has it. */
const controllers = {
  apiGroups: ["apps", "batch", "jobset.x-k8s.io", "leaderworkerset.x-k8s.io", "resource.k8s.io"],
  resources: [
    "cronjobs",
    "deployments",
    "jobs",
    "jobsets",
    "leaderworkersets",
    "replicasets",
    "resourceclaims",
    "resourceclaimtemplates",
    "statefulsets",
  ],
};

const core = (resources: string[], verbs: string[]): Rule => ({ apiGroups: [""], resources, verbs });

const work = ["configmaps", "persistentvolumeclaims", "pods", "services"];

/** What everybody of the tenant may look at. Quotas, limits and policies are read and never written by a tenant. */
const visible: readonly Rule[] = [
  core(["endpoints", "events", "limitranges", "pods/log", "resourcequotas", "serviceaccounts"], read),
  {
    apiGroups: ["kueue.x-k8s.io", "networking.k8s.io"],
    resources: ["localqueues", "networkpolicies", "workloads"],
    verbs: read,
  },
];

const running: readonly Rule[] = [
  { ...controllers, verbs: write },
  core(work, write),
  core(["pods/attach", "pods/exec", "pods/portforward"], ["create", "get"]),
];

/** The roles of a tenant's namespace; each may do what the one before it may. */
export const tenantRoles: Readonly<Record<"viewers" | "users" | "admins", readonly Rule[]>> = {
  viewers: [...visible, { ...controllers, verbs: read }, core(work, read)],
  users: [...visible, ...running],
  admins: [...visible, ...running, core(["secrets", "serviceaccounts"], write)],
};
