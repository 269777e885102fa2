import type { JsonObject } from "../../constructs/kubernetes/json.ts";
import { readConfiguration, resourcesOf } from "../result/configuration.ts";
import type { ConfiguredResource, Result, ResultStack } from "../result/result.ts";
import { resourcesByObject } from "./address-book.ts";
import { type ComparedEntry, comparedEntry } from "./compared-entry.ts";
import type { ResourceChange } from "./resource-change.ts";
import { blockChanges, refactoringOf } from "./terraform-blocks.ts";

/**
 * What becomes of a stack's resources, as far as two results say it. An object whose address differs is told as destroyed
 * at one and created at the other, as Terraform would do; `pairRenamed` finds the two.
 */
export function comparedStack(name: string, base: Result, head: Result): ResourceChange[] {
  const [before, after] = [base.stacks.get(name), head.stacks.get(name)];
  if (before?.configuration === after?.configuration && sameTexts(before, after)) return [];
  const [was, is] = [configurationOf(before, base), configurationOf(after, head)];
  const refactoring = refactoringOf(is);
  const [old, current] = [
    entriesOf(before, resourcesOf(was), new Map()),
    entriesOf(after, resourcesOf(is), refactoring.moved),
  ];
  const changes = [...new Set([...old.keys(), ...current.keys()])]
    .sort()
    .flatMap((key) => comparedEntry(name, old.get(key), current.get(key), refactoring));
  // What a stack brings with it as a whole is no change of its own.
  const blocks = before === undefined || after === undefined ? [] : blockChanges(name, was, is);
  return [...changes, ...blocks].map((change) => ({
    ...change,
    reasons:
      after === undefined
        ? [...change.reasons, `stack "${name}" is no longer part of the site`]
        : change.reasons,
  }));
}

function sameTexts(before: ResultStack | undefined, after: ResultStack | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return (
    before.objects.size === after.objects.size &&
    [...before.objects].every(([key, { text }]) => after.objects.get(key)?.text === text)
  );
}

/** A stack's configuration; that of a stack that is not there says nothing. */
export function configurationOf(stack: ResultStack | undefined, { label }: Result): JsonObject {
  if (stack === undefined) return {};
  return readConfiguration(stack.configuration, `${label}/stacks/${stack.name}/cdk.tf.json`);
}

/** What a stack declares: objects by their keys, and what is no object by its address, the earlier one where it moved. */
function entriesOf(
  stack: ResultStack | undefined,
  resources: readonly ConfiguredResource[],
  moved: ReadonlyMap<string, string>,
): ReadonlyMap<string, ComparedEntry> {
  const byObject = resourcesByObject(resources);
  const entries = new Map<string, ComparedEntry>();
  const declaring = new Set<ConfiguredResource>();
  for (const [key, object] of stack?.objects ?? []) {
    const resource = byObject.get(key);
    entries.set(key, { object, resource });
    if (resource !== undefined) declaring.add(resource);
  }
  for (const resource of resources) {
    if (declaring.has(resource)) continue;
    const address = moved.get(resource.address) ?? resource.address;
    entries.set(`terraform ${address}`, { object: undefined, resource });
  }
  return entries;
}
