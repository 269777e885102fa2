import type { PlainObject } from "../../constructs/kubernetes/index.ts";
import { describeObject } from "../../constructs/kubernetes/object.ts";
import type { Problem } from "../../site/problem.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject } from "../live/live-object.ts";
import { objectKey } from "../live/object-key.ts";
import { fingerprint } from "./fingerprint.ts";
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
 * @param before Fingerprints of live objects, by key.
 * @returns all that the server has against them.
 */
export async function dryRun(
  live: LiveCluster,
  planned: readonly Planned[],
  before: ReadonlyMap<string, string>,
  force: boolean,
): Promise<Problem[]> {
  const problems = await inParallel(planned, async (item) => {
    try {
      const result = await live.apply(item.object, { fieldManager, force, dryRun: true });
      item.version = result.metadata.resourceVersion;
      item.outcome = outcomeOf(result, before.get(objectKey(item.object)));
      return result.metadata.deletionTimestamp === undefined ? [] : beingDeleted(item);
    } catch (error) {
      return problemsOf(item.stack, item.object, error);
    }
  });
  return problems.flat();
}

/** A dry-run gives no version to an object that is not there yet. */
function outcomeOf(result: LiveObject, before: string | undefined): Outcome {
  if (result.metadata.resourceVersion === undefined) return "created";
  return fingerprint(result) === before ? "unchanged" : "changed";
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
