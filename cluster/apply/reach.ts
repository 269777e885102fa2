import { isDeepStrictEqual } from "node:util";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { describeObject } from "../../constructs/kubernetes/object.ts";
import { type Problem, Refusal } from "../../site/problem.ts";
import type { Cluster } from "../../site/schema/site-document.ts";
import type { DeclaredStack } from "../declared.ts";
import { ApiError } from "../live/api-error.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import { objectKey } from "../live/object-key.ts";

/** How a declared cluster is reached, such as by `connect` with the context and kubeconfig that it names. */
export type Connect = (cluster: Cluster) => LiveCluster;

/** A live cluster, and what of a site belongs to it. */
export interface ReachedCluster {
  /** Its name in the site document; of the first, where several contexts lead to the same cluster. */
  readonly name: string;
  /** All its names. */
  readonly names: readonly string[];
  readonly live: LiveCluster;
  /** The stacks that are selected, in the order in which they may be deployed. */
  readonly stacks: readonly DeclaredStack[];
  /** Whether all stacks of the cluster are selected. Only then is it known what does not belong there. */
  readonly whole: boolean;
  /** Keys of what may be there: all objects of its stacks, and of stacks in clusters that were not asked for. */
  readonly expected: ReadonlySet<string>;
}

/**
 * Finds out which clusters the selected stacks go to. Contexts of the same cluster count as one, so that what one of
 * them declares is not taken for superfluous by the other.
 *
 * @throws Refusal where clusters do not answer, all of them at once, or an object is declared twice and differently.
 */
export async function reachClusters(
  stacks: readonly DeclaredStack[],
  connect: Connect,
  isSelected: (stack: DeclaredStack) => boolean = () => true,
): Promise<ReachedCluster[]> {
  const clusters = new Map(stacks.filter(isSelected).map(({ cluster }) => [cluster.name, cluster]));
  const problems: Problem[] = [];
  const byIdentity = new Map<string, { live: LiveCluster; names: string[] }>();
  for (const cluster of clusters.values()) {
    try {
      const live = connect(cluster);
      const identity = await identityOf(live);
      const known = byIdentity.get(identity);
      if (known === undefined) byIdentity.set(identity, { live, names: [cluster.name] });
      else known.names.push(cluster.name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new Refusal("The cluster cannot be reached.", problems);
  const reached = [...byIdentity.values()].map(({ live, names }): ReachedCluster => {
    const own = stacks.filter(({ cluster }) => names.includes(cluster.name));
    const unreached = stacks.filter(({ cluster }) => !clusters.has(cluster.name));
    const selected = own.filter(isSelected);
    return {
      name: names[0] ?? "",
      names,
      live,
      stacks: selected,
      whole: selected.length === own.length,
      expected: new Set([...own, ...unreached].flatMap(({ objects }) => objects.map(objectKey))),
    };
  });
  refuseContradictions(reached);
  return reached;
}

/** What tells one cluster from another, however it is reached: the namespace `kube-system` is made once with it. */
async function identityOf(live: LiveCluster): Promise<string> {
  try {
    const system = await live.get({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "kube-system" },
    });
    return system?.metadata.uid ?? live.server;
  } catch (error) {
    // Who may not look there is known by the address alone.
    if (error instanceof ApiError && error.code === 403) return live.server;
    if (!(error instanceof ApiError)) throw error;
    const hint =
      error.code === 401 ? "the kubeconfig's credentials are not taken: renew them" : error.message;
    throw new Refusal("The cluster cannot be reached.", [
      { where: `${live.server} (context "${live.context}")`, message: hint },
    ]);
  }
}

/** Stacks of one cluster may say the same of an object, never two things: it would change with every apply. */
function refuseContradictions(clusters: readonly ReachedCluster[]): void {
  const problems = clusters.flatMap(({ live, stacks }) => {
    const seen = new Map<string, { stack: string; object: PlainObject }>();
    return stacks.flatMap(({ name: stack, objects }) =>
      objects.flatMap((object) => {
        const key = objectKey(object);
        const other = seen.get(key);
        seen.set(key, { stack, object });
        if (other === undefined || isDeepStrictEqual(other.object, object)) return [];
        const message = `context "${live.context}" would get it twice, and differently, by ${other.stack} and by ${stack}: give their clusters contexts of different clusters`;
        return [{ where: describeObject(object), message }];
      }),
    );
  });
  if (problems.length > 0) throw new Refusal("Two stacks contradict each other.", problems);
}
