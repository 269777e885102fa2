import { inParallel } from "./in-parallel.ts";
import type { LiveCluster } from "./live-cluster.ts";
import type { ObjectKind } from "./object-key.ts";

/** The kinds that a cluster serves, of those asked for. */
export async function servedAmong(live: LiveCluster, kinds: readonly ObjectKind[]): Promise<ObjectKind[]> {
  const served = await inParallel(kinds, (kind) => live.kind(kind));
  return kinds.filter((_, index) => served[index] !== undefined);
}
