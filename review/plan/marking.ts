/**
 * Where a tree of Terraform says `true`, as it does beside a value of the same shape: what is sensitive in it, or not known yet.
 * Branches that say nothing of the kind are left out, and most trees are nothing else.
 */
export type Marking =
  | true
  | { readonly isList: boolean; readonly inner: ReadonlyMap<string | number, Marking> };

/** Undefined where nothing is marked. */
export function markingOf(tree: unknown): Marking | undefined {
  if (tree === true) return true;
  if (typeof tree !== "object" || tree === null) return undefined;
  const inner = new Map<string | number, Marking>();
  const isList = Array.isArray(tree);
  const entries: Iterable<[string | number, unknown]> = isList ? tree.entries() : Object.entries(tree);
  for (const [step, branch] of entries) {
    const marking = markingOf(branch);
    if (marking !== undefined) inner.set(step, marking);
  }
  return inner.size === 0 ? undefined : { isList, inner };
}

export function markingBelow(marking: Marking | undefined, step: string | number): Marking | undefined {
  return marking === undefined || marking === true ? undefined : marking.inner.get(step);
}

/** Whether a marking can be followed into a value. Into nothing, it can. */
export function isShapedAs(marking: Marking, value: unknown): boolean {
  if (marking === true || value === null || value === undefined) return true;
  return typeof value === "object" && Array.isArray(value) === marking.isList;
}
