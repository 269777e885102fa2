import { expect } from "vitest";
import { ApiError } from "../../../../cluster/live/api-error.ts";
import type { LiveObject } from "../../../../cluster/live/live-object.ts";
import { tenantLabel } from "../../../../constructs/identity.ts";
import type { Check } from "../check.ts";
import { container, object, onOwnNodes, workload } from "../objects.ts";
import { refusalOf, type Trial } from "../trial.ts";
import { until } from "../until.ts";

const apiVersion = "kueue.x-k8s.io/v1beta2";
const queueName = "kueue.x-k8s.io/queue-name";

async function all(trial: Trial, kind: string, namespace?: string): Promise<LiveObject[]> {
  const found: LiveObject[] = [];
  const options = namespace === undefined ? {} : { namespace };
  for await (const live of trial.site.operator.list({ apiVersion, kind }, options)) found.push(live);
  return found;
}

/** The same object in another queue, or in none. */
function queued(wanted: LiveObject, labels: Readonly<Record<string, string>>): LiveObject {
  return { ...wanted, metadata: { ...wanted.metadata, labels } };
}

/** A job, and a job of each extension that makes pods of more than one. */
function jobs(trial: Trial, kinds: readonly ("Job" | "JobSet" | "LeaderWorkerSet")[]): LiveObject[] {
  const { name, namespace } = trial.site.own;
  const labels = { [queueName]: "leased" };
  const metadata = { name: "work", namespace, labels };
  const job = workload("Job", namespace, "work", onOwnNodes(name));
  const spec = { ...onOwnNodes(name), restartPolicy: "Never", containers: [container] };
  const template = { spec: { template: { spec } } };
  const all = {
    Job: job,
    JobSet: object("jobset.x-k8s.io/v1alpha2", "JobSet", metadata, {
      spec: { replicatedJobs: [{ name: "workers", replicas: 1, template }] },
    }),
    LeaderWorkerSet: object("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet", metadata, {
      spec: {
        leaderWorkerTemplate: {
          size: 2,
          workerTemplate: { spec: { ...onOwnNodes(name), containers: [container] } },
        },
      },
    }),
  };
  return kinds.map((kind) => all[kind]);
}

/**
 * Waits until a quota has a count of a kind. The controller of quotas looks for new kinds every half minute, and counts
 * them when a quota changes, or else a few minutes later.
 */
async function counted({ site: { operator, own } }: Trial, wanted: LiveObject): Promise<void> {
  const path = `/api/v1/namespaces/${own.namespace}/resourcequotas/objects`;
  const contentType = "application/merge-patch+json";
  await until(`${wanted.kind} is counted`, async () => {
    try {
      await own.as.users.create(wanted, { dryRun: true });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || !error.message.includes("status unknown for quota")) throw error;
      for (const services of ["999", "1000"]) {
        await operator.request("PATCH", path, { body: { spec: { hard: { services } } }, contentType });
      }
      return false;
    }
  });
}

async function onlyQueued(trial: Trial, wanted: LiveObject): Promise<void> {
  const { users } = trial.site.own.as;
  await counted(trial, wanted);
  for (const labels of [{}, { [queueName]: "" }]) {
    await trial.denied("busbar-tenant-jobs", "a job must name its queue", queued(wanted, labels), wanted);
  }
  const live = await users.create(wanted);
  const relabel = (value: string | null) => ({ metadata: { labels: { [queueName]: value } } });
  const harmless = { metadata: { labels: { step: "2" } } };
  for (const value of ["", null]) {
    const says = "a job cannot leave its queue";
    await trial.deniedChange("busbar-tenant-jobs", says, live, relabel(value), harmless, users);
  }
  await users.remove(live);
}

