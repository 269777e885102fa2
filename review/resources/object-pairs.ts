import { isDeepStrictEqual } from "node:util";
import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import type { Result, ResultStack } from "../result/result.ts";

/** An object that is not on both sides what it is on one. */
export interface ObjectPair {
  readonly stack: string;
  /** As `objectKey` says it. */
  readonly key: string;
  readonly before: PlainObject | undefined;
  readonly after: PlainObject | undefined;
}

/** The names of the stacks of either side, in order. */
export function stackNames(base: Result, head: Result): string[] {
  return [...new Set([...base.stacks.keys(), ...head.stacks.keys()])].sort();
}

/** All objects that differ, stack by stack. What has equal texts is not read. */
export function objectPairs(base: Result, head: Result): ObjectPair[] {
  return stackNames(base, head).flatMap((stack) =>
    pairsOf(stack, base.stacks.get(stack)?.objects, head.stacks.get(stack)?.objects),
  );
}

function pairsOf(
  stack: string,
  base: ResultStack["objects"] = new Map(),
  head: ResultStack["objects"] = new Map(),
): ObjectPair[] {
  return [...new Set([...base.keys(), ...head.keys()])].sort().flatMap((key) => {
    const [was, is] = [base.get(key), head.get(key)];
    if (was?.text === is?.text) return [];
    const [before, after] = [was?.object(), is?.object()];
    // Fields in another order are the same object.
    return isDeepStrictEqual(before, after) ? [] : [{ stack, key, before, after }];
  });
}
