import { liveDeclarations } from "../cluster/judged/live-declarations.ts";
import type { CheckedSite } from "../policies/check-site.ts";
import type { PlannedChange } from "../policies/rule.ts";
import { plannedChanges } from "../review/plan/read-plan.ts";
import type { DeclaredSite } from "../stacks/declare.ts";
import { progress } from "./progress.ts";
import { plansOf } from "./review-plans.ts";
import { resultOf } from "./review-side.ts";
import { withTemporaryFolder } from "./review-temporary.ts";
import { chosenClusters, type TargetOptions, withConnections } from "./targets.ts";

/** What the command line says of what is judged beside the documents. */
export interface CheckedObjects {
  readonly live?: true;
  /** Files, or STACK=FILE. */
  readonly plan?: readonly string[];
}

/**
 * What is judged beside the documents: the objects that are declared, or those that are live, and what plans would change.
 *
 * @throws Refusal where a cluster does not answer, something may not be read, or a plan is refused.
 */
export async function checkedObjects(
  folder: string,
  declared: DeclaredSite,
  { live, plan, ...options }: CheckedObjects & TargetOptions,
): Promise<Pick<CheckedSite, "objects" | "changes">> {
  const changes = plan === undefined ? undefined : await changesIn(plan, folder);
  return { objects: live === true ? await liveObjects(declared, options) : declared.objects, changes };
}

/**
 * The stacks are known by their configurations, so the site is synthesized for it. What of the plans is not understood is
 * told beside the report.
 */
async function changesIn(plans: readonly string[], folder: string): Promise<PlannedChange[]> {
  const { result } = await withTemporaryFolder((temporary) =>
    resultOf({ is: "site", folder, label: folder }, "head", temporary),
  );
  const matched = plansOf(plans, result, result);
  for (const { name, notUnderstood } of matched) {
    for (const { what, count, examples } of notUnderstood) {
      const named = examples.length === 0 ? "" : `: ${examples.join(", ").replace(/\p{Cc}+/gu, " ")}`;
      progress.note(`${name}: not understood: ${count} ${what}${named}`);
    }
  }
  return matched.flatMap(plannedChanges);
}

async function liveObjects(declared: DeclaredSite, options: TargetOptions): Promise<CheckedSite["objects"]> {
  const { site, stacks, objects } = declared;
  const all = [...new Map(stacks.map(({ cluster }) => [cluster.name, cluster])).values()];
  const clusters = chosenClusters(all, options).map(({ name }) => name);
  return withConnections(options, (connect) =>
    liveDeclarations({ site: site.name, stacks, declared: objects, connect, clusters, progress }),
  );
}
