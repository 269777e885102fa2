import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { synthesizeAny } from "../../cli/synthesize-fleet.ts";
import { type ApplyResult, applyStacks } from "../../cluster/apply/apply.ts";
import { planeFolder } from "../../cluster/control-plane/folder.ts";
import type { ControlPlane } from "../../cluster/control-plane/start.ts";
import { installDefinitions } from "../../cluster/crds/install.ts";
import type { DeclaredStack } from "../../cluster/declared.ts";
import { liveDeclarations } from "../../cluster/judged/live-declarations.ts";
import { withConversionWebhook } from "../../cluster/kueue/certificates.ts";
import { startKueueManager } from "../../cluster/kueue/manager.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import { siteNodes } from "../../cluster/nodes/site-nodes.ts";
import { silent } from "../../cluster/progress.ts";
import { acceptanceJobs, acceptanceLabel } from "../../cluster/rehearse/acceptance-jobs.ts";
import { checkOwnRacks } from "../../cluster/rehearse/checks/own-racks.ts";
import { checkQueues } from "../../cluster/rehearse/checks/queues.ts";
import { checkQuotas } from "../../cluster/rehearse/checks/quotas.ts";
import { createNodes } from "../../cluster/rehearse/kwok-nodes.ts";
import { rehearseLive } from "../../cluster/rehearse/on-live.ts";
import { observePods } from "../../cluster/rehearse/pods.ts";
import { runAcceptance } from "../../cluster/rehearse/run-acceptance.ts";
import { labelsOf, rehearsedTenants } from "../../cluster/rehearse/tenants.ts";
import { splitWork } from "../../cluster/rehearse/work-split.ts";
import { verifyStacks } from "../../cluster/verify/verify.ts";
import { rules } from "../../policies/packs/index.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import type { DeclaredSite } from "../../stacks/declare.ts";
import { judged } from "../policies/judged.ts";
import { objectsIn } from "../support/app.ts";
import { controlPlaneForFile } from "../support/control-plane.ts";
import { crdFolder } from "../support/crds.ts";
import { stackOf } from "../support/declared.ts";
import { filesIn } from "../support/examples.ts";
import { testWithKueue } from "../support/kueue.ts";
import { placed } from "../support/multikueue-fleet.ts";
import { nameOf, sharedClusterFolder, sitesIn } from "../support/shared-cluster-fleet.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { until } from "./tenancy/until.ts";

const planeName = `shared-cluster-${process.pid}`;
const test = controlPlaneForFile({ name: planeName, pods: "run" });

/** What a tenant of both sites has at each. */
const acmeRacks = { north: 1, south: 2 };

/** One control plane with two sites in it, of which the first had it to itself before. */
interface Shared {
  readonly live: LiveCluster;
  readonly cluster: DeclaredStack;
  readonly north: DeclaredSite;
  readonly south: DeclaredSite;
  /** What came of the move of the first. */
  readonly moved: { readonly refused: unknown; readonly north: ApplyResult };
}

let sharing: Promise<Shared> | undefined;

async function shared(plane: ControlPlane): Promise<Shared> {
  const live = connect(plane);
  onTestFinished(() => live.close());
  sharing ??= move(live);
  return { ...(await sharing), live };
}

async function move(live: LiveCluster): Promise<Shared> {
  const acme = { racks: acmeRacks };
  const [alone] = sitesIn(placed(sharedClusterFolder({ acme, fleet: { clusters: [] } })));
  const folder = placed(sharedClusterFolder({ acme }));
  const [north, south] = sitesIn(folder);
  if (alone === undefined || north === undefined || south === undefined) throw new Error("a site is missing");
  const out = join(temporaryFolder(), "out");
  synthesizeAny(folder, out, enforcedPolicies);
  const cluster = stackOf("texas", "all", objectsIn(filesIn(join(out, "texas"))));
  const definitions = [north, south].flatMap(({ objects }) => objects.map(({ object }) => object));
  const options = {
    folder: existsSync(crdFolder) ? crdFolder : undefined,
    change: withConversionWebhook,
    progress: silent,
  };
  await installDefinitions(live, definitions, options);
  await createNodes(live, [...nodesOf(north), ...nodesOf(south)], silent);

  await apply(live, "north", alone.stacks);
  const refused = await apply(live, "texas", [cluster]).catch((error: unknown) => error);
  await apply(live, "texas", [cluster], { forceConflicts: true });
  const moved = await apply(live, "north", north.stacks, { prune: true });
  await apply(live, "south", south.stacks);
  return { live, cluster, north, south, moved: { refused, north: moved } };
}

