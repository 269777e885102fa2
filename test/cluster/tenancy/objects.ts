import type { LiveMetadata, LiveObject, ObjectReference } from "../../../cluster/live/live-object.ts";
import { nodeTenantKey } from "../../../constructs/identity.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What a restricted container states. */
export const restricted = {
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  runAsUser: 1000,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
} as const;

export const container = {
  name: "main",
  image: "registry.example.com/work:1",
  imagePullPolicy: "Always",
  securityContext: restricted,
} as const;

/** What brings a pod to a tenant's nodes. */
export function onOwnNodes(tenant: string) {
  return {
    nodeSelector: { [nodeTenantKey]: tenant },
    tolerations: [{ key: nodeTenantKey, operator: "Equal", value: tenant, effect: "NoSchedule" }],
  };
}

/** A pod that is as the rules want it, but for what `spec` says otherwise. */
export function pod(namespace: string, name: string, spec: Fields): LiveObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: { restartPolicy: "Never", containers: [container], ...spec },
  };
}

/** A controller of pods that are made from `spec`. */
export function workload(
  kind: "Deployment" | "ReplicaSet" | "StatefulSet" | "Job",
  namespace: string,
  name: string,
  spec: Fields,
): LiveObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [container], ...spec } };
  if (kind === "Job") {
    return {
      apiVersion: "batch/v1",
      kind,
      metadata: { name, namespace, labels: { "kueue.x-k8s.io/queue-name": "leased" } },
      spec: { template: { ...template, spec: { restartPolicy: "Never", ...template.spec } } },
    };
  }
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: { name, namespace },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template,
      ...(kind === "StatefulSet" && { serviceName: name }),
    },
  };
}

/** An object in a namespace. */
export function object(
  apiVersion: string,
  kind: string,
  {
    name,
    namespace,
    ...metadata
  }: ObjectReference["metadata"] & Partial<Pick<LiveMetadata, "labels" | "annotations">>,
  fields: Fields = {},
): LiveObject {
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace !== undefined && { namespace }), ...metadata },
    ...fields,
  };
}

/** A simulated node. */
export function nodeObject({
  name,
  labels,
  taints,
}: {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly unknown[];
}): ObjectReference {
  const capacity = { cpu: "64", memory: "512Gi", pods: "250", "nvidia.com/gpu": "8" };
  return object(
    "v1",
    "Node",
    {
      name,
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/os": "linux",
        ...labels,
      },
      annotations: { "kwok.x-k8s.io/node": "fake" },
    },
    { spec: { taints }, status: { capacity, allocatable: capacity } },
  );
}
