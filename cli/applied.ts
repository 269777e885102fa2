import type { AppliedStack, ApplyResult } from "../cluster/apply/apply.ts";
import { countsOf } from "../cluster/apply/dry-run.ts";
import type { KeptNamespace } from "../cluster/apply/prune.ts";
import type { ObjectReference } from "../cluster/live/live-object.ts";
import { describeObject } from "../constructs/kubernetes/object.ts";

/** What was asked for. */
export interface Asked {
  readonly site: string;
  readonly day: string;
  readonly dryRun: boolean;
}

/** What an apply did, or would do: its stacks with counts; for a dry-run also each object. */
export function appliedText(
  { stacks, pruned, released, kept }: ApplyResult,
  { site, day, dryRun }: Asked,
): string {
  const objects = stacks.flatMap((stack) => stack.objects);
  const width = Math.max(...stacks.map(({ name }) => name.length), 0);
  const lines = stacks.flatMap((stack) => [
    `  ${stack.name.padEnd(width)}  ${counts(stack)}`,
    ...(dryRun ? changes(stack) : []),
  ]);
  const total = `${countsOf(objects.map(({ outcome }) => outcome))}${pruned.length > 0 ? `, ${pruned.length} deleted` : ""}`;
  return [
    `${site} for ${day}${dryRun ? ", dry-run: nothing was written" : ""}`,
    ...lines,
    ...(dryRun ? pruned.map((object) => `    - ${describeObject(object)}`) : []),
    ...released.map(
      (object) => `  let go: ${describeObject(object)}, which was there before the site, and stays`,
    ),
    ...kept.map(keptLine),
    total,
    "",
  ].join("\n");
}

function counts({ objects }: AppliedStack): string {
  return countsOf(objects.map(({ outcome }) => outcome));
}

function changes({ objects }: AppliedStack): string[] {
  const signs = { created: "+", changed: "~" } as const;
  return objects.flatMap(({ outcome, ...object }) =>
    outcome === "unchanged" ? [] : [`    ${signs[outcome]} ${describeObject(object)}`],
  );
}

function keptLine({ cluster, name, pods, objects }: KeptNamespace): string {
  const shown = pods.slice(0, 3).join(", ");
  const more = pods.length > 3 ? ` and ${pods.length - 3} more` : "";
  const run = pods.length === 1 ? "a pod runs there" : `${pods.length} pods run there`;
  const governing = objects.length === 1 ? "" : ` and ${objects.length - 1} objects that govern it`;
  return `  kept: namespace "${name}" in cluster ${cluster}${governing}, since ${run} (${shown}${more}): end what runs, and prune again`;
}

/** The same for programs. */
export function appliedJson({ stacks, pruned, released, kept }: ApplyResult, asked: Asked): string {
  const json = {
    ...asked,
    stacks: stacks.map(({ objects, ...stack }) => ({
      ...stack,
      objects: objects.map(({ outcome, ...object }) => ({ ...flatReference(object), outcome })),
    })),
    pruned: pruned.map(flatReference),
    ...(released.length > 0 && { released: released.map(flatReference) }),
    kept: kept.map(({ objects, ...namespace }) => ({ ...namespace, objects: objects.map(flatReference) })),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** What names an object, for programs. */
export function flatReference({ apiVersion, kind, metadata }: ObjectReference): Record<string, string> {
  const { name, namespace } = metadata;
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name };
}
