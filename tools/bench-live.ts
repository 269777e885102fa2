import { join } from "node:path";
import { findBinaries } from "../cluster/binaries/find.ts";
import { startControlPlane } from "../cluster/control-plane/start.ts";
import { stopControlPlane } from "../cluster/control-plane/stop.ts";
import { installDefinitions } from "../cluster/crds/install.ts";
import { connect } from "../cluster/live/connect.ts";
import type { LiveCluster } from "../cluster/live/live-cluster.ts";
import { siteNodes } from "../cluster/nodes/site-nodes.ts";
import { silent } from "../cluster/progress.ts";
import { createNodes } from "../cluster/rehearse/kwok-nodes.ts";
import { declareSite } from "../stacks/declare.ts";
import { writeCampus } from "./generated-site.ts";
import { busbar, type Figures } from "./measure.ts";

const name = "bench";

/** 57 racks of 18 nodes, and as many tenants with seven namespaces each: 1,030 nodes and about 5,000 objects. */
const size = { racks: 57, tenants: 57, miningZones: 40, namespaces: 7 };

/**
 * How long it takes until a cluster holds what a site declares, and until that is verified, on the embedded control
 * plane. Whole processes, as users run them, apart from the nodes, which others make.
 */
export async function benchLive(folder: string): Promise<void> {
  const { binaries } = await findBinaries();
  if (binaries === undefined) {
    console.log(
      "\nLive clusters are left out: busbar cluster binaries gets the control plane that they need.",
    );
    return;
  }
  const site = join(folder, "live");
  writeCampus(site, size);
  busbar("place", site);
  const { stacks, site: model, lock } = declareSite(site);
  const objects = stacks.reduce((sum, stack) => sum + stack.objects.length, 0);
  const nodes = siteNodes(model, lock, model.document.effectiveDate);
  await stopControlPlane(name);
  console.log(`\nA live cluster: ${nodes.length} nodes, ${objects} objects in ${stacks.length} stacks`);
  const plane = await timed("start the control plane", () => startControlPlane({ name, binaries }));
  const live = connect(plane);
  try {
    await definitions(
      live,
      stacks.flatMap((stack) => stack.objects),
    );
    // As they come up, before they are anybody's.
    const bare = nodes.map((node) => ({ ...node, labels: {}, taints: [] }));
    await timed("create the nodes", () => createNodes(live, bare, silent), nodes.length, "nodes");
    const at = ["--kubeconfig", plane.kubeconfig, "--context", plane.context];
    show("busbar enroll --apply", busbar("enroll", site, "--apply", ...at), nodes.length);
    show("busbar enroll, nothing to do", busbar("enroll", site, ...at), nodes.length);
    show("busbar apply", busbar("apply", site, ...at), objects);
    show("busbar apply, nothing to do", busbar("apply", site, ...at), objects);
    show("busbar verify, nodes too", busbar("verify", site, ...at), objects);
  } finally {
    live.close();
    await stopControlPlane(name);
  }
}

async function definitions(
  live: LiveCluster,
  objects: Parameters<typeof installDefinitions>[1],
): Promise<void> {
  const { missing } = await installDefinitions(live, objects, { progress: silent });
  if (missing.length > 0)
    throw new Error(missing.map(({ group, reason }) => `${group}: ${reason}`).join("\n"));
}

function show(what: string, { seconds, mebibytes }: Figures, count: number): void {
  line(what, seconds, `${(count / seconds).toFixed(0)}/s, ${mebibytes.toFixed(0)} MiB at most`);
}

async function timed<T>(what: string, work: () => Promise<T>, count?: number, of = ""): Promise<T> {
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  line(what, seconds, count === undefined ? "" : `${(count / seconds).toFixed(0)} ${of}/s`);
  return result;
}

function line(what: string, seconds: number, more: string): void {
  console.log(`  ${what.padEnd(32)}${seconds.toFixed(2).padStart(7)} s   ${more}`);
}
