import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import { silent } from "../progress.ts";
import { type LiveNode, listNodes } from "./live-node.ts";
import type { EnrollmentPlan, PlannedNode, RefusedNode } from "./plan.ts";
import { listPods } from "./pods.ts";
import type { EnrollOptions } from "./read-enrollment.ts";
import { failureReason, podReasons } from "./reasons.ts";
import { inWords } from "./server-refusal.ts";
import { cordon, uncordon, writeNode } from "./write-node.ts";

/** What became of a plan. */
export interface Enrollment {
  readonly done: readonly PlannedNode[];
  /** Nodes that could not be changed after all. Others are changed nonetheless. */
  readonly refused: readonly RefusedNode[];
}

/**
 * Carries out a plan. A node that changes hands is cordoned first, looked at again, written, looked at once more, and
 * only then opened: at no time may pods of two tenants be on it. Where this is interrupted the node stays cordoned, with
 * a note of who did it, and the next run ends it.
 */
export async function enroll(
  cluster: LiveCluster,
  plan: EnrollmentPlan,
  { force = false, progress = silent }: EnrollOptions = {},
): Promise<Enrollment> {
  const run = new Run(cluster, force);
  const changing = plan.changes.filter(({ from, live }) => from.length > 0 || live.cordonedByUs);
  const others = plan.changes.filter(({ from, live }) => from.length === 0 && !live.cordonedByUs);
  if (others.length > 0) {
    const end = progress.step(`Labelling ${others.length} nodes of ${cluster.context}`);
    run.done.push(...(await run.each(atOnce(others), (node) => run.write(node))).map(({ node }) => node));
    end();
  }
  if (changing.length > 0) {
    const end = progress.step(`Handing over ${changing.length} nodes of ${cluster.context}`);
    await run.handOver(changing);
    end();
  }
  return run;
}

/** A planned node, how it is live by now, and what was found against its change since. */
interface NodeInHand {
  readonly node: PlannedNode;
  readonly live: LiveNode;
  readonly reasons: readonly string[];
}

function atOnce(nodes: readonly PlannedNode[]): NodeInHand[] {
  return nodes.map((node) => ({ node, live: node.live, reasons: [] }));
}

const stillClosed = "; it stays cordoned until it is enrolled again";

class Run implements Enrollment {
  readonly done: PlannedNode[] = [];
  readonly refused: RefusedNode[] = [];
  readonly #cluster: LiveCluster;
  readonly #force: boolean;

  constructor(cluster: LiveCluster, force: boolean) {
    this.#cluster = cluster;
    this.#force = force;
  }

  write({ node, live }: Omit<NodeInHand, "reasons">): Promise<LiveNode> {
    return writeNode(this.#cluster, live, node.declared, this.#force);
  }

  async handOver(nodes: readonly PlannedNode[]): Promise<void> {
    const cordoned = await this.each(atOnce(nodes), ({ live }) => cordon(this.#cluster, live));
    const before = await this.#look(cordoned);
    this.#refuse(before.held, "");
    // Nothing of these was changed but the cordon; where an earlier run cordoned them, it may have begun to.
    const untouched = before.held.filter(({ node }) => !node.live.unschedulable);
    await this.each(untouched, ({ live }) => uncordon(this.#cluster, live));
    const written = await this.each(before.free, (inHand) => this.write(inHand), stillClosed);
    // The scheduler may have decided on a pod just before it saw the cordon.
    const after = await this.#look(written);
    this.#refuse(after.held, stillClosed);
    const opened = await this.each(after.free, ({ live }) => uncordon(this.#cluster, live), stillClosed);
    this.done.push(...opened.map(({ node }) => node));
  }

  /** Works on nodes in parallel. Those that fail are refused; the others are given back as they are then. */
  async each(
    nodes: readonly NodeInHand[],
    work: (inHand: Omit<NodeInHand, "reasons">) => Promise<LiveNode>,
    consequence = "",
  ): Promise<NodeInHand[]> {
    const results = await inParallel(nodes, async ({ node, live }) => {
      try {
        return [{ node, live: await work({ node, live }), reasons: [] }];
      } catch (error) {
        this.refused.push({ ...node, reasons: [`${failureReason(error, live.name)}${consequence}`] });
        return [];
      }
    });
    return results.flat();
  }

  #refuse(held: readonly NodeInHand[], consequence: string): void {
    for (const { node, reasons } of held)
      this.refused.push({ ...node, reasons: reasons.map((reason) => `${reason}${consequence}`) });
  }

  /** Which nodes are free of those who had them; and all of them as they are now, since controllers write to them too. */
  async #look(nodes: readonly NodeInHand[]): Promise<{ free: NodeInHand[]; held: NodeInHand[] }> {
    if (nodes.length === 0) return { free: [], held: [] };
    const names = new Set(nodes.map(({ live }) => live.name));
    const pods = await inWords(this.#cluster, listPods(this.#cluster, names));
    const nodesNow = await inWords(this.#cluster, listNodes(this.#cluster));
    const current = new Map(nodesNow.map((live) => [live.name, live]));
    const looked = nodes.map(({ node, live }) => ({
      node,
      live: current.get(live.name) ?? live,
      reasons: podReasons(node, pods.get(live.name) ?? []),
    }));
    return {
      free: looked.filter(({ reasons }) => reasons.length === 0),
      held: looked.filter(({ reasons }) => reasons.length > 0),
    };
  }
}
