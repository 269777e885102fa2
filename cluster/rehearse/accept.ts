import { topologyProfiles } from "../../constructs/topology-labels.ts";
import type { Site } from "../../site/site.ts";
import type { DeclaredStack } from "../declared.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import type { Progress } from "../progress.ts";
import { acceptanceJobs } from "./acceptance-jobs.ts";
import { checkAsDeclared } from "./checks/as-declared.ts";
import { checkForeignPods } from "./checks/foreign-pods.ts";
import { checkGangs } from "./checks/gangs.ts";
import { checkOwnRacks, type Observation } from "./checks/own-racks.ts";
import { checkProxy, proxiesAmong, untilProxiesReady } from "./checks/proxies.ts";
import { checkQueues } from "./checks/queues.ts";
import { checkQuotas } from "./checks/quotas.ts";
import { nodeGroups } from "./node-groups.ts";
import { observePods } from "./pods.ts";
import type { CheckResult } from "./result.ts";
import { runAcceptance } from "./run-acceptance.ts";
import { rehearsedTenants } from "./tenants.ts";
import { splitWork } from "./work-split.ts";

export interface AcceptOptions {
  readonly site: Site;
  /** What was deployed. */
  readonly stacks: readonly DeclaredStack[];
  /** The nodes that the site has in the cluster. */
  readonly nodes: readonly SiteNode[];
  /** Whether Kueue runs there, and starts jobs. */
  readonly throughQueues: boolean;
  readonly progress: Progress;
  /** Milliseconds in which nothing moves, after which the rest is given up. @default 60000 */
  readonly patience?: number;
}

/**
 * Runs every tenant's acceptance jobs in a cluster to which the site was deployed, and checks by what is live then what
 * the site promises.
 */
export async function acceptCluster(
  cluster: LiveCluster,
  { site, stacks, nodes, throughQueues, progress, patience }: AcceptOptions,
): Promise<CheckResult[]> {
  const objects = stacks.flatMap((stack) => stack.objects);
  const tenants = rehearsedTenants(site, objects, nodes);
  const rackKey = topologyProfiles[site.document.topologyLabels].rack;
  const work = tenants.map((tenant) => {
    const groups = nodeGroups(tenant.nodes, { rackKey, levelsOnly: throughQueues });
    const jobs = acceptanceJobs(tenant.name, splitWork(groups, tenant.namespaces), throughQueues);
    return { tenant, jobs };
  });
  const acceptances =
    work.length === 0
      ? []
      : await runAcceptance(cluster, work, { progress, ...(patience !== undefined && { patience }) });
  const proxies = proxiesAmong(objects);
  await untilProxiesReady(cluster, proxies);

  const done = progress.step("Checking what is live");
  const observed: Observation = {
    nodes: new Map(nodes.map((node) => [node.name, node])),
    pods: await observePods(cluster),
  };
  const results = await checkAsDeclared(cluster, { site: site.name, stacks, nodes });
  for (const acceptance of acceptances) {
    const { tenant } = acceptance;
    results.push(...checkOwnRacks(acceptance, observed));
    results.push(...checkGangs(acceptance, observed));
    results.push(...(await checkQuotas(cluster, acceptance)));
    const others = tenants.filter(({ name }) => name !== tenant.name);
    results.push(await checkForeignPods(cluster, tenant, others));
    if (throughQueues) results.push(...(await checkQueues(cluster, acceptance, observed)));
  }
  results.push(...proxies.map((proxy) => checkProxy(proxy, observed)));
  done(`${results.length} checks`);
  return results;
}
