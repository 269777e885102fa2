import { isDeepStrictEqual } from "node:util";
import { groupBy } from "../../site/group-by.ts";
import type { PlannedStack } from "../plan/planned-stack.ts";
import { blocksOf } from "../result/configuration.ts";
import type { Result } from "../result/result.ts";
import type { ResourceChanges, ResourceGroup } from "../review.ts";
import { configurationOf } from "./compared-stack.ts";
import { stackNames } from "./object-pairs.ts";
import type { Fate, ResourceChange } from "./resource-change.ts";

/** The changes of all stacks, counted and grouped, with what stands beside them. */
export function resourceChanges(
  changes: readonly ResourceChange[],
  base: Result,
  head: Result,
  plans: readonly PlannedStack[],
): ResourceChanges {
  const names = stackNames(base, head);
  const touched = new Set(changes.map(({ stack }) => stack));
  return {
    counts: countsOf(changes),
    groups: groupsOf(changes),
    drift: plans.flatMap(({ drift }) => drift),
    outputs: outputsOf(base, head, plans),
    planned: plans.map(({ stack, name }) => stack ?? name).sort(),
    stacks: {
      added: names.filter((name) => !base.stacks.has(name)),
      removed: names.filter((name) => !head.stacks.has(name)),
      unchanged: names.filter((name) => base.stacks.has(name) && head.stacks.has(name) && !touched.has(name))
        .length,
    },
    files: filesOf(base, head),
  };
}

function countsOf(changes: readonly ResourceChange[]): Record<Fate, number> {
  const counts: Record<Fate, number> = {
    created: 0,
    updated: 0,
    replaced: 0,
    destroyed: 0,
    forgotten: 0,
    moved: 0,
    renamed: 0,
    imported: 0,
    read: 0,
    unknown: 0,
  };
  for (const { fate } of changes) counts[fate] += 1;
  return counts;
}

function groupsOf(changes: readonly ResourceChange[]): ResourceGroup[] {
  const groups = groupBy(changes, (change) => [change.stack, kindOf(change), change.fate].join("\n"));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) => {
      if (first === undefined) return [];
      const { stack, fate } = first;
      return [{ stack, kind: kindOf(first), fate, changes: [first, ...others].sort(byName) }];
    });
}

function kindOf({ object, type }: ResourceChange): string {
  return object?.kind ?? type ?? "resource";
}

function byName(a: ResourceChange, b: ResourceChange): number {
  const name = ({ object, address = "", deposed = "" }: ResourceChange) =>
    [object?.namespace ?? "", object?.name ?? "", address, deposed].join("\n");
  return name(a) < name(b) ? -1 : 1;
}

function outputsOf(base: Result, head: Result, plans: readonly PlannedStack[]): ResourceChanges["outputs"] {
  const planned = new Map(plans.map((plan) => [plan.stack ?? plan.name, plan]));
  const names = [...new Set([...stackNames(base, head), ...planned.keys()])].sort();
  return names.flatMap((stack) => {
    const plan = planned.get(stack);
    if (plan !== undefined) return plan.outputs.map(({ name, fate }) => ({ stack, name, fate }));
    return comparedOutputs(stack, base, head);
  });
}

/** By what is declared of them: a value that is sensitive is compared here and shown nowhere. */
function comparedOutputs(stack: string, base: Result, head: Result): ResourceChanges["outputs"] {
  const [before, after] = [base.stacks.get(stack), head.stacks.get(stack)];
  if (before?.configuration === after?.configuration) return [];
  const was = new Map(blocksOf(configurationOf(before, base)["output"]));
  const is = new Map(blocksOf(configurationOf(after, head)["output"]));
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((name) => {
    if (isDeepStrictEqual(was.get(name), is.get(name))) return [];
    const fate: Fate = !was.has(name) ? "created" : is.has(name) ? "updated" : "destroyed";
    return [{ stack, name, fate }];
  });
}

type FileChange = ResourceChanges["files"][number];

function filesOf(base: Result, head: Result): ResourceChanges["files"] {
  return [...new Set([...base.files.keys(), ...head.files.keys()])].sort().flatMap((file): FileChange[] => {
    const [before, after] = [base.files.get(file), head.files.get(file)];
    if (before === after) return [];
    if (before === undefined) return [{ file, what: "added" }];
    return [{ file, what: after === undefined ? "removed" : "changed" }];
  });
}
