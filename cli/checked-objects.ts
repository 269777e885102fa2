import { liveDeclarations } from "../cluster/judged/live-declarations.ts";
import type { CheckedSite } from "../policies/check-site.ts";
import type { DeclaredSite } from "../stacks/declare.ts";
import { progress } from "./progress.ts";
import { chosenClusters, type TargetOptions, withConnections } from "./targets.ts";

/** What the command line says of what is judged beside the documents. */
export interface CheckedObjects {
  readonly live?: true;
}

/**
 * The objects that are judged: those that are declared, or those that are live.
 *
 * @throws Refusal where a cluster does not answer, or something may not be read.
 */
export async function checkedObjects(
  declared: DeclaredSite,
  { live, ...options }: CheckedObjects & TargetOptions,
): Promise<Pick<CheckedSite, "objects">> {
  if (live !== true) return { objects: declared.objects };
  const { site, stacks, objects } = declared;
  const all = [...new Map(stacks.map(({ cluster }) => [cluster.name, cluster])).values()];
  const clusters = chosenClusters(all, options).map(({ name }) => name);
  const found = await withConnections(options, (connect) =>
    liveDeclarations({ site: site.name, stacks, declared: objects, connect, clusters, progress }),
  );
  return { objects: found };
}
