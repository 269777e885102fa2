import { existsSync } from "node:fs";
import { expect, onTestFinished } from "vitest";
import { type ControlPlane, startControlPlane } from "../../cluster/control-plane/start.ts";
import { stopControlPlane } from "../../cluster/control-plane/stop.ts";
import { connect } from "../../cluster/live/connect.ts";
import type { LiveCluster } from "../../cluster/live/live-cluster.ts";
import { siteNodes } from "../../cluster/nodes/site-nodes.ts";
import { silent } from "../../cluster/progress.ts";
import { acceptanceLabel } from "../../cluster/rehearse/acceptance-jobs.ts";
import { rehearseLive } from "../../cluster/rehearse/on-live.ts";
import { observePods } from "../../cluster/rehearse/pods.ts";
import { prepareCluster } from "../../cluster/rehearse/prepare.ts";
import { probePod } from "../../cluster/rehearse/probe-pod.ts";
import { type DeclaredSite, declareSite } from "../../stacks/declare.ts";
import { temporaryFolder } from "../support/cli.ts";
import { controlPlaneForFile, testWithBinaries } from "../support/control-plane.ts";
import { crdFolder } from "../support/crds.ts";
import { testWithKueue } from "../support/kueue.ts";
import { rehearsedSite } from "./rehearsed-site.ts";

const test = controlPlaneForFile({ pods: "run" });

let deployed: Promise<DeclaredSite> | undefined;

/** The site on a cluster that is there: applied and enrolled, by whatever means. */
async function onCluster(plane: ControlPlane): Promise<{ declared: DeclaredSite; live: LiveCluster }> {
  const live = connect(plane);
  onTestFinished(() => live.close());
  deployed ??= (async () => {
    const declared = declareSite(rehearsedSite());
    const { site, lock, stacks } = declared;
    const nodes = siteNodes(site, lock, site.document.effectiveDate);
    // A folder without definitions: this cluster has no Kueue.
    const crds = temporaryFolder();
    await prepareCluster(plane, live, { site: site.name, stacks, nodes, crds, progress: silent });
    return declared;
  })();
  return { declared: await deployed, live };
}

test("A cluster that is there is rehearsed with the tenants' jobs alone, and they are gone afterwards", async (plane) => {
  const { declared, live } = await onCluster(plane);
  const before = (await observePods(live)).map(({ name }) => name);

  const [rehearsed] = await rehearseLive({ ...declared, connect: () => live });

  const results = rehearsed?.results ?? [];
  expect(results.filter(({ outcome }) => outcome === "miss")).toEqual([]);
  const ok = results.filter(({ outcome }) => outcome === "ok").map(({ check }) => check);
  for (const check of [
    "nodes",
    "acceptance",
    "own racks only",
    "scale-up domains",
    "quota",
    "foreign pods",
  ]) {
    expect(ok).toContain(check);
  }
  const open = results.filter(({ outcome }) => outcome === "not checked");
  expect(open.flatMap(({ details }) => details).join()).toContain("the cluster does not serve them");
  expect((await observePods(live)).map(({ name }) => name).sort()).toEqual(before.sort());
});

test("A cluster in which a tenant works already is left alone, and its namespaces are named", async (plane) => {
  const { declared, live } = await onCluster(plane);
  const pod = probePod("divided-small", { selects: "divided", tolerates: "divided" });
  const made = await live.create(pod);
  onTestFinished(() => live.remove(made).then(() => {}));

  await expect(rehearseLive({ ...declared, connect: () => live })).rejects.toThrow(
    /namespace divided-small .* 1 pod is here, and the acceptance jobs need all that is leased/,
  );
  for await (const job of live.list({ apiVersion: "batch/v1", kind: "Job" })) expect(job).toBeUndefined();
});

testWithKueue(
  testWithBinaries,
  "Where Kueue runs in the cluster, jobs go through its queues",
  async (manager) => {
    const plane = await startControlPlane({ name: `kueue-${process.pid}`, pods: "run" });
    onTestFinished(async () => {
      await stopControlPlane(plane.name);
    });
    const live = connect(plane);
    onTestFinished(() => live.close());
    const declared = declareSite(rehearsedSite());
    const { site, lock, stacks } = declared;
    const nodes = siteNodes(site, lock, site.document.effectiveDate);
    const crds = existsSync(crdFolder) ? crdFolder : undefined;
    await prepareCluster(plane, live, {
      site: site.name,
      stacks,
      nodes,
      crds,
      kueue: manager,
      progress: silent,
    });

    const [rehearsed] = await rehearseLive({ ...declared, connect: () => live });

    const results = rehearsed?.results ?? [];
    expect(results.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
    expect(results.map(({ check }) => check)).toEqual(
      expect.arrayContaining(["queue", "topology assignment", "queue quota"]),
    );
    expect(await observePods(live, acceptanceLabel)).toEqual([]);
  },
);
