import { setTimeout as wait } from "node:timers/promises";
import { type Problem, Refusal } from "../../site/problem.ts";
import type { Cluster } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { cleaningUpOnSignal } from "../control-plane/interruption.ts";
import { unservedGroups } from "../crds/install.ts";
import type { DeclaredStack } from "../declared.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import { type Progress, silent } from "../progress.ts";
import { acceptCluster } from "./accept.ts";
import { acceptanceLabel } from "./acceptance-jobs.ts";
import { type ClusterParts, clusterParts, type RehearsedSite } from "./cluster-parts.ts";
import { unreadyAmong } from "./kwok-nodes.ts";
import { observePods } from "./pods.ts";
import { leftOut, noQueues, withoutGroups } from "./prepare.ts";
import { queuesWork } from "./queues-work.ts";
import type { RehearsedCluster } from "./rehearse.ts";
import { type CheckResult, checked, notChecked } from "./result.ts";
import { type RehearsedTenant, rehearsedTenants } from "./tenants.ts";

export interface RehearseLiveOptions extends RehearsedSite {
  /** How a cluster of the site is reached. */
  readonly connect: (cluster: Cluster) => LiveCluster;
  /** Names of the clusters. @default - all */
  readonly clusters?: readonly string[];
  readonly progress?: Progress;
}

/**
 * Runs every tenant's acceptance jobs on clusters that are there, to which the site was applied and whose nodes are
 * enrolled: a hand-over before a tenant moves in. Nothing but these jobs is created, and they are removed at the end.
 *
 * @throws Refusal where a tenant's pods are there already: the jobs need all that it leased.
 */
export async function rehearseLive(options: RehearseLiveOptions): Promise<RehearsedCluster[]> {
  const { site, connect, clusters: names, progress = silent } = options;
  const own = clusterParts(options)
    .filter(({ cluster: { name } }) => names === undefined || names.includes(name))
    .map((parts) => ({ ...parts, live: connect(parts.cluster) }));
  // All are looked at before anything is created in one.
  const problems = await inParallel(own, (each) =>
    podsInTheWay(each.live, tenantsOf(site, each.stacks, each.nodes)),
  );
  if (problems.flat().length > 0) throw new Refusal("The tenants' namespaces are in use.", problems.flat());
  const rehearsed: RehearsedCluster[] = [];
  for (const each of own) rehearsed.push(await onCluster(each, site, progress));
  return rehearsed;
}

async function onCluster(
  {
    cluster: { name, sharedTenants = [] },
    live,
    stacks,
    nodes,
  }: ClusterParts & { readonly live: LiveCluster },
  site: Site,
  progress: Progress,
): Promise<RehearsedCluster> {
  const objects = stacks.flatMap((stack) => stack.objects);
  const unserved = await unservedGroups(live, objects);
  const deployed = withoutGroups(stacks, new Set(unserved));
  const throughQueues = await queuesWork(live, objects);
  const results = [
    await nodesReady(live, nodes),
    ...unserved.map((group) => leftOut(group, "the cluster does not serve them", stacks)),
    ...ofSeveralSites(sharedTenants, nodes),
    ...(throughQueues ? [] : noQueues(deployed, "Kueue does not run in the cluster")),
  ];
  const tenants = tenantsOf(site, stacks, nodes);
  const end = () => endJobs(live, tenants);
  return cleaningUpOnSignal(end, async () => {
    try {
      const accepted = await acceptCluster(live, { site, stacks: deployed, nodes, throughQueues, progress });
      return { cluster: name, results: [...results, ...accepted] };
    } finally {
      const done = progress.step("Removing the acceptance jobs");
      await end();
      done();
    }
  });
}

/** Jobs of these may run on racks of other sites, which are not looked at here. */
function ofSeveralSites(tenants: readonly string[], nodes: readonly SiteNode[]): CheckResult[] {
  return tenants
    .filter((name) => nodes.some(({ tenant }) => tenant === name))
    .map((name) =>
      notChecked(
        "acceptance jobs",
        name,
        "its queue reaches racks of other sites in the cluster, which this site does not know: rehearse without --live, where the racks here are alone",
      ),
    );
}

function tenantsOf(
  site: Site,
  stacks: readonly DeclaredStack[],
  nodes: readonly SiteNode[],
): RehearsedTenant[] {
  const objects = stacks.flatMap((stack) => stack.objects);
  return rehearsedTenants(site, objects, nodes);
}

async function podsInTheWay(live: LiveCluster, tenants: readonly RehearsedTenant[]): Promise<Problem[]> {
  const namespaces = new Set(tenants.flatMap((tenant) => tenant.namespaces.map(({ name }) => name)));
  const counts = new Map<string, number>();
  for (const { namespace } of await observePods(live)) {
    if (namespaces.has(namespace)) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return [...counts].map(([namespace, pods]) => ({
    where: `namespace ${namespace} (context "${live.context}")`,
    message: `${pods} ${pods === 1 ? "pod is" : "pods are"} here, and the acceptance jobs need all that is leased: rehearse before the tenant moves in, or once its work has ended`,
  }));
}

async function nodesReady(live: LiveCluster, nodes: readonly SiteNode[]): Promise<CheckResult> {
  const left = await unreadyAmong(
    live,
    nodes.map(({ name }) => name),
  );
  const ready = nodes.length - left.size;
  return checked(
    { check: "nodes", of: "cluster", expected: `${nodes.length} ready`, found: `${ready} ready` },
    [...left].map((name) => `${name} is not there, or not ready`),
  );
}

const jobs = { apiVersion: "batch/v1", kind: "Job" };

/** Milliseconds until pods of jobs that were deleted are gone, unless a node does not answer. */
const patience = 60_000;

async function endJobs(live: LiveCluster, tenants: readonly RehearsedTenant[]): Promise<void> {
  const namespaces = tenants.flatMap((tenant) => tenant.namespaces.map(({ name }) => name));
  for (const namespace of namespaces) {
    for await (const job of live.list(jobs, { namespace, labelSelector: acceptanceLabel })) {
      await live.remove(job);
    }
  }
  const until = Date.now() + patience;
  while ((await observePods(live, acceptanceLabel)).length > 0 && Date.now() < until) await wait(500);
}
