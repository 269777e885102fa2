/** A kind of Kubernetes object. */
export interface DeclaredKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Every kind that the constructs of a site declare: what is looked through for objects that no stack declares any more. */
export const declaredKinds: readonly DeclaredKind[] = Object.entries({
  v1: ["Namespace", "ConfigMap", "ResourceQuota", "LimitRange", "ServiceAccount", "Service"],
  "apps/v1": ["Deployment"],
  "batch/v1": ["Job"],
  "networking.k8s.io/v1": ["NetworkPolicy"],
  "policy/v1": ["PodDisruptionBudget"],
  "rbac.authorization.k8s.io/v1": ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
  "scheduling.k8s.io/v1": ["PriorityClass"],
  "node.k8s.io/v1": ["RuntimeClass"],
  "admissionregistration.k8s.io/v1": ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
  "k8s.cni.cncf.io/v1": ["NetworkAttachmentDefinition"],
  "kueue.x-k8s.io/v1beta2": [
    "Topology",
    "ResourceFlavor",
    "ClusterQueue",
    "LocalQueue",
    "AdmissionCheck",
    "MultiKueueConfig",
    "MultiKueueCluster",
  ],
}).flatMap(([apiVersion, kinds]) => kinds.map((kind) => ({ apiVersion, kind })));
