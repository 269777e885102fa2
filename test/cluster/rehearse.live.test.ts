import { expect, onTestFinished } from "vitest";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import type { LiveObject } from "../../cluster/live/live-object.ts";
import { siteNodes } from "../../cluster/nodes/site-nodes.ts";
import { silent } from "../../cluster/progress.ts";
import { acceptCluster } from "../../cluster/rehearse/accept.ts";
import { acceptanceLabel } from "../../cluster/rehearse/acceptance-jobs.ts";
import { prepareCluster } from "../../cluster/rehearse/prepare.ts";
import type { CheckResult } from "../../cluster/rehearse/result.ts";
import { nodeRackTypeKey, nodeTenantKey } from "../../constructs/identity.ts";
import { declareSite } from "../../stacks/declare.ts";
import { temporaryFolder } from "../support/cli.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { rehearsedSite } from "./rehearsed-site.ts";

const test = controlPlaneForFile({ pods: "run" });

/** The site as it is deployed once, before the tests below change what is live. */
interface Drill {
  readonly cluster: LiveCluster;
  readonly prepared: Awaited<ReturnType<typeof prepareCluster>>;
  /** Runs the acceptance jobs and all checks; the jobs are gone after the test. */
  readonly accept: () => Promise<readonly CheckResult[]>;
}

let drill: Promise<Drill> | undefined;

async function deployed(plane: Parameters<Parameters<typeof test>[1]>[0]): Promise<Drill> {
  const { site, lock, stacks } = declareSite(rehearsedSite());
  const nodes = siteNodes(site, lock, site.document.effectiveDate);
  const cluster = connect(plane);
  const prepared = await prepareCluster(plane, cluster, {
    site: site.name,
    stacks,
    nodes,
    crds: temporaryFolder(),
    progress: silent,
  });
  const options = {
    site,
    stacks: prepared.deployed,
    nodes,
    throughQueues: false,
    progress: silent,
    patience: 8000,
  };
  return { cluster, prepared, accept: () => acceptCluster(cluster, options) };
}

async function onDrill(plane: Parameters<typeof deployed>[0]): Promise<Drill> {
  drill ??= deployed(plane);
  const { cluster, ...rest } = await drill;
  onTestFinished(() => endJobs(cluster));
  return { cluster, ...rest };
}

/** Ends all acceptance jobs, and waits until their pods are gone. */
async function endJobs(cluster: LiveCluster): Promise<void> {
  const jobs = { apiVersion: "batch/v1", kind: "Job" };
  const pods = { apiVersion: "v1", kind: "Pod" };
  for await (const job of cluster.list(jobs, { labelSelector: acceptanceLabel })) await cluster.remove(job);
  const left = async () => {
    for await (const _ of cluster.list(pods, { labelSelector: acceptanceLabel })) return true;
    return false;
  };
  while (await left()) await new Promise((resolve) => setTimeout(resolve, 200));
}

function of(results: readonly CheckResult[], check: string, whom: string): CheckResult {
  const found = results.find((result) => result.check === check && result.of === whom);
  if (found === undefined) throw new Error(`there is no check "${check}" of ${whom}`);
  return found;
}

function misses(results: readonly CheckResult[]): string[] {
  return results
    .filter(({ outcome }) => outcome === "miss")
    .map(({ check, of: whom }) => `${check}: ${whom}`);
}

test("A site that is right holds every check, and what could not be installed is said", async (plane) => {
  const { prepared, accept } = await onDrill(plane);
  expect(prepared.results.map(({ check, outcome }) => [check, outcome])).toEqual([
    ["nodes", "ok"],
    ["objects", "not checked"],
  ]);
  expect(prepared.results[1]?.details.join()).toContain("--crds");
  const results = await accept();
  expect(misses(results)).toEqual([]);
  expect(results.map(({ check }) => check)).toContain("mining proxy");
  expect(of(results, "scale-up domains", "divided").found).toBe("5 within one");
  expect(of(results, "quota", "divided").expected).toContain("96 nvidia.com/gpu");
  expect(of(results, "own racks only", "divided").expected).toContain("28 nodes");
});

test("Racks that carry each other's tenant are found, though every pod runs", async (plane) => {
  const { cluster, accept } = await onDrill(plane);
  const theirs = await nodesOf(cluster, "nameless");
  const others = await nodesOf(cluster, "divided");
  const swap = async (one: string, other: string) => {
    for (const node of theirs) await relabel(cluster, node, one);
    for (const node of others.slice(0, theirs.length)) await relabel(cluster, node, other);
  };
  await swap("divided", "nameless");
  onTestFinished(() => swap("nameless", "divided"));
  const results = await accept();
  expect(misses(results).sort()).toEqual([
    "labels and taints: cluster",
    "own racks only: divided",
    "own racks only: nameless",
  ]);
  const [node = ""] = theirs;
  expect(of(results, "own racks only", "divided").details.join()).toContain(
    `runs on ${node}, which is nameless's`,
  );
  expect(of(results, "own racks only", "nameless").details.join()).toContain("which is divided's");
  expect(of(results, "labels and taints", "cluster").found).toBe("8 differ");
});

