import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { describeObject } from "../../constructs/kubernetes/object.ts";
import type { Problem } from "../../site/problem.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject } from "../live/live-object.ts";
import { objectKey } from "../live/object-key.ts";
import { fingerprint, type Seen, seen } from "./fingerprint.ts";
import { problemsOf } from "./refused.ts";

/** Who owns the fields that `apply` writes. */
export const fieldManager = "busbar";

/** What applying an object does. */
export type Outcome = "created" | "changed" | "unchanged";

/** An object on its way into the cluster. */
export interface Planned {
  readonly stack: string;
  readonly object: PlainObject;
  /** What the dry-run found that applying would do; undefined where it could not be asked yet. */
  outcome?: Outcome;
  /** The version that is live; undefined where there is none. */
  version?: string | undefined;
}

/**
 * Has the API server check objects as if they were applied, and learns what that would do.
 *
 * @param before What was live, by key.
 * @returns all that the server has against them.
 */
export async function dryRun(
  live: LiveCluster,
  planned: readonly Planned[],
  before: ReadonlyMap<string, Seen>,
  force: boolean,
): Promise<Problem[]> {
  const problems = await inParallel(planned, async (item) => {
    try {
      const { result, outcome } = await ask(live, item.object, before.get(objectKey(item.object)), force);
      item.version = result.metadata.resourceVersion;
      item.outcome = outcome;
      return result.metadata.deletionTimestamp === undefined ? [] : beingDeleted(item);
    } catch (error) {
      return problemsOf(item.stack, item.object, error);
    }
  });
  return problems.flat();
}

/** How often an object is looked at again that somebody else keeps writing to. */
const attempts = 5;

/**
 * A controller may write to an object between the look at it and the dry-run, as the one of Deployments does to a new
 * one. That is no change of ours, so where the versions differ it is looked at again.
 */
async function ask(
  live: LiveCluster,
  object: PlainObject,
  before: Seen | undefined,
  force: boolean,
): Promise<{ readonly result: LiveObject; readonly outcome: Outcome }> {
  let known = before;
  for (let attempt = 1; ; attempt += 1) {
    const result = await live.apply(object, { fieldManager, force, dryRun: true });
    const outcome = outcomeOf(result, known);
    const isSettled = outcome !== "changed" || known?.version === result.metadata.resourceVersion;
    if (isSettled || attempt === attempts) return { result, outcome };
    const again = await live.get(object);
    known = again === undefined ? undefined : seen(again);
  }
}

/** A dry-run gives no version to an object that is not there yet. */
function outcomeOf(result: LiveObject, before: Seen | undefined): Outcome {
  if (result.metadata.resourceVersion === undefined) return "created";
  return fingerprint(result) === before?.fingerprint ? "unchanged" : "changed";
}

function beingDeleted({ stack, object }: Planned): Problem[] {
  const message = "it is being deleted: wait until it is gone, and apply again";
  return [{ where: `${stack}: ${describeObject(object)}`, message }];
}

/** Such as `2 created, 1 changed, 40 unchanged`. */
export function countsOf(outcomes: readonly (Outcome | undefined)[]): string {
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return `${count("created")} created, ${count("changed")} changed, ${count("unchanged")} unchanged`;
}
