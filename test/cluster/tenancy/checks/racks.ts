import { expect } from "vitest";
import { nodeRoleKey, nodeTenantKey } from "../../../../constructs/identity.ts";
import type { Check } from "../check.ts";
import { container, object, onOwnNodes, pod, workload } from "../objects.ts";
import { present } from "../site-under-test.ts";
import type { Trial } from "../trial.ts";
import { until } from "../until.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A pod that is accepted, and that the scheduler finds no node for. */
async function neverScheduled(trial: Trial, name: string, spec: Fields): Promise<void> {
  const { own, operator } = trial.site;
  const wanted = pod(own.namespace, name, { ...onOwnNodes(own.name), ...spec });
  await own.as.users.create(wanted);
  await until(`${name} is found to fit nowhere`, async () => {
    const live = await operator.get(wanted);
    const status = live?.["status"] as { conditions?: { type: string; reason?: string }[] } | undefined;
    return (status?.conditions ?? []).some(({ reason }) => reason === "Unschedulable");
  });
  const live = await operator.get(wanted);
  expect(live).toBeDefined();
  expect(live?.["spec"]).not.toHaveProperty("nodeName");
  await own.as.users.remove(wanted);
  trial.holders.add("scheduler");
}

/** What controllers said of objects that they could not make, of the one with this name. */
async function failedCreations(trial: Trial, namespace: string, involved: string): Promise<string[]> {
  const found: string[] = [];
  for await (const event of trial.site.operator.list({ apiVersion: "v1", kind: "Event" }, { namespace })) {
    const { reason, message, involvedObject } = event as unknown as {
      reason: string;
      message: string;
      involvedObject: { name: string };
    };
    if (/^Failed/.test(reason) && involvedObject.name.startsWith(involved)) found.push(message);
  }
  return found;
}

const foreignToleration = (value: string) => [{ key: nodeTenantKey, operator: "Equal", value }];