test("A quota that is lower than what was leased is found, and one that is higher", async (plane) => {
  const { cluster, accept } = await onDrill(plane);
  await setQuota(cluster, "divided-small", "37");
  await setQuota(cluster, "nameless", "17");
  onTestFinished(async () => {
    await setQuota(cluster, "divided-small", "38");
    await setQuota(cluster, "nameless", "16");
  });
  const results = await accept();
  expect(misses(results)).toEqual(
    expect.arrayContaining(["objects: cluster", "acceptance: divided", "quota: divided", "quota: nameless"]),
  );
  expect(of(results, "acceptance", "divided").details.join()).toContain("exceeded quota");
  expect(of(results, "quota", "nameless").details.join()).toContain("one more nvidia.com/gpu is not refused");
});

test("A node that is missing leaves pods unscheduled, in the scheduler's words", async (plane) => {
  const { cluster, accept } = await onDrill(plane);
  const [node] = await nodesOf(cluster, "nameless");
  await cordon(cluster, node, true);
  onTestFinished(() => cordon(cluster, node, false));
  const results = await accept();
  expect(misses(results)).toEqual(
    expect.arrayContaining(["acceptance: nameless", "own racks only: nameless"]),
  );
  expect(of(results, "acceptance", "nameless").details.join()).toContain("nodes are available");
  expect(of(results, "own racks only", "nameless").details.join()).toContain(`no pod runs on ${node}`);
});

test("An admission policy that is gone is found by the pods it would refuse", async (plane) => {
  const { cluster, accept } = await onDrill(plane);
  const reference = {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "busbar-tenant-pods" },
  };
  const binding = await cluster.get(reference);
  if (binding === undefined) throw new Error("the binding is not there");
  await cluster.remove(reference);
  onTestFinished(async () => {
    const { name, labels } = binding.metadata;
    const { apiVersion, kind, spec } = binding as LiveObject & { readonly spec: object };
    const restored = { apiVersion, kind, metadata: { name, labels }, spec };
    await cluster.create(restored);
  });
  const results = await accept();
  expect(misses(results)).toEqual(
    expect.arrayContaining(["foreign pods: divided", "foreign pods: nameless"]),
  );
  expect(of(results, "foreign pods", "nameless").details.join()).toContain(
    "a pod of divided by node selector",
  );
});

test("Two replicas of a proxy with one service node left are found not to be apart", async (plane) => {
  const { cluster, accept } = await onDrill(plane);
  const list = cluster.list({ apiVersion: "v1", kind: "Pod" }, { namespace: "mining-pit" });
  const pods: LiveObject[] = [];
  for await (const pod of list) pods.push(pod);
  const [pod] = pods;
  if (pod === undefined) throw new Error("the proxy has no pods");
  const { nodeName } = pod["spec"] as { readonly nodeName: string };
  await cordon(cluster, nodeName, true);
  onTestFinished(() => cordon(cluster, nodeName, false));
  await cluster.remove(pod);
  const results = await accept();
  expect(of(results, "mining proxy", "pit")).toMatchObject({ outcome: "miss", found: "1 ready on 1 node" });
});

async function nodesOf(cluster: LiveCluster, tenant: string): Promise<[string, ...string[]]> {
  const names: string[] = [];
  const nodes = cluster.list(
    { apiVersion: "v1", kind: "Node" },
    { labelSelector: `${nodeTenantKey}=${tenant},${nodeRackTypeKey}=linked` },
  );
  for await (const { metadata } of nodes) names.push(metadata.name);
  const [first, ...rest] = names;
  if (first === undefined) throw new Error(`${tenant} has no nodes`);
  return [first, ...rest];
}

async function patch(cluster: LiveCluster, path: string, body: object): Promise<void> {
  await cluster.request("PATCH", path, { body, contentType: "application/merge-patch+json" });
}

async function relabel(cluster: LiveCluster, node: string, tenant: string): Promise<void> {
  const taints = [{ key: nodeTenantKey, value: tenant, effect: "NoSchedule" }];
  await patch(cluster, `/api/v1/nodes/${node}`, {
    metadata: { labels: { [nodeTenantKey]: tenant } },
    spec: { taints },
  });
}

async function cordon(cluster: LiveCluster, node: string, unschedulable: boolean): Promise<void> {
  await patch(cluster, `/api/v1/nodes/${node}`, { spec: { unschedulable } });
}

async function setQuota(cluster: LiveCluster, namespace: string, accelerators: string): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/resourcequotas/leased`;
  await patch(cluster, path, { spec: { hard: { "requests.nvidia.com/gpu": accelerators } } });
}
