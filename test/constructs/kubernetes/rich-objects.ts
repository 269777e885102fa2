import {
  type ConfigMap,
  customObject,
  type DeclaredObject,
  type Job,
  type LimitRange,
  type Namespace,
  type NetworkPolicy,
  type PodDisruptionBudget,
  type PriorityClass,
  type ResourceQuota,
  type RuntimeClass,
  type Service,
  type ServiceAccount,
  type ValidatingAdmissionPolicy,
  type ValidatingAdmissionPolicyBinding,
} from "../../../constructs/kubernetes/index.ts";
import { proxy } from "./rich-deployment.ts";
import { clusterRole, clusterRoleBinding, role, roleBinding } from "./rich-rbac.ts";

const tenant = {
  namespace: "tenant-a",
  labels: { "busbar.dev/tenant": "a" },
  annotations: { note: 'says "hi"' },
};

const namespace: Namespace = {
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "tenant-a", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
};

const configMap: ConfigMap = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "config", ...tenant },
  data: {
    "pool.toml": `[pool]\nurl = "stratum2+tcp://\${host}:3336"\n`,
    empty: "",
    "mode-%{x}": "0644",
    [`\${key}`]: "yes",
  },
  binaryData: { blob: "AAEC" },
  immutable: true,
};

const resourceQuota: ResourceQuota = {
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "quota", ...tenant },
  spec: {
    hard: { "requests.nvidia.com/gpu": "72", pods: "1000", "requests.memory": "18Ti" },
    scopes: ["NotTerminating"],
    scopeSelector: { matchExpressions: [{ scopeName: "PriorityClass", operator: "In", values: ["ai"] }] },
  },
};

const limitRange: LimitRange = {
  apiVersion: "v1",
  kind: "LimitRange",
  metadata: { name: "limits", ...tenant },
  spec: {
    limits: [
      { type: "Container", default: { cpu: "2" }, defaultRequest: { cpu: "500m" }, max: { cpu: "64" } },
      { type: "Pod", min: { memory: "1Mi" }, maxLimitRequestRatio: { cpu: "4" } },
    ],
  },
};

const serviceAccount: ServiceAccount = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "runner", ...tenant },
  automountServiceAccountToken: false,
  imagePullSecrets: [{ name: "registry" }],
  secrets: [{ name: "token" }],
};

const service: Service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "proxy", ...tenant },
  spec: {
    type: "LoadBalancer",
    clusterIP: "10.96.0.7",
    clusterIPs: ["10.96.0.7"],
    externalTrafficPolicy: "Local",
    ipFamilies: ["IPv4"],
    ipFamilyPolicy: "SingleStack",
    loadBalancerIP: "10.7.0.1",
    loadBalancerSourceRanges: ["10.0.0.0/8"],
    selector: { app: "proxy" },
    sessionAffinity: "ClientIP",
    sessionAffinityConfig: { clientIP: { timeoutSeconds: 600 } },
    ports: [
      { name: "stratum", port: 3333, targetPort: "stratum", protocol: "TCP" },
      { name: "metrics", port: 9090, targetPort: 8080, nodePort: 30_080 },
    ],
  },
};

const job: Job = {
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name: "burn-in", ...tenant },
  spec: {
    completionMode: "Indexed",
    completions: 18,
    parallelism: 18,
    backoffLimitPerIndex: 1,
    maxFailedIndexes: 2,
    ttlSecondsAfterFinished: 0,
    podFailurePolicy: {
      rules: [
        { action: "FailJob", onExitCodes: { containerName: "burn", operator: "In", values: [42] } },
        { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
      ],
    },
    template: {
      metadata: { labels: { app: "burn-in" } },
      spec: {
        restartPolicy: "Never",
        automountServiceAccountToken: false,
        containers: [{ name: "burn", image: "burn:1", resources: { limits: { "nvidia.com/gpu": "4" } } }],
      },
    },
  },
};

const networkPolicy: NetworkPolicy = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "proxy", ...tenant },
  spec: {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [
      {
        from: [{ ipBlock: { cidr: "10.20.0.0/16", except: ["10.20.9.0/24"] } }],
        ports: [{ protocol: "TCP", port: 3333 }],
      },
      { from: [{ podSelector: {}, namespaceSelector: {} }] },
      {},
    ],
    egress: [
      {
        to: [
          { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
          {
            podSelector: {
              matchExpressions: [
                { key: "app", operator: "In", values: ["dns"] },
                { key: "old", operator: "DoesNotExist" },
              ],
            },
          },
        ],
        ports: [{ protocol: "UDP", port: "dns" }, { port: 30_000, endPort: 32_767 }, {}],
      },
      { to: [], ports: [] },
    ],
  },
};

const podDisruptionBudget: PodDisruptionBudget = {
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "proxy", ...tenant },
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: "proxy" } } },
};

const priorityClass: PriorityClass = {
  apiVersion: "scheduling.k8s.io/v1",
  kind: "PriorityClass",
  metadata: { name: "ai" },
  value: 100_000,
  description: `AI tenants: \${never} a template`,
  globalDefault: false,
  preemptionPolicy: "Never",
};

const runtimeClass: RuntimeClass = {
  apiVersion: "node.k8s.io/v1",
  kind: "RuntimeClass",
  metadata: { name: "kata" },
  handler: "kata-qemu",
};

const admissionPolicy: ValidatingAdmissionPolicy = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingAdmissionPolicy",
  metadata: { name: "tenant-priority" },
  spec: {
    failurePolicy: "Fail",
    matchConstraints: {
      resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
      namespaceSelector: {},
    },
    validations: [
      { expression: 'object.spec.priorityClassName == "ai"', message: 'Use priority class "ai".' },
    ],
  },
};

const admissionPolicyBinding: ValidatingAdmissionPolicyBinding = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingAdmissionPolicyBinding",
  metadata: { name: "tenant-priority" },
  spec: { policyName: "tenant-priority", validationActions: ["Deny"] },
};

const clusterQueue = customObject({
  apiVersion: "kueue.x-k8s.io/v1beta2",
  kind: "ClusterQueue",
  metadata: { name: "tenant-a", finalizers: ["kueue.x-k8s.io/resource-in-use"] },
  spec: {
    namespaceSelector: {},
    preemption: { withinClusterQueue: "Never", borrowWithinCohort: null },
    resourceGroups: [
      {
        coveredResources: ["nvidia.com/gpu"],
        flavors: [{ name: "gb300", resources: [{ name: "nvidia.com/gpu", nominalQuota: 72 }] }],
      },
    ],
    admissionChecks: [],
    fairSharing: { weight: "1.5", note: `\${x} %{y}` },
  },
});

/** An object of every kind, saying what a platform has it say. */
export const RICH_OBJECTS: readonly DeclaredObject[] = [
  namespace,
  configMap,
  resourceQuota,
  limitRange,
  serviceAccount,
  service,
  proxy,
  job,
  networkPolicy,
  role,
  roleBinding,
  clusterRole,
  clusterRoleBinding,
  podDisruptionBudget,
  priorityClass,
  runtimeClass,
  admissionPolicy,
  admissionPolicyBinding,
  clusterQueue,
];
