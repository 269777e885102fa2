import { type Fleets, noFleets } from "../site/layers/fleets.ts";
import { type LoadedSite, readSite } from "../site/load/load-site.ts";
import { readTenant } from "../site/load/load-tenant.ts";
import { templatesAtHand } from "./at-hand.ts";

/**
 * Reads `site.yaml` and `tenants/*.yaml` of a folder, whether they state a site or answer the questions of templates.
 *
 * @param fleets How the site comes by what its fleet shares with it. @default - a site that names a fleet is refused
 * @throws Refusal with every problem found: first of the documents' shape, and once that is right, of what they say.
 */
export function loadSite(folder: string, fleets: Fleets = noFleets): LoadedSite {
  return readSite(folder, templatesAtHand(folder), fleets);
}

/**
 * Reads a site, and the document of a tenant that need not be in its folder, as if it took the place of the site's
 * tenant of that name, or came besides.
 *
 * @param fleets As `loadSite` has it.
 * @throws Refusal with every problem found in either.
 */
export function loadTenant(
  folder: string,
  file: string,
  fleets: Fleets = noFleets,
): ReturnType<typeof readTenant> {
  return readTenant(folder, file, templatesAtHand(folder), fleets);
}
