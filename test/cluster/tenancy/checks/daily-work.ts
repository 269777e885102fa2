import { expect } from "vitest";
import type { LiveObject } from "../../../../cluster/live/live-object.ts";
import type { Check } from "../check.ts";
import { container, object, onOwnNodes, pod, workload } from "../objects.ts";
import { isRunning, present } from "../site-under-test.ts";
import type { Trial } from "../trial.ts";
import { until } from "../until.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The nodes that the pods of a namespace run on, by pod, once they all run. */
async function nodesOfRunning(
  { site: { operator } }: Trial,
  namespace: string,
  label: string,
  count: number,
) {
  const nodes = new Map<string, string>();
  await until(`${count} pods with ${label} run in ${namespace}`, async () => {
    nodes.clear();
    const pods = operator.list({ apiVersion: "v1", kind: "Pod" }, { namespace, labelSelector: label });
    for await (const live of pods) {
      if (isRunning(live)) nodes.set(live.metadata.name, String((live["spec"] as Fields)["nodeName"]));
    }
    return nodes.size === count;
  });
  return nodes;
}

/** The same object, changed. */
function labelled(wanted: LiveObject): LiveObject {
  return { ...wanted, metadata: { ...wanted.metadata, labels: { ...wanted.metadata.labels, step: "2" } } };
}

/** What a tenant must be able to do. A site on which nobody can work would pass every other check. */
export const dailyWork: readonly Check[] = [
  {
    name: "Pods of two tenants run at the same time, each on its own tenant's nodes",
    heldBy: [],
    run: async (trial) => {
      const { other, own, owners } = trial.site;
      const replicas = 12;
      const deployed = [own, other].map((tenant) => {
        const made = workload("Deployment", tenant.namespace, "serve", onOwnNodes(tenant.name));
        return { tenant, made: { ...made, spec: { ...(made["spec"] as Fields), replicas } } };
      });
      for (const { tenant, made } of deployed) await tenant.as.users.create(made);
      for (const { tenant } of deployed) {
        const nodes = await nodesOfRunning(trial, tenant.namespace, "app=serve", replicas);
        for (const [name, node] of nodes) expect(owners.get(node), `${name} on ${node}`).toBe(tenant.name);
      }
      for (const { tenant, made } of deployed) await tenant.as.users.remove(made);
    },
  },
  {
    name: "Users submit jobs with accelerators, which run",
    heldBy: [],
    run: async (trial) => {
      const { own, owners } = trial.site;
      const limits = { "nvidia.com/gpu": "4" };
      const containers = [{ ...container, resources: { limits } }];
      const job = workload("Job", own.namespace, "train", { ...onOwnNodes(own.name), containers });
      const indexed = { completionMode: "Indexed", completions: 2, parallelism: 2 };
      const made = { ...job, spec: { ...(job["spec"] as Fields), ...indexed } };
      await own.as.users.create(made);
      const nodes = await nodesOfRunning(trial, own.namespace, "app=train", 2);
      for (const node of nodes.values()) expect(owners.get(node)).toBe(own.name);
      await own.as.users.remove(made);
    },
  },
  {
    name: "Users create, change and delete what they work with",
    heldBy: [],
    run: async (trial) => {
      const { name, namespace, as } = trial.site.own;
      const onNodes = onOwnNodes(name);
      const metadata = { name: "work", namespace };
      const job = workload("Job", namespace, "work", { ...onNodes });
      const jobTemplate = { metadata: { labels: job.metadata.labels }, spec: job["spec"] };
      const claim = { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
      const device = { name: "gpu", exactly: { deviceClassName: "gpu.example.com" } };
      for (const wanted of [
        object("v1", "ConfigMap", metadata, { data: { a: "b" } }),
        object("v1", "Service", metadata, { spec: { selector: { app: "web" }, ports: [{ port: 80 }] } }),
        object("v1", "PersistentVolumeClaim", metadata, { spec: { ...claim, storageClassName: "fast" } }),
        pod(namespace, "work", onNodes),
        workload("Deployment", namespace, "work", onNodes),
        workload("StatefulSet", namespace, "work", onNodes),
        job,
        object("batch/v1", "CronJob", metadata, { spec: { schedule: "0 0 1 1 *", jobTemplate } }),
        object("resource.k8s.io/v1", "ResourceClaim", metadata, {
          spec: { devices: { requests: [device] } },
        }),
      ]) {
        const live = await as.users.create(wanted);
        expect(await as.viewers.get(wanted), wanted.kind).toBeDefined();
        await as.users.apply(labelled(wanted), { fieldManager: "tenant", force: true });
        expect(await as.users.remove(live), wanted.kind).toBe(true);
      }
    },
  },
  {
    name: "Users read logs, open shells and forward ports, and see why nothing runs",
    heldBy: [],
    run: async (trial) => {
      const { namespace, as } = trial.site.own;
      for (const [verb, subresource] of [
        ["get", "log"],
        ["create", "exec"],
        ["get", "exec"],
        ["create", "attach"],
        ["create", "portforward"],
      ] as const) {
        const attributes = { verb, resource: "pods", subresource, namespace, name: present.pod };
        expect(await trial.may(as.users, attributes), `${verb} ${subresource}`).toBe(true);
        expect(await trial.may(as.viewers, attributes), `${verb} ${subresource}`).toBe(subresource === "log");
      }
      for (const resource of ["events", "resourcequotas", "limitranges", "endpoints"]) {
        for (const role of ["users", "viewers"] as const) {
          expect(await trial.may(as[role], { verb: "list", resource, namespace }), resource).toBe(true);
        }
      }
    },
  },
  {
    name: "Admins keep their own secrets and service accounts; users and viewers do not read them from the API",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { namespace, as } = trial.site.own;
      const secret = object("v1", "Secret", { name: "work", namespace }, { stringData: { a: "b" } });
      await as.admins.create(secret);
      expect(await as.admins.get(secret)).toBeDefined();
      const path = `/api/v1/namespaces/${namespace}/secrets`;
      await trial.forbidden({ method: "GET", path }, { by: ["users", "viewers"] });
      await trial.forbidden({ method: "GET", path: `${path}/work` }, { by: ["users", "viewers"] });
      expect(await as.admins.remove(secret)).toBe(true);
      const account = object("v1", "ServiceAccount", { name: "work", namespace });
      await as.admins.create(account);
      expect(await as.admins.remove(account)).toBe(true);
    },
  },
  {
    name: "Viewers look, and write nothing",
    heldBy: ["RBAC"],
    run: async (trial) => {
      const { name, namespace, as } = trial.site.own;
      expect(await as.viewers.get(pod(namespace, present.pod, {}))).toBeDefined();
      const by = ["viewers"] as const;
      await trial.forbiddenToCreate(pod(namespace, "work", onOwnNodes(name)), { by });
      await trial.forbiddenToCreate(object("v1", "ConfigMap", { name: "work", namespace }), { by });
      await trial.forbiddenToChange(pod(namespace, present.pod, {}), { by });
    },
  },
];