/** Whose racks a pod runs on. */
export const rackChecks: readonly Check[] = [
  {
    name: "No pod selects another tenant's racks, or none",
    heldBy: ["busbar-tenant-pods"],
    run: async (trial) => {
      const says = `must select the nodes of its own tenant: submit it through the queue, or set nodeSelector ${nodeTenantKey}=${trial.site.own.name}`;
      await trial.deniedPod(says, { nodeSelector: { [nodeTenantKey]: trial.site.other.name } });
      await trial.deniedPod(says, { nodeSelector: { [nodeRoleKey]: "mining-service-edge" } });
      await trial.deniedPod(says, { nodeSelector: {} });
      await trial.deniedPod(says, { nodeSelector: undefined });
    },
  },
  {
    name: "No pod names its node",
    heldBy: ["busbar-tenant-pods", "RBAC"],
    run: async (trial) => {
      const { other, own, owners } = trial.site;
      for (const whose of [other.name, own.name, ""]) {
        const nodeName = [...owners].find(([, owner]) => owner === whose)?.[0];
        await trial.deniedPod("nodeName is not allowed", { nodeName });
      }
      const path = `/api/v1/namespaces/${own.namespace}`;
      const target = { apiVersion: "v1", kind: "Node", name: "nobodys" };
      const binding = object("v1", "Binding", { name: present.pod, namespace: own.namespace }, { target });
      await trial.forbidden({ method: "POST", path: `${path}/pods/${present.pod}/binding`, body: binding });
      await trial.forbidden({ method: "POST", path: `${path}/bindings`, body: binding });
    },
  },
  {
    name: "No pod tolerates another tenant's nodes, service nodes, cordoned nodes, or every taint",
    heldBy: ["busbar-tenant-pods"],
    run: async (trial) => {
      const own = onOwnNodes(trial.site.own.name).tolerations;
      const wrong = [
        foreignToleration(trial.site.other.name),
        [{ key: nodeTenantKey, operator: "Exists" }],
        [{ operator: "Exists" }],
        [{ operator: "Exists", effect: "NoSchedule" }],
        [{ key: nodeRoleKey, operator: "Exists" }],
        [{ key: nodeRoleKey, value: "mining-service-edge", effect: "NoSchedule" }],
        [{ key: "node.kubernetes.io/unschedulable", operator: "Exists" }],
      ];
      for (const tolerations of wrong) {
        await trial.deniedPod(
          "tolerations may not be for every taint",
          { tolerations: [...own, ...tolerations] },
          { tolerations: [...own, { key: "nvidia.com/gpu", operator: "Exists" }] },
        );
      }
    },
  },
  {
    name: "No affinity brings a pod to a node that is not its tenant's",
    heldBy: ["scheduler"],
    run: async (trial) => {
      const { other, owners } = trial.site;
      const others = [...owners].find(([, owner]) => owner === other.name)?.[0] ?? "";
      const affinity = (node: string) => ({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchFields: [{ key: "metadata.name", operator: "In", values: [node] }] },
                { matchExpressions: [{ key: nodeTenantKey, operator: "In", values: [other.name] }] },
              ],
            },
          },
        },
      });
      await neverScheduled(trial, "wants-anothers", affinity(others));
      await neverScheduled(trial, "wants-nobodys", affinity("nobodys"));
      const { nodeSelector } = onOwnNodes(trial.site.own.name);
      await neverScheduled(trial, "by-hostname", {
        nodeSelector: { ...nodeSelector, "kubernetes.io/hostname": others },
      });
    },
  },
  {
    name: "No change of a pod brings it to another tenant's racks",
    heldBy: ["busbar-tenant-pod-updates", "API server", "RBAC"],
    run: async (trial) => {
      const { operator, other, own } = trial.site;
      const running = await operator.get(pod(own.namespace, present.pod, {}));
      if (running === undefined) throw new Error("the tenant's own pod is not there");
      const { tolerations } = running["spec"] as { tolerations: Fields[] };
      const harmless = { metadata: { labels: { step: "2" } } };
      const wider = { spec: { tolerations: [...tolerations, ...foreignToleration(other.name)] } };
      const { users } = own.as;
      const says = "tolerations may not be for every taint";
      await trial.deniedChange("busbar-tenant-pod-updates", says, running, wider, harmless, users);

      const moved = { spec: { nodeSelector: { [nodeTenantKey]: other.name } } };
      const gated = pod(own.namespace, "gated", {
        ...onOwnNodes(own.name),
        schedulingGates: [{ name: "example.com/wait" }],
      });
      await users.create(gated);
      for (const [which, words] of [
        [running, "pod updates may not change fields"],
        [gated, "nodeSelector"],
      ] as const) {
        await trial.deniedChange("API server", words, which, moved, harmless, users);
      }
      await users.remove(gated);

      const path = `/api/v1/namespaces/${own.namespace}/pods/${present.pod}`;
      for (const subresource of ["status", "ephemeralcontainers"]) {
        await trial.forbidden({ method: "PATCH", path: `${path}/${subresource}`, body: harmless });
      }
      // Simulated nodes cannot resize pods, whoever asks.
      const resize = { method: "PATCH", path: `${path}/resize`, body: harmless } as const;
      await trial.forbidden(resize, { connect: true });
      const eviction = object("policy/v1", "Eviction", { name: present.pod, namespace: own.namespace });
      await trial.forbidden({ method: "POST", path: `${path}/eviction`, body: eviction });
    },
  },
  {
    name: "No controller makes a pod that its tenant could not",
    heldBy: ["busbar-tenant-pods", "Pod Security", "RBAC"],
    run: async (trial) => {
      const { operator, other, own } = trial.site;
      const astray = onOwnNodes(other.name);
      for (const kind of ["Deployment", "ReplicaSet", "StatefulSet", "Job"] as const) {
        for (const [name, spec, says, holder] of [
          ["astray", astray, "busbar-tenant-pods: a pod must select", "busbar-tenant-pods"],
          ["loose", { ...onOwnNodes(own.name), hostNetwork: true }, "hostNetwork=true", "Pod Security"],
        ] as const) {
          const involved = `${kind.toLowerCase()}-${name}`;
          const made = workload(kind, own.namespace, involved, spec);
          await own.as.users.create(made);
          await until(`${involved} fails to make its pod`, async () =>
            (await failedCreations(trial, own.namespace, involved)).some((message) => message.includes(says)),
          );
          const pods = operator.list({ apiVersion: "v1", kind: "Pod" }, { namespace: own.namespace });
          for await (const { metadata } of pods) expect(metadata.name).not.toMatch(involved);
          await own.as.users.remove(made);
          trial.holders.add(holder);
        }
      }
      // No taint keeps the pods of a DaemonSet away.
      const daemons = object(
        "apps/v1",
        "DaemonSet",
        { name: "all", namespace: own.namespace },
        {
          spec: {
            selector: { matchLabels: { app: "all" } },
            template: {
              metadata: { labels: { app: "all" } },
              spec: { ...onOwnNodes(own.name), containers: [container] },
            },
          },
        },
      );
      await trial.forbiddenToCreate(daemons);
    },
  },
];
