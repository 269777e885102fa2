import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { synthesizeAny } from "../../cli/synthesize-fleet.ts";
import { type ApplyResult, applyStacks } from "../../cluster/apply/apply.ts";
import { planeFolder } from "../../cluster/control-plane/folder.ts";
import type { ControlPlane } from "../../cluster/control-plane/start.ts";
import { installDefinitions } from "../../cluster/crds/install.ts";
import type { DeclaredStack } from "../../cluster/declared.ts";
import { withConversionWebhook } from "../../cluster/kueue/certificates.ts";
import { startKueueManager } from "../../cluster/kueue/manager.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import { siteNodes } from "../../cluster/nodes/site-nodes.ts";
import { silent } from "../../cluster/progress.ts";
import { createNodes } from "../../cluster/rehearse/kwok-nodes.ts";
import { rehearseLive } from "../../cluster/rehearse/on-live.ts";
import { verifyStacks } from "../../cluster/verify/verify.ts";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import type { DeclaredSite } from "../../stacks/declare.ts";
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
  const [alone] = sitesIn(placed(sharedClusterFolder({ fleet: { clusters: [] } })));
  const folder = placed(sharedClusterFolder());
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
  expect(pruned.filter((name) => /^(Namespace|PriorityClass|RuntimeClass|Topology)/.test(name))).toEqual([]);
});

testWithKueue(
  (title, start) => test(title, () => start()),
  "Kueue admits the work of both sites' tenants, each on its own racks",
  async (binary) => {
    const { name, kubeconfig } = planeFolder(planeName);
    const plane: ControlPlane = { name, kubeconfig, context: `kwok-${name}` };
    const all = await shared(plane);
    await startKueueManager({ binary, plane, cluster: all.live });
    for (const site of [all.north, all.south]) {
      const [rehearsed] = await rehearseLive({ ...site, connect: () => all.live });
      const results = rehearsed?.results ?? [];
      expect(results.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
      expect(results.map(({ check }) => check)).toEqual(
        expect.arrayContaining(["own racks only", "queue", "topology assignment", "queue quota"]),
      );
    }
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
  expect((await apply(all.live, "texas", [all.cluster], { prune: true })).pruned).toEqual([]);
  // Namespaces take a while to go, and cannot be made anew before.
  const gone = all.north.stacks.slice(1).flatMap(({ objects }) => objects);
  await until("what was pruned is gone", async () => {
    const left = await Promise.all(gone.map((object) => all.live.get(object)));
    return left.every((object) => object === undefined);
  });
  await apply(all.live, "north", all.north.stacks);
  expect(await differences(all)).toEqual([]);
});
