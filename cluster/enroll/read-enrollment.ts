import type { LiveCluster } from "../live/live-cluster.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import { type Progress, silent } from "../progress.ts";
import { listNodes } from "./live-node.ts";
import type { SiteScope } from "./match.ts";
import { changesTenancy, draftEnrollment, type EnrollmentPlan, planEnrollment } from "./plan.ts";
import { listPods } from "./pods.ts";
import { inWords } from "./server-refusal.ts";

export interface EnrollOptions {
  /** Takes over labels that others set. @default false */
  readonly force?: boolean;
  /** @default - nothing is said */
  readonly progress?: Progress;
}

/**
 * Reads a cluster, and says what enrolling the nodes that are declared there would change. Writes nothing.
 *
 * @throws Refusal where the API server does not let itself be read.
 */
export async function readEnrollment(
  cluster: LiveCluster,
  declared: readonly SiteNode[],
  scope: SiteScope,
  { force = false, progress = silent }: EnrollOptions = {},
): Promise<EnrollmentPlan> {
  const end = progress.step(`Reading the nodes of ${cluster.context}`);
  const live = await inWords(cluster, listNodes(cluster));
  const draft = draftEnrollment(live, declared, scope);
  const names = new Set(draft.changes.filter(changesTenancy).map(({ live }) => live.name));
  const pods = names.size === 0 ? new Map() : await inWords(cluster, listPods(cluster, names));
  end(`${live.length} nodes`);
  return planEnrollment(draft, { site: scope.site, pods, force });
}
