import { setTimeout as wait } from "node:timers/promises";
import { localQueueName } from "../../../constructs/tenant-admission.ts";
import { ApiError } from "../../live/api-error.ts";
import type { LiveCluster } from "../../live/live-cluster.ts";
import { acceptanceLabel, queueLabel } from "../acceptance-jobs.ts";
import { probePod } from "../probe-pod.ts";
import { type CheckResult, checked, count } from "../result.ts";
import { type Acceptance, asTenant } from "../run-acceptance.ts";
import type { RehearsedTenant } from "../tenants.ts";
import { assignedDomains, type TopologyAssignment } from "../topology-assignment.ts";
import { keyOf, type WorkloadStatus, workloadStatuses } from "../workloads.ts";
import type { Observation } from "./own-racks.ts";

/**
 * What Kueue made of a tenant's jobs: all came in through its own ClusterQueue; the topology assignments name its own nodes
 * only, and keep each gang in one domain; a job of one accelerator more than its quota waits.
 */
export async function checkQueues(
  cluster: LiveCluster,
  acceptance: Acceptance,
  observed: Observation,
): Promise<CheckResult[]> {
  const { tenant, jobs } = acceptance;
  const statuses = await workloadStatuses(cluster, tenant);
  const through = jobs.map((job) => ({ job, status: statuses.get(keyOf(job.object.metadata)) }));
  const outside = through.filter(({ status }) => status?.admission?.clusterQueue !== tenant.name);
  const assignments = through.flatMap(({ job, status }) =>
    (status?.admission?.podSetAssignments ?? []).map(({ topologyAssignment }) => ({
      job,
      topologyAssignment,
    })),
  );
  const misplaced = assignments.flatMap(({ job, topologyAssignment }) =>
    wrongIn(keyOf(job.object.metadata), job.gangSize, topologyAssignment, tenant, observed),
  );
  const admitted = jobs.length - outside.length;
  return [
    checked(
      {
        check: "queue",
        of: tenant.name,
        expected: `${count(jobs.length, "job")} admitted by its own`,
        found: `${admitted} admitted`,
      },
      outside.map(({ job, status }) => `${keyOf(job.object.metadata)}: ${waitingFor(status)}`),
    ),
    checked(
      {
        check: "topology assignment",
        of: tenant.name,
        expected: "own nodes only, gangs together",
        found: `${count(assignments.length, "assignment")}, ${misplaced.length} wrong`,
      },
      misplaced,
    ),
    await oneMoreWaits(cluster, tenant),
  ];
}

function waitingFor(status: WorkloadStatus | undefined): string {
  if (status === undefined) return "Kueue has made no Workload of it";
  if (status.admission !== undefined) return `admitted by ${status.admission.clusterQueue}`;
  return (
    status.conditions?.find(({ type }) => type === "QuotaReserved")?.message ?? "Kueue says nothing of it"
  );
}

/** What is wrong with where Kueue put a job. */
function wrongIn(
  job: string,
  gangSize: number | undefined,
  assignment: TopologyAssignment | undefined,
  tenant: RehearsedTenant,
  { nodes }: Observation,
): string[] {
  if (assignment === undefined) return [`${job} was admitted without a topology assignment`];
  if (assignment.levels.at(-1) !== "kubernetes.io/hostname") return [`${job} is not assigned to hosts`];
  // A node for each pod, in the order of their indices.
  const hosts = assignedDomains(assignment).flatMap(({ value, pods }) => Array<string>(pods).fill(value));
  const foreign = [...new Set(hosts)].filter((host) => nodes.get(host)?.tenant !== tenant.name);
  const wrong = foreign.map((host) => `${job} is assigned to ${host}, which is not ${tenant.name}'s`);
  if (gangSize === undefined) return wrong;
  for (let first = 0; first < hosts.length; first += gangSize) {
    const gang = hosts.slice(first, first + gangSize);
    const domains = new Set(gang.map((host) => nodes.get(host)?.scaleUpDomain ?? host));
    if (domains.size > 1)
      wrong.push(`${job}: pods ${first} to ${first + gang.length - 1} are in ${[...domains].join(", ")}`);
  }
  return wrong;
}

/** A job of one accelerator, or core, more than the tenant's quota is not admitted while the quota is in use. */
async function oneMoreWaits(cluster: LiveCluster, tenant: RehearsedTenant): Promise<CheckResult> {
  const namespace = tenant.namespaces[0]?.name ?? "";
  const resource =
    tenant.nodes.find(({ shape }) => shape.accelerators)?.shape.accelerators?.resource ?? "cpu";
  const { spec } = probePod(namespace, {
    selects: tenant.name,
    tolerates: tenant.name,
    requests: { [resource]: "1" },
  });
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name: "accept-one-more",
      namespace,
      labels: { [acceptanceLabel]: tenant.name, [queueLabel]: localQueueName },
    },
    spec: { suspend: true, template: { spec: { ...spec, restartPolicy: "Never" } } },
  };
  const expected = `one ${resource} more waits`;
  const of = { check: "queue quota", of: tenant.name, expected };
  try {
    await asTenant(cluster, tenant).create(job);
    const status = await decided(cluster, tenant, keyOf(job.metadata));
    const waits = status !== undefined && status.admission === undefined;
    const misses = waits ? [] : [status === undefined ? "Kueue does not decide" : "it was admitted"];
    return checked({ ...of, found: waits ? "it waits" : "it does not wait" }, misses);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return checked({ ...of, found: "it is refused" }, [error.message]);
  } finally {
    await cluster.remove(job);
  }
}

/** A Workload's status once Kueue has looked at it; undefined where it does not within 15 s. */
async function decided(
  cluster: LiveCluster,
  tenant: RehearsedTenant,
  job: string,
): Promise<WorkloadStatus | undefined> {
  for (let attempt = 0; attempt < 75; attempt += 1) {
    const status = (await workloadStatuses(cluster, tenant)).get(job);
    if (status?.conditions?.some(({ type }) => type === "QuotaReserved")) return status;
    await wait(200);
  }
  return undefined;
}
