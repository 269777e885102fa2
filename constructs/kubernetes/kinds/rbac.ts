import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1/index.js";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1/index.js";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1/index.js";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1/index.js";
import { as, block, blocks, required, text, texts, whenAbsent } from "../shape.ts";
import type { Kind } from "./kind.ts";
import { clusterMetadata, namespacedMetadata } from "./metadata.ts";
import { labelSelector } from "./selector.ts";

const apiVersion = "rbac.authorization.k8s.io/v1";

const binding = {
  roleRef: required(block({ apiGroup: required(text), kind: required(text), name: required(text) })),
  subjects: required(
    as(
      "subject",
      blocks({
        apiGroup: text,
        kind: required(text),
        name: required(text),
        // The provider's default is the namespace "default", even for users and groups, which are in none.
        namespace: whenAbsent("", text),
      }),
    ),
    "is required by the Terraform provider; a binding to nobody is better not declared",
  ),
};

export const role: Kind = {
  apiVersion,
  kind: "Role",
  resource: RoleV1,
  fields: {
    metadata: namespacedMetadata,
    rules: required(
      as(
        "rule",
        blocks({
          apiGroups: required(texts),
          resources: required(texts),
          resourceNames: texts,
          verbs: required(texts),
        }),
      ),
    ),
  },
};

export const roleBinding: Kind = {
  apiVersion,
  kind: "RoleBinding",
  resource: RoleBindingV1,
  fields: { metadata: namespacedMetadata, ...binding },
};

export const clusterRole: Kind = {
  apiVersion,
  kind: "ClusterRole",
  resource: ClusterRoleV1,
  fields: {
    metadata: clusterMetadata,
    aggregationRule: block({ clusterRoleSelectors: blocks(labelSelector) }),
    rules: as(
      "rule",
      blocks({
        apiGroups: texts,
        nonResourceURLs: as("nonResourceUrls", texts),
        resources: texts,
        resourceNames: texts,
        verbs: required(texts),
      }),
    ),
  },
};

export const clusterRoleBinding: Kind = {
  apiVersion,
  kind: "ClusterRoleBinding",
  resource: ClusterRoleBindingV1,
  fields: { metadata: clusterMetadata, ...binding },
};