/** How a tenant's work is admitted. */
export const queueChecks: readonly Check[] = [
  {
    name: "No job runs past the queue, whoever makes it",
    heldBy: ["busbar-tenant-jobs"],
    run: async (trial) => {
      const { operator, own } = trial.site;
      const [job] = jobs(trial, ["Job"]);
      if (job === undefined) throw new Error("no job");
      await onlyQueued(trial, job);
      // A CronJob's jobs carry the labels of its template, and are made by the cluster's controller.
      const controller = operator.as({ user: "system:serviceaccount:kube-system:cronjob-controller" });
      const refusal = await refusalOf(controller.create(queued(job, {}), { dryRun: true }), "CronJob");
      trial.heldBy("busbar-tenant-jobs", refusal, "a job must name its queue");
      await controller.create(job, { dryRun: true });
      // Nor does a name that looks like JobSet's controller help.
      const namesake = {
        user: `system:serviceaccount:${own.namespace}:jobset-system`,
        groups: ["system:masters"],
      };
      const other = await refusalOf(
        operator.as(namesake).create(queued(job, {}), { dryRun: true }),
        "namesake",
      );
      trial.heldBy("busbar-tenant-jobs", other, "a job must name its queue");
      const jobset = {
        user: "system:serviceaccount:jobset-system:jobset-controller",
        groups: ["system:masters"],
      };
      await operator.as(jobset).create(queued(job, {}), { dryRun: true });
    },
  },
  {
    name: "No JobSet or LeaderWorkerSet runs past the queue",
    heldBy: ["busbar-tenant-jobs"],
    needsDefinitions: true,
    run: async (trial) => {
      for (const wanted of jobs(trial, ["JobSet", "LeaderWorkerSet"])) await onlyQueued(trial, wanted);
    },
  },
  {
    name: "No queue of another tenant can be used, changed or made one's own",
    heldBy: ["RBAC"],
    needsDefinitions: true,
    run: async (trial) => {
      const { other, own } = trial.site;
      // A job's label names a queue of its own namespace, and there is only the tenant's.
      const local = await all(trial, "LocalQueue", own.namespace);
      expect(local.map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
        ["leased", { clusterQueue: own.name, stopPolicy: "None" }],
      ]);
      for (const queue of await all(trial, "ClusterQueue")) {
        const { namespaceSelector, cohortName } = queue["spec"] as Record<string, unknown>;
        expect(namespaceSelector).toEqual({ matchLabels: { [tenantLabel]: queue.metadata.name } });
        expect(cohortName).toBeUndefined();
        await trial.forbiddenToChange(queue);
      }
      for (const flavor of await all(trial, "ResourceFlavor")) await trial.forbiddenToChange(flavor);
      for (const topology of await all(trial, "Topology")) await trial.forbiddenToChange(topology);
      const metadata = { name: "theirs", namespace: own.namespace };
      const spec = { clusterQueue: other.name };
      await trial.forbiddenToCreate(object(apiVersion, "LocalQueue", metadata, { spec }));
      const path = `/apis/${apiVersion}/namespaces/${own.namespace}/localqueues/leased`;
      await trial.forbidden({ method: "PATCH", path, body: { metadata: { labels: { a: "b" } } } });
      await trial.forbidden({ method: "DELETE", path });
    },
  },
  {
    name: "Nobody forges what Kueue admitted",
    heldBy: ["RBAC"],
    needsDefinitions: true,
    run: async (trial) => {
      const { operator, own } = trial.site;
      const { namespace } = own;
      const spec = { restartPolicy: "Never", containers: [container] };
      const workloadObject = object(
        apiVersion,
        "Workload",
        { name: "forged", namespace },
        {
          spec: { queueName: "leased", podSets: [{ name: "main", count: 1, template: { spec } }] },
        },
      );
      await trial.forbiddenToCreate(workloadObject);
      await operator.create(workloadObject);
      try {
        await trial.forbiddenToChange(workloadObject);
        const path = `/apis/${apiVersion}/namespaces/${namespace}/workloads/forged/status`;
        await trial.forbidden({ method: "PATCH", path, body: { metadata: { labels: { a: "b" } } } });
      } finally {
        await operator.remove(workloadObject);
      }
    },
  },
];
