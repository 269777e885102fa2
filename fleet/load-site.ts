import type { LoadedSite } from "../site/load/load-site.ts";
import type { readTenant } from "../site/load/load-tenant.ts";
import * as alone from "../templates/load-site.ts";
import { fleetsAtHand } from "./at-hand.ts";

/**
 * Reads `site.yaml` and `tenants/*.yaml` of a folder, over what the site's fleet shares with it where `site.yaml` names one:
 * the same site that commands over its fleet see.
 *
 * @throws Refusal with every problem found: first of the fleet's document, then of the site's shape, and once both are right,
 *   of what the documents say.
 */
export function loadSite(folder: string): LoadedSite {
  return alone.loadSite(folder, fleetsAtHand);
}

/**
 * Reads a site as `loadSite` does, and the document of a tenant that need not be in its folder, as if it took the place of the
 * site's tenant of that name, or came besides.
 *
 * @throws Refusal with every problem found in either.
 */
export function loadTenant(folder: string, file: string): ReturnType<typeof readTenant> {
  return alone.loadTenant(folder, file, fleetsAtHand);
}
