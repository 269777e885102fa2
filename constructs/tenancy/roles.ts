import type { Role } from "../kubernetes/index.ts";

type Rule = NonNullable<Role["rules"]>[number];

const read = ["get", "list", "watch"];
const write = [...read, "create", "update", "patch", "delete", "deletecollection"];

/** What runs work: pods by way of the controllers that make them. */
const workloads: readonly Rule[] = [
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: write },
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets"], verbs: write },
  { apiGroups: ["jobset.x-k8s.io"], resources: ["jobsets"], verbs: write },
  { apiGroups: ["leaderworkerset.x-k8s.io"], resources: ["leaderworkersets"], verbs: write },
  { apiGroups: ["resource.k8s.io"], resources: ["resourceclaims", "resourceclaimtemplates"], verbs: write },
  { apiGroups: [""], resources: ["pods"], verbs: write },
  { apiGroups: [""], resources: ["pods/exec", "pods/portforward", "pods/attach"], verbs: ["create", "get"] },
  { apiGroups: [""], resources: ["configmaps", "services", "persistentvolumeclaims"], verbs: write },
];

/** What everybody of the tenant may look at. Quotas, limits and policies are read and never written by a tenant. */
const visible: readonly Rule[] = [
  {
    apiGroups: [""],
    resources: [
      "pods",
      "pods/log",
      "events",
      "configmaps",
      "services",
      "endpoints",
      "persistentvolumeclaims",
      "resourcequotas",
      "limitranges",
      "serviceaccounts",
    ],
    verbs: read,
  },
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: read },
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets", "replicasets"], verbs: read },
  { apiGroups: ["jobset.x-k8s.io"], resources: ["jobsets"], verbs: read },
  { apiGroups: ["leaderworkerset.x-k8s.io"], resources: ["leaderworkersets"], verbs: read },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: read },
  { apiGroups: ["kueue.x-k8s.io"], resources: ["localqueues", "workloads"], verbs: read },
];

const secrets: Rule = { apiGroups: [""], resources: ["secrets", "serviceaccounts"], verbs: write };

/** The roles of a tenant's namespace, each including the one before it. */
export const tenantRoles: Readonly<Record<"viewers" | "users" | "admins", readonly Rule[]>> = {
  viewers: visible,
  users: [...visible, ...workloads],
  admins: [...visible, ...workloads, secrets],
};
