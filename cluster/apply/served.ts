import { Refusal } from "../../site/problem.ts";
import { inParallel } from "../live/in-parallel.ts";
import { kindsAmong } from "../live/object-key.ts";
import { servedAmong } from "../live/served.ts";
import type { ReachedCluster } from "./reach.ts";

/**
 * Refuses stacks with kinds that their cluster does not know, before anything is sent.
 *
 * @throws Refusal with every such kind, and the stacks that need it.
 */
export async function refuseUnserved(clusters: readonly ReachedCluster[]): Promise<void> {
  const problems = await inParallel(clusters, async ({ live, stacks }) => {
    const needed = kindsAmong(stacks.flatMap(({ objects }) => objects));
    const served = await servedAmong(live, needed);
    const missing = needed.filter((kind) => !served.includes(kind));
    return missing.map(({ apiVersion, kind }) => {
      const of = stacks.filter(({ objects }) =>
        objects.some((object) => object.kind === kind && object.apiVersion === apiVersion),
      );
      const names = of.map(({ name }) => name).join(", ");
      const message = `the cluster of context "${live.context}" does not serve it, and ${names} ${of.length === 1 ? "needs" : "need"} it: install ${provider(apiVersion)} first, or leave these out by naming the others with --stack`;
      return { where: `${kind} (${apiVersion})`, message };
    });
  });
  if (problems.flat().length > 0) throw new Refusal("Nothing was written.", problems.flat());
}

function provider(apiVersion: string): string {
  return apiVersion.startsWith("kueue.x-k8s.io/") ? "Kueue" : "what defines it";
}
