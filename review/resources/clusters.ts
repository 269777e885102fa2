import type { Result } from "../result/result.ts";
import { configurationOf } from "./compared-stack.ts";
import type { ResourceChange } from "./resource-change.ts";
import { clusterOf } from "./terraform-blocks.ts";

/** In which cluster a stack of a side is, as text to be compared; undefined where the side has no such stack. */
export type Clusters = (side: Result, stack: string) => string | undefined;

/** Remembers what it read: of two sides that are mostly alike, each configuration is parsed once. */
export function readClusters(): Clusters {
  const known = new Map<string, string>();
  return (side, name) => {
    const stack = side.stacks.get(name);
    if (stack === undefined) return undefined;
    const found = known.get(stack.configuration) ?? clusterOf(configurationOf(stack, side));
    known.set(stack.configuration, found);
    return found;
  };
}

/** The cluster that a change happens in: what is destroyed goes where it was. */
export function clusterOfChange(
  { stack, fate }: Pick<ResourceChange, "stack" | "fate">,
  { base, head }: { readonly base: Result; readonly head: Result },
  clusters: Clusters,
): string {
  const [was, is] = [clusters(base, stack), clusters(head, stack)];
  return (fate === "destroyed" || fate === "forgotten" ? (was ?? is) : (is ?? was)) ?? "";
}
