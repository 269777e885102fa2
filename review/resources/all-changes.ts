import { groupBy } from "../../site/group-by.ts";
import type { PlannedStack } from "../plan/planned-stack.ts";
import type { Result } from "../result/result.ts";
import { type Clusters, clusterOfChange } from "./clusters.ts";
import { comparedStack } from "./compared-stack.ts";
import { stackNames } from "./object-pairs.ts";
import { pairRenamed } from "./renamed.ts";
import type { ResourceChange } from "./resource-change.ts";

/**
 * What becomes of every resource: of stacks with a plan, what Terraform will do; of the others, what follows from the two
 * results. What is the same object in the same cluster at another address is one change.
 */
export function allChanges(
  base: Result,
  head: Result,
  plans: readonly PlannedStack[],
  clusters: Clusters,
): ResourceChange[] {
  const planned = new Set(plans.map(({ stack, name }) => stack ?? name));
  const changes = [
    ...stackNames(base, head)
      .filter((name) => !planned.has(name))
      .flatMap((name) => comparedStack(name, base, head)),
    ...plans.flatMap((plan) => plan.changes),
  ];
  const inCluster = groupBy(changes, (change) => clusterOfChange(change, { base, head }, clusters));
  return [...inCluster.values()].flatMap(pairRenamed);
}
