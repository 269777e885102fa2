import { setTimeout as wait } from "node:timers/promises";
import { groupBy } from "../../site/group-by.ts";
import { ApiError } from "../live/api-error.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { Progress } from "../progress.ts";
import { type AcceptanceJob, acceptanceLabel } from "./acceptance-jobs.ts";
import type { RehearsedTenant } from "./tenants.ts";
import { whyNotRunning } from "./why-not-running.ts";

/** What became of a tenant's acceptance jobs. */
export interface Acceptance {
  readonly tenant: RehearsedTenant;
  readonly jobs: readonly AcceptanceJob[];
  /** Pods that run at the end. */
  readonly running: number;
  /** What was refused, and why pods do not run. */
  readonly misses: readonly string[];
}

export interface AcceptanceOptions {
  readonly progress: Progress;
  /** Milliseconds in which nothing moves, after which the rest is given up. @default 60000 */
  readonly patience?: number;
}

/**
 * Creates the acceptance jobs of all tenants, each with the credentials of its own users, and waits until all their pods
 * run at the same time, or no more of them come to run.
 */
export async function runAcceptance(
  cluster: LiveCluster,
  tenants: readonly { readonly tenant: RehearsedTenant; readonly jobs: readonly AcceptanceJob[] }[],
  { progress, patience = 60_000 }: AcceptanceOptions,
): Promise<Acceptance[]> {
  const refusals = new Map<string, string[]>();
  const all = tenants.flatMap(({ tenant, jobs }) => jobs.map((job) => ({ tenant, job })));
  const pods = all.reduce((sum, { job }) => sum + job.pods, 0);
  const done = progress.step(`Running ${all.length} acceptance jobs of ${pods} pods`);
  let begun = 0;
  let stalled = false;
  for (const [, jobs] of [...groupBy(all, ({ job }) => String(job.step))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    // What waits for room would be given room that belongs to others.
    if (stalled) break;
    await inParallel(jobs, async ({ tenant, job }) => {
      const refusal = await create(cluster, tenant, job);
      if (refusal === undefined) begun += job.pods;
      else refusals.set(tenant.name, [...(refusals.get(tenant.name) ?? []), refusal]);
    });
    stalled = !(await untilRunning(cluster, begun, patience));
  }
  const { running, total } = await advance(cluster);
  done(`${total} run`);
  return inParallel(tenants, async ({ tenant, jobs }) => {
    const wanted = jobs.reduce((sum, job) => sum + job.pods, 0);
    const found = running.get(tenant.name) ?? 0;
    const refused = refusals.get(tenant.name) ?? [];
    const reasons = found < wanted ? await whyNotRunning(cluster, tenant) : [];
    return { tenant, jobs, running: found, misses: [...refused, ...reasons] };
  });
}

/** Undefined, or why the API server does not take the job. */
async function create(
  cluster: LiveCluster,
  { name, group }: RehearsedTenant,
  { object }: AcceptanceJob,
): Promise<string | undefined> {
  const as = asTenant(cluster, { name, group });
  try {
    await as.create(object);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `job ${object.metadata.namespace}/${object.metadata.name} is refused: ${error.message}`;
  }
}

/** The cluster as a tenant's users see it; as its administrator does, where the tenant names no group. */
export function asTenant(
  cluster: LiveCluster,
  { name, group }: Pick<RehearsedTenant, "name" | "group">,
): LiveCluster {
  return group === undefined ? cluster : cluster.as({ user: `acceptance-${name}`, groups: [group] });
}

/** How far the jobs are, as they themselves count it: one small list, whatever the number of pods. */
interface Advance {
  /** Pods that run, by tenant. */
  readonly running: ReadonlyMap<string, number>;
  readonly total: number;
  /** Changes as long as anything moves: pods come to be, are scheduled, let go by Kueue, or run. */
  readonly mark: string;
}

/** Whether all pods run in the end. */
async function untilRunning(cluster: LiveCluster, pods: number, patience: number): Promise<boolean> {
  let mark = "";
  let until = 0;
  for (;;) {
    const now = await advance(cluster);
    if (now.total >= pods) return true;
    if (now.mark !== mark) until = Date.now() + patience;
    mark = now.mark;
    if (Date.now() > until) return false;
    await wait(500);
  }
}

async function advance(cluster: LiveCluster): Promise<Advance> {
  const running = new Map<string, number>();
  let [total, active] = [0, 0];
  const jobs = cluster.list({ apiVersion: "batch/v1", kind: "Job" }, { labelSelector: acceptanceLabel });
  for await (const { metadata, status } of jobs) {
    const tenant = metadata.labels?.[acceptanceLabel] ?? "";
    const counts = (status ?? {}) as { ready?: number; active?: number };
    running.set(tenant, (running.get(tenant) ?? 0) + (counts.ready ?? 0));
    total += counts.ready ?? 0;
    active += counts.active ?? 0;
  }
  const unscheduled: string[] = [];
  const pods = cluster.list(
    { apiVersion: "v1", kind: "Pod" },
    { labelSelector: acceptanceLabel, fieldSelector: "spec.nodeName=" },
  );
  for await (const { metadata, spec } of pods) {
    const { schedulingGates = [] } = (spec ?? {}) as { schedulingGates?: readonly unknown[] };
    unscheduled.push(`${metadata.name}${schedulingGates.length}`);
  }
  return { running, total, mark: [total, active, ...unscheduled].join() };
}
