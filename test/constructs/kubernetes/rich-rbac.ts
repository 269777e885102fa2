import type {
  ClusterRole,
  ClusterRoleBinding,
  Role,
  RoleBinding,
} from "../../../constructs/kubernetes/index.ts";

export const role: Role = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "Role",
  metadata: { name: "operator", namespace: "tenant-a" },
  rules: [
    { apiGroups: ["batch", ""], resources: ["jobs", "pods/log"], verbs: ["get", "list"] },
    { apiGroups: [""], resources: ["configmaps"], resourceNames: ["config"], verbs: ["update"] },
  ],
};

export const roleBinding: RoleBinding = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "operator", namespace: "tenant-a" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "operator" },
  subjects: [
    { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "tenant-a" },
    { kind: "ServiceAccount", name: "runner", namespace: "tenant-a" },
  ],
};

export const clusterRole: ClusterRole = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "viewer" },
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: { aggregate: "yes" } }, {}] },
  rules: [
    { nonResourceURLs: ["/metrics"], verbs: ["get"] },
    { apiGroups: ["kueue.x-k8s.io"], resources: ["clusterqueues"], resourceNames: ["a"], verbs: ["get"] },
  ],
};

export const clusterRoleBinding: ClusterRoleBinding = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "viewer" },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "viewer" },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "reviewer@example.com" }],
};
