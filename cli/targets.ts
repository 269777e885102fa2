import type { Command } from "commander";
import type { DeclaredStack } from "../cluster/declared.ts";
import type { LiveCluster } from "../cluster/live/live-cluster.ts";
import { Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { Cluster } from "../site/schema/site-document.ts";

/** How the command line says which clusters are meant, and how they are reached. */
export interface TargetOptions {
  readonly cluster?: readonly string[];
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** The options of every command that talks to a site's clusters. */
export function withTargetOptions(command: Command): Command {
  return command
    .option("--cluster <name...>", "only these clusters of the site (default: all)")
    .option("--kubeconfig <file>", "instead of the one that the site document names for each cluster")
    .option("--context <name>", "instead of the one that the site document names; for one cluster only");
}

/**
 * The clusters that the options leave.
 *
 * @throws Refusal where a name is not among them, or one context is to serve for several.
 */
export function chosenClusters(
  clusters: readonly Cluster[],
  { cluster: names, context }: TargetOptions,
): Cluster[] {
  const known = clusters.map(({ name }) => name);
  refuseUnknown("--cluster", names ?? [], known);
  const chosen = clusters.filter(({ name }) => names === undefined || names.includes(name));
  if (context !== undefined && chosen.length > 1) {
    const list = chosen.map(({ name }) => name).join(", ");
    const message = `is one context, but there are ${chosen.length} clusters (${list}): choose one with --cluster`;
    throw new Refusal("It is not clear which cluster is meant.", [
      { where: `--context ${context}`, message },
    ]);
  }
  return chosen;
}

/**
 * The names of the stacks that the options leave.
 *
 * @throws Refusal as for clusters.
 */
export function chosenStacks(
  stacks: readonly DeclaredStack[],
  { stack: names, ...options }: TargetOptions & { readonly stack?: readonly string[] },
): string[] {
  refuseUnknown(
    "--stack",
    names ?? [],
    stacks.map(({ name }) => name),
  );
  const named = stacks.filter(({ name }) => names === undefined || names.includes(name));
  const clusters = [...new Map(named.map(({ cluster }) => [cluster.name, cluster])).values()];
  const chosen = chosenClusters(clusters, options).map(({ name }) => name);
  return named.filter(({ cluster }) => chosen.includes(cluster.name)).map(({ name }) => name);
}

/** @throws Refusal with every name that is not known, and the nearest one that is. */
function refuseUnknown(option: string, names: readonly string[], known: readonly string[]): void {
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      where: `${option} ${name}`,
      message: `the site has none of that name: ${suggestion(name, known)}`,
    }));
  if (problems.length > 0) throw new Refusal("There is no such name.", problems);
}

/** Where kubeconfigs are by default, unless KUBECONFIG says otherwise. */
const usualKubeconfig = "~/.kube/config";

/** Runs work that talks to clusters, and ends the connections after it. */
export async function withConnections<T>(
  { context, kubeconfig }: TargetOptions,
  work: (connectTo: (cluster: Cluster) => LiveCluster) => Promise<T>,
): Promise<T> {
  // The Kubernetes client takes a while to load: commands that do not need it should not wait for it.
  const { connect } = await import("../cluster/live/connect.ts");
  const open: LiveCluster[] = [];
  try {
    return await work((cluster) => {
      const named = kubeconfig ?? (cluster.kubeconfig === usualKubeconfig ? undefined : cluster.kubeconfig);
      const live = connect({
        context: context ?? cluster.context,
        ...(named !== undefined && { kubeconfig: named }),
      });
      open.push(live);
      return live;
    });
  } finally {
    for (const live of open) live.close();
  }
}
