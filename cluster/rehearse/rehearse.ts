import { cleaningUpOnSignal } from "../control-plane/interruption.ts";
import { type ControlPlane, startControlPlane } from "../control-plane/start.ts";
import { stopControlPlane } from "../control-plane/stop.ts";
import { refuseMissingFolder } from "../crds/definition.ts";
import { connect } from "../live/connect.ts";
import { type Progress, silent } from "../progress.ts";
import { acceptCluster } from "./accept.ts";
import { type ClusterParts, clusterParts, type RehearsedSite } from "./cluster-parts.ts";
import { prepareCluster } from "./prepare.ts";
import type { CheckResult } from "./result.ts";

export interface RehearseOptions extends RehearsedSite {
  /** A folder with CustomResourceDefinitions. @default - the official releases */
  readonly crds?: string | undefined;
  /** Path of Kueue's manager. @default - none is run, and queues are not checked */
  readonly kueue?: string | undefined;
  /** Leaves the control planes running. @default false */
  readonly keep?: boolean;
  readonly progress?: Progress;
}

/** What rehearsing one of a site's clusters showed. */
export interface RehearsedCluster {
  /** Its name in the site document. */
  readonly cluster: string;
  readonly results: readonly CheckResult[];
  /** The control plane, where it was kept. */
  readonly kept?: ControlPlane;
}

/**
 * Deploys a site to fresh control planes on this machine, one after another for each of its clusters, with a simulated
 * node for every real one; runs what every tenant leased; and checks what is live.
 *
 * @throws Refusal where that cannot be done; nothing is left behind then.
 */
export async function rehearse(options: RehearseOptions): Promise<RehearsedCluster[]> {
  // Before the first cluster is rehearsed, whichever of them needs it.
  if (options.crds !== undefined) refuseMissingFolder(options.crds);
  const rehearsed: RehearsedCluster[] = [];
  for (const parts of clusterParts(options)) rehearsed.push(await rehearseCluster(parts, options));
  return rehearsed;
}

/** The name of the control plane that a cluster is rehearsed on. */
export function planeName(site: string, cluster: string): string {
  const name = cluster === site ? `rehearse-${site}` : `rehearse-${site}-${cluster}`;
  return name.slice(0, 63).replace(/-+$/, "");
}

async function rehearseCluster(
  { cluster: { name }, stacks, nodes }: ClusterParts,
  { site, crds, kueue, keep = false, progress = silent }: RehearseOptions,
): Promise<RehearsedCluster> {
  const plane = await startControlPlane({ name: planeName(site.name, name), pods: "run", progress });
  const end = () => stopControlPlane(plane.name);
  return cleaningUpOnSignal(end, async () => {
    const cluster = connect(plane);
    let kept = false;
    try {
      const { deployed, throughQueues, results } = await prepareCluster(plane, cluster, {
        site: site.name,
        stacks,
        nodes,
        crds,
        kueue,
        progress,
      });
      const accepted = await acceptCluster(cluster, {
        site,
        stacks: deployed,
        nodes,
        throughQueues,
        progress,
      });
      kept = keep;
      return { cluster: name, results: [...results, ...accepted], ...(keep && { kept: plane }) };
    } finally {
      cluster.close();
      if (!kept) await end();
    }
  });
}
