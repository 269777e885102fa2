import type { Holder, Trial } from "./trial.ts";

/** One thing that a tenant must not be able to do, or must. */
export interface Check {
  /** A sentence. */
  readonly name: string;
  /** Its number in the multi-tenancy benchmark, or that of the issue there where it never got one. */
  readonly benchmark?: string;
  /** Everything that refuses some part of it; the test compares with what did. */
  readonly heldBy: readonly Holder[];
  /** Whether it is about kinds of Kueue, JobSet or LeaderWorkerSet. */
  readonly needsDefinitions?: boolean;
  readonly run: (trial: Trial) => Promise<void>;
}