function nodesOf({ site, lock }: DeclaredSite) {
  return siteNodes(site, lock, site.document.effectiveDate);
}

function apply(
  live: LiveCluster,
  site: string,
  stacks: readonly DeclaredStack[],
  options: { readonly prune?: boolean; readonly forceConflicts?: boolean } = {},
): Promise<ApplyResult> {
  return applyStacks(stacks, { site, connect: () => live, ...options });
}

function planeOfFile(): ControlPlane {
  const { name, kubeconfig } = planeFolder(planeName);
  return { name, kubeconfig, context: `kwok-${name}` };
}

let kueue: Promise<void> | undefined;

/** Kueue's manager runs until the control plane ends. */
function withKueue(binary: string, plane: ControlPlane, cluster: LiveCluster): Promise<void> {
  kueue ??= startKueueManager({ binary, plane, cluster });
  return kueue;
}

/** In what the cluster differs from what any of the three declare of it. */
async function differences({ live, cluster, north, south }: Shared): Promise<unknown[]> {
  const connecting = { connect: () => live };
  const results = [
    await verifyStacks([cluster], { site: "texas", ...connecting }),
    await verifyStacks(north.stacks, { site: "north", ...connecting, nodes: nodesOf(north) }),
    await verifyStacks(south.stacks, { site: "south", ...connecting, nodes: nodesOf(south) }),
  ];
  return results.flatMap(({ findings, nodes }) => [...findings, ...nodes]);
}

test("Two sites and what their cluster has once are applied beside each other, and all is as declared", async (plane) => {
  const all = await shared(plane);
  for (const [site, stacks] of [
    ["texas", [all.cluster]],
    ["north", all.north.stacks],
    ["south", all.south.stacks],
  ] as const) {
    const again = await apply(all.live, site, stacks);
    const outcomes = again.stacks.flatMap(({ objects }) => objects.map(({ outcome }) => outcome));
    expect(new Set(outcomes)).toEqual(new Set(["unchanged"]));
  }
  expect(await differences(all)).toEqual([]);
});

test("A site that had the cluster to itself is moved: what it has once is taken over, and not deleted", async (plane) => {
  const { moved } = await shared(plane);
  expect(String(moved.refused)).toMatch(/objects that are declared belong to the site "north"/);
  const pruned = moved.north.pruned.map(nameOf).sort();
  expect(pruned).toContain("ConfigMap busbar-system/site");
  expect(pruned).toContain("ConfigMap busbar-system/tenant-acme");
  expect(pruned.filter((name) => name.includes(" acme"))).toEqual([]);
  expect(pruned.filter((name) => /^(Namespace|PriorityClass|RuntimeClass|Topology)/.test(name))).toEqual([]);
});

test("Applying, verifying and pruning a site leave alone what its cluster has of a tenant of both", async (plane) => {
  const { live, cluster, north } = await shared(plane);
  const ofAcme = cluster.objects.filter(
    ({ metadata }) => labelsOf({ metadata })["busbar.dev/tenant"] === "acme",
  );
  expect(ofAcme.map(nameOf)).toContain("ClusterQueue acme");
  const uids = () => Promise.all(ofAcme.map(async (object) => (await live.get(object))?.metadata.uid));
  const before = await uids();
  expect(before).not.toContain(undefined);
  expect((await apply(live, "north", north.stacks, { prune: true })).pruned).toEqual([]);
  const { findings } = await verifyStacks(north.stacks, { site: "north", connect: () => live });
  expect(findings).toEqual([]);
  expect(await uids()).toEqual(before);
});

test("Rules judge what is live of a tenant of both sites with each of them", async (plane) => {
  const { live, north, south } = await shared(plane);
  for (const { site, lock, stacks, objects: declared } of [north, south]) {
    const options = { site: site.name, stacks, declared, connect: () => live };
    const objects = await liveDeclarations(options);
    expect(objects.map(({ object }) => nameOf(object))).toEqual(
      expect.arrayContaining([
        "Namespace acme-train",
        "ClusterQueue acme",
        "ResourceQuota acme-serve/leased",
      ]),
    );
    const found = rules
      .filter(({ id }) => id.startsWith("tenancy/"))
      .flatMap((rule) => judged(rule, { site, lock, objects }) ?? []);
    expect(found.filter((message) => message.includes("acme"))).toEqual([]);
  }
});

