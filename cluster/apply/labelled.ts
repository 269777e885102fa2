import { identityLabels, siteLabel } from "../../constructs/identity.ts";
import { inParallel } from "../live/in-parallel.ts";
import type { LiveCluster } from "../live/live-cluster.ts";
import type { LiveObject, ObjectReference } from "../live/live-object.ts";
import type { ObjectKind } from "../live/object-key.ts";
import { servedAmong } from "../live/served.ts";

const managedBy = "app.kubernetes.io/managed-by";

/** Selects what this program made, for whichever site. */
const selector = `${managedBy}=${identityLabels({ siteName: "" })[managedBy]}`;

/**
 * Passes every live object that this program made to a visitor, by one list of each kind that the cluster serves.
 * Objects are not kept, so a large site takes no more memory than what the visitor makes of it.
 */
export async function visitManaged(
  live: LiveCluster,
  kinds: readonly ObjectKind[],
  visit: (object: LiveObject) => void,
  { pageSize }: { readonly pageSize?: number } = {},
): Promise<void> {
  const served = await servedAmong(live, kinds);
  await inParallel(served, async (kind) => {
    const options = { labelSelector: selector, ...(pageSize !== undefined && { pageSize }) };
    for await (const object of live.list(kind, options)) visit(object);
  });
}

/** The name of the site that an object says it belongs to. */
export function siteOf({ metadata }: ObjectReference): string | undefined {
  return (metadata as LiveObject["metadata"]).labels?.[siteLabel];
}
