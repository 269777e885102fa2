import { existsSync } from "node:fs";
import { expect } from "vitest";
import { installDefinitions } from "../../../cluster/crds/install.ts";
import { ApiError } from "../../../cluster/live/api-error.ts";
import { connect } from "../../../cluster/live/connect.ts";
import { silent } from "../../../cluster/progress.ts";
import type { PlainObject } from "../../../constructs/kubernetes/index.ts";
import { immutableChanges } from "../../../review/resources/immutable-fields.ts";
import { controlPlaneForFile } from "../../support/control-plane.ts";
import { crdFolder } from "../../support/crds.ts";
import { object } from "../results.ts";

const test = controlPlaneForFile();

/** A kind, what of it changes, and in what else the two agree. */
interface Case {
  readonly what: string;
  readonly before: PlainObject;
  readonly after: PlainObject;
}

function changing(
  apiVersion: string,
  kind: string,
  field: string,
  make: (side: 0 | 1) => Record<string, unknown>,
  namespaced = true,
): Case {
  const name = `x-${`${kind}-${field}`.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
  const place = namespaced ? { namespace: "default" } : {};
  const side = (at: 0 | 1) => object(apiVersion, kind, name, { ...place, ...make(at) });
  return { what: `${kind} ${field}`, before: side(0), after: side(1) };
}

const pod = (value: string) => ({
  metadata: { labels: { app: "x", value } },
  spec: { restartPolicy: "Never", containers: [{ name: "x", image: `x:${value}` }] },
});
const served = (value: string) => ({
  ...pod(value),
  spec: { containers: [{ name: "x", image: `x:${value}` }] },
});
const matched = (extra: object = {}) => ({ matchLabels: { app: "x", ...extra } });
const value = (side: 0 | 1) => (side === 0 ? "one" : "other");
const only = (side: 0 | 1, extra: object) => (side === 0 ? {} : extra);

const workload = (kind: string): Case[] => [
  changing("apps/v1", kind, "selector", (at) => ({
    spec: {
      ...(kind === "StatefulSet" && { serviceName: "x" }),
      selector: matched(only(at, { value: "one" })),
      template: served("one"),
    },
  })),
  changing("apps/v1", kind, "template", (at) => ({
    spec: {
      ...(kind === "StatefulSet" && { serviceName: "x" }),
      selector: matched(),
      template: served(value(at)),
    },
  })),
];

const job = (field: string, make: (side: 0 | 1) => object) =>
  changing("batch/v1", "Job", field, (at) => ({ spec: { template: pod("one"), ...make(at) } }));
const service = (field: string, make: (side: 0 | 1) => object) =>
  changing("v1", "Service", field, (at) => ({ spec: { ports: [{ port: 80 }], ...make(at) } }));
const claim = (field: string, make: (side: 0 | 1) => object) =>
  changing("v1", "PersistentVolumeClaim", field, (at) => ({
    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, ...make(at) },
  }));
const rbac = "rbac.authorization.k8s.io/v1";
const storage = (field: string, make: (side: 0 | 1) => object) =>
  changing(
    "storage.k8s.io/v1",
    "StorageClass",
    field,
    (at) => ({ provisioner: "example.com/x", ...make(at) }),
    false,
  );
const priority = (field: string, make: (side: 0 | 1) => object) =>
  changing("scheduling.k8s.io/v1", "PriorityClass", field, (at) => ({ value: 5, ...make(at) }), false);

const builtIn: readonly Case[] = [
  ...["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet"].flatMap(workload),
  changing("apps/v1", "StatefulSet", "serviceName", (at) => ({
    spec: { serviceName: value(at), selector: matched(), template: served("one") },
  })),
  changing("apps/v1", "StatefulSet", "podManagementPolicy", (at) => ({
    spec: {
      serviceName: "x",
      podManagementPolicy: at === 0 ? "OrderedReady" : "Parallel",
      selector: matched(),
      template: served("one"),
    },
  })),
  changing("apps/v1", "StatefulSet", "replicas", (at) => ({
    spec: { serviceName: "x", replicas: at, selector: matched(), template: served("one") },
  })),
  job("template", (at) => ({ template: pod(value(at)) })),
  job("completionMode", (at) => ({ completions: 2, completionMode: at === 0 ? "NonIndexed" : "Indexed" })),
  job("parallelism", (at) => ({ parallelism: at + 1 })),
  job("ttlSecondsAfterFinished", (at) => ({ ttlSecondsAfterFinished: at + 1 })),
  job("completions", (at) => ({ completions: at + 1 })),
  job("completions of an elastic job", (at) => ({
    completionMode: "Indexed",
    completions: at + 1,
    parallelism: at + 1,
  })),
  job("podFailurePolicy", (at) => ({
    podFailurePolicy: { rules: [{ action: "FailJob", onExitCodes: { operator: "In", values: [at + 1] } }] },
  })),
  job("backoffLimitPerIndex", (at) => ({
    completions: 2,
    completionMode: "Indexed",
    backoffLimitPerIndex: at + 1,
  })),
  job("backoffLimit", (at) => ({ backoffLimit: at + 1 })),
  service("clusterIP", (at) => ({ clusterIP: at === 0 ? "None" : "10.0.0.77" })),
  service("type", (at) => ({ type: at === 0 ? "ClusterIP" : "NodePort" })),
  service("selector", (at) => ({ selector: { app: value(at) } })),
  changing(rbac, "RoleBinding", "roleRef", (at) => ({
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: value(at) },
  })),
  changing(rbac, "RoleBinding", "subjects", (at) => ({
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "x" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: value(at) }],
  })),
  changing(
    rbac,
    "ClusterRoleBinding",
    "roleRef",
    (at) => ({ roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: value(at) } }),
    false,
  ),
  changing("v1", "ConfigMap", "data", (at) => ({ data: { x: value(at) } })),
  changing("v1", "ConfigMap", "sealed data", (at) => ({ immutable: true, data: { x: value(at) } })),
  changing("v1", "ConfigMap", "sealing", (at) => ({ immutable: at === 1, data: { x: "one" } })),
  changing("v1", "ConfigMap", "unsealing", (at) => ({ immutable: at === 0, data: { x: "one" } })),
  changing("v1", "Secret", "type", (at) => ({ type: `example.com/${value(at)}`, stringData: { x: "one" } })),
  changing("v1", "Secret", "data", (at) => ({ data: { x: at === 0 ? "YQ==" : "Yg==" } })),
  changing("v1", "Secret", "sealed data", (at) => ({
    immutable: true,
    data: { x: at === 0 ? "YQ==" : "Yg==" },
  })),
  changing("v1", "ResourceQuota", "scopes", (at) => ({
    spec: { hard: { pods: "1" }, scopes: [at === 0 ? "BestEffort" : "NotBestEffort"] },
  })),
  changing("v1", "ResourceQuota", "hard", (at) => ({ spec: { hard: { pods: `${at + 1}` } } })),
  claim("accessModes", (at) => ({ accessModes: [at === 0 ? "ReadWriteOnce" : "ReadWriteMany"] })),
  claim("storageClassName", (at) => ({ storageClassName: value(at) })),
  claim("volumeMode", (at) => ({ volumeMode: at === 0 ? "Block" : "Filesystem" })),
  claim("selector", (at) => ({ selector: matched({ value: value(at) }) })),
  priority("value", (at) => ({ value: at + 1 })),
  priority("preemptionPolicy", (at) => ({ preemptionPolicy: at === 0 ? "Never" : "PreemptLowerPriority" })),
  priority("description", (at) => ({ description: value(at) })),
  changing("node.k8s.io/v1", "RuntimeClass", "handler", (at) => ({ handler: value(at) }), false),
  storage("provisioner", (at) => ({ provisioner: `example.com/${value(at)}` })),
  storage("parameters", (at) => ({ parameters: { x: value(at) } })),
  storage("reclaimPolicy", (at) => ({ reclaimPolicy: at === 0 ? "Delete" : "Retain" })),
  storage("volumeBindingMode", (at) => ({
    volumeBindingMode: at === 0 ? "Immediate" : "WaitForFirstConsumer",
  })),
  storage("allowVolumeExpansion", (at) => ({ allowVolumeExpansion: at === 1 })),
  changing(
    "networking.k8s.io/v1",
    "IngressClass",
    "controller",
    (at) => ({ spec: { controller: `example.com/${value(at)}` } }),
    false,
  ),
  changing("networking.k8s.io/v1", "NetworkPolicy", "podSelector", (at) => ({
    spec: { podSelector: matched({ value: value(at) }) },
  })),
  changing("policy/v1", "PodDisruptionBudget", "selector", (at) => ({
    spec: { minAvailable: 1, selector: matched({ value: value(at) }) },
  })),
];

const kueue = "kueue.x-k8s.io/v1beta2";
const flavor = (field: string, make: (side: 0 | 1) => object) =>
  changing(
    kueue,
    "ResourceFlavor",
    field,
    (at) => ({ spec: { nodeLabels: { x: "one" }, ...make(at) } }),
    false,
  );
const quota = (nominalQuota: string) => [
  { coveredResources: ["cpu"], flavors: [{ name: "x", resources: [{ name: "cpu", nominalQuota }] }] },
];

const queues: readonly Case[] = [
  changing(kueue, "Topology", "levels", (at) => ({ spec: { levels: [{ nodeLabel: value(at) }] } }), false),
  changing(kueue, "LocalQueue", "clusterQueue", (at) => ({ spec: { clusterQueue: value(at) } })),
  changing(kueue, "LocalQueue", "stopPolicy", (at) => ({
    spec: { clusterQueue: "x", stopPolicy: at === 0 ? "None" : "Hold" },
  })),
  changing(
    kueue,
    "AdmissionCheck",
    "controllerName",
    (at) => ({ spec: { controllerName: `example.com/${value(at)}` } }),
    false,
  ),
  flavor("nodeLabels", (at) => ({ nodeLabels: { x: value(at) } })),
  flavor("nodeLabels with a topology", (at) => ({ topologyName: "x", nodeLabels: { x: value(at) } })),
  flavor("tolerations with a topology", (at) => ({ topologyName: "x", tolerations: [{ key: value(at) }] })),
  flavor("topologyName", (at) => ({ topologyName: value(at) })),
  flavor("topologyName that is new", (at) => only(at, { topologyName: "x" })),
  changing(
    kueue,
    "ClusterQueue",
    "quota",
    (at) => ({ spec: { namespaceSelector: {}, resourceGroups: quota(at === 0 ? "1" : "2") } }),
    false,
  ),
];

test("What a review calls a replacement the API server refuses in place, and takes everything else", async (plane) => {
  const live = connect(plane);
  const hasDefinitions = existsSync(crdFolder);
  if (hasDefinitions) {
    await installDefinitions(
      live,
      queues.map(({ before }) => before),
      { folder: crdFolder, progress: silent },
    );
  } else console.warn(`SKIPPED: Kueue's kinds, whose CustomResourceDefinitions are not at ${crdFolder}`);
  const told: string[] = [];
  const answered: string[] = [];
  for (const { what, before, after } of [...builtIn, ...(hasDefinitions ? queues : [])]) {
    await live.apply(before, { fieldManager: "busbar-test", force: true });
    const refused = await live.apply(after, { fieldManager: "busbar-test", force: true }).then(
      () => false,
      (error: unknown) => {
        if (error instanceof ApiError) return true;
        throw error;
      },
    );
    if (immutableChanges(before, after).length > 0) told.push(what);
    if (refused) answered.push(what);
  }
  expect(told.length).toBeGreaterThan(20);
  expect(told).toEqual(answered);
});