testWithKueue(
  (title, start) => test(title, () => start()),
  "Kueue admits the work of both sites' tenants, each on its own racks",
  async (binary) => {
    const plane = planeOfFile();
    const all = await shared(plane);
    await withKueue(binary, plane, all.live);
    for (const site of [all.north, all.south]) {
      const [rehearsed] = await rehearseLive({ ...site, connect: () => all.live });
      const results = rehearsed?.results ?? [];
      const others = results.filter(({ outcome }) => outcome !== "ok");
      expect(others.map(({ check, of, outcome }) => [check, of, outcome])).toEqual([
        ["acceptance jobs", "acme", "not checked"],
      ]);
      expect(results.map(({ check }) => check)).toEqual(
        expect.arrayContaining(["own racks only", "queue", "topology assignment", "queue quota"]),
      );
    }
  },
);

testWithKueue(
  (title, start) => test(title, () => start()),
  "A tenant of both sites runs on all its racks of both by one queue, whose quota is exactly theirs",
  async (binary) => {
    const plane = planeOfFile();
    const { live, cluster, north, south } = await shared(plane);
    await withKueue(binary, plane, live);
    const nodes = [...nodesOf(north), ...nodesOf(south)].filter((node) => node.tenant === "acme");
    const [tenant, ...others] = rehearsedTenants(north.site, cluster.objects, nodes);
    if (tenant === undefined) throw new Error("acme has no namespaces");
    expect([tenant.name, others, nodes.length]).toEqual(["acme", [], 12]);
    // Without a fabric, so that each job may have nodes of both sites.
    const group = { name: "h200", rackType: "h200", fabric: undefined, gang: undefined, nodes };
    const work = splitWork([{ ...group, resource: "nvidia.com/gpu", parts: 8 }], tenant.namespaces);
    const jobs = acceptanceJobs("acme", work, true);
    const [acceptance] = await runAcceptance(live, [{ tenant, jobs }], { progress: silent });
    if (acceptance === undefined) throw new Error("nothing was run");
    const observed = {
      nodes: new Map(nodes.map((node) => [node.name, node])),
      pods: await observePods(live, acceptanceLabel),
    };
    expect(new Set(observed.pods.map(({ node }) => node))).toEqual(new Set(nodes.map(({ name }) => name)));
    // The quotas admit that, and refuse one accelerator more; so does the queue.
    const results = [
      ...checkOwnRacks(acceptance, observed),
      ...(await checkQuotas(live, acceptance)),
      ...(await checkQueues(live, acceptance, observed)),
    ];
    expect(results.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
    expect(results.map(({ check }) => check)).toEqual(
      expect.arrayContaining(["own racks only", "queue", "queue quota"]),
    );
    for (const { object } of jobs) await live.remove(object);
  },
);

test("Pruning a site deletes nothing of the other, nor of the cluster", async (plane) => {
  const all = await shared(plane);
  const [platform] = all.north.stacks;
  if (platform === undefined) throw new Error("north has no stacks");
  const { pruned } = await apply(all.live, "north", [platform], { prune: true });
  const rest = all.north.stacks.slice(1).flatMap(({ objects }) => objects.map(nameOf));
  expect(pruned.map(nameOf).sort()).toEqual(rest.sort());
  const { findings } = await verifyStacks(all.south.stacks, { site: "south", connect: () => all.live });
  expect(findings).toEqual([]);
  // Kueue has written the quotas of its queues anew, in a notation of its own.
  const again = await apply(all.live, "texas", [all.cluster], { prune: true, forceConflicts: true });
  expect(again.pruned).toEqual([]);
  // Namespaces take a while to go, and cannot be made anew before.
  const gone = all.north.stacks.slice(1).flatMap(({ objects }) => objects);
  await until("what was pruned is gone", async () => {
    const left = await Promise.all(gone.map((object) => all.live.get(object)));
    return left.every((object) => object === undefined);
  });
  await apply(all.live, "north", all.north.stacks);
  expect(await differences(all)).toEqual([]);
});
