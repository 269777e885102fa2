import type { SiteNode } from "../../nodes/site-node.ts";
import type { ObservedPod } from "../pods.ts";
import { type CheckResult, checked, count } from "../result.ts";
import type { Acceptance } from "../run-acceptance.ts";

/** What is compared: where the site's lock puts each tenant, and where pods are. */
export interface Observation {
  /** All nodes that the site has in the cluster, by name. */
  readonly nodes: ReadonlyMap<string, SiteNode>;
  /** All pods of the cluster. */
  readonly pods: readonly ObservedPod[];
}

/** Every pod of a tenant runs, and on the racks that the lock gives it; nobody else's runs there; none is left unused. */
export function checkOwnRacks(
  { tenant, jobs, running, misses }: Acceptance,
  observed: Observation,
): CheckResult[] {
  const namespaces = new Set(tenant.namespaces.map(({ name }) => name));
  const own = observed.pods.filter(({ namespace }) => namespaces.has(namespace));
  const astray = own.filter(({ node }) => node !== undefined && tenantOf(observed, node) !== tenant.name);
  const intruders = observed.pods.filter(
    ({ namespace, node = "", ofNode }) =>
      tenantOf(observed, node) === tenant.name && !namespaces.has(namespace) && !ofNode,
  );
  const used = new Set(
    own.map(({ node = "" }) => node).filter((node) => tenantOf(observed, node) === tenant.name),
  );
  const wanted = jobs.reduce((sum, { pods }) => sum + pods, 0);
  const needed = Math.ceil(jobs.reduce((sum, job) => sum + nodesOf(job), 0) - 1e-9);
  const unused = used.size < needed ? tenant.nodes.filter(({ name }) => !used.has(name)) : [];
  return [
    checked(
      {
        check: "acceptance",
        of: tenant.name,
        expected: `${count(wanted, "pod")} run`,
        found: `${running} run`,
      },
      wanted === 0 ? ["its quotas admit nothing of what it leased"] : unexplained(running < wanted, misses),
    ),
    checked(
      {
        check: "own racks only",
        of: tenant.name,
        expected: `its ${count(needed, "node")} only`,
        found: `${count(used.size, "node")}, ${astray.length + intruders.length} pods astray`,
      },
      [
        ...astray.map((pod) => `${nameOf(pod)} runs on ${pod.node}, which is ${ownerOf(observed, pod.node)}`),
        ...intruders.map((pod) => `${nameOf(pod)} of somebody else runs on ${pod.node}`),
        ...unused.map(({ name }) => `no pod runs on ${name}`),
      ],
    ),
  ];
}

function unexplained(some: boolean, misses: readonly string[]): readonly string[] {
  return some && misses.length === 0 ? ["nothing says why the others do not"] : misses;
}

function nodesOf({ pods, step, group }: Acceptance["jobs"][number]): number {
  return step === 2 ? pods / group.parts : pods;
}

function tenantOf({ nodes }: Observation, node: string): string | undefined {
  return nodes.get(node)?.tenant;
}

function ownerOf({ nodes }: Observation, node = ""): string {
  const found = nodes.get(node);
  if (found === undefined) return "no node of the site";
  return found.tenant === undefined ? `a service node (${found.role})` : `${found.tenant}'s`;
}

export function nameOf({ namespace, name }: ObservedPod): string {
  return `${namespace}/${name}`;
}
