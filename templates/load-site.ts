import { type LoadedSite, readSite } from "../site/load/load-site.ts";
import { readTenant } from "../site/load/load-tenant.ts";
import { templatesAtHand } from "./at-hand.ts";

/**
 * Reads `site.yaml` and `tenants/*.yaml` of a folder, whether they state a site or answer the questions of templates.
 *
 * @throws Refusal with every problem found: first of the documents' shape, and once that is right, of what they say.
 */
export function loadSite(folder: string): LoadedSite {
  return readSite(folder, templatesAtHand(folder));
}

/**
 * Reads a site, and the document of a tenant that need not be in its folder, as if it took the place of the site's
 * tenant of that name, or came besides.
 *
 * @throws Refusal with every problem found in either.
 */
export function loadTenant(folder: string, file: string): ReturnType<typeof readTenant> {
  return readTenant(folder, file, templatesAtHand(folder));
}
