import { Refusal } from "../problem.ts";
import type { SharedDocuments, Written } from "./shared-documents.ts";

/** How a site comes by what its fleet shares with it: handed in by whoever reads fleets. */
export interface Fleets {
  /**
   * What lies below a site's own documents; nothing where no fleet shares anything with it.
   *
   * @param folder The site's.
   * @param site What its `site.yaml` says, `fleet` among it.
   * @throws Refusal where the fleet that it names is not right, or is not its fleet.
   */
  sharedWith(folder: string, site: Written): SharedDocuments | undefined;
}

/**
 * For those who read sites and no fleets. A site that has one is refused: without what is shared with it, it would be another
 * site, with tenants and contracts missing.
 */
export const noFleets: Fleets = {
  sharedWith: (_, site) => {
    if (fleetNamedBy(site) === undefined) return undefined;
    const message =
      "fleet: is not read here: read the site with loadSite of busbar, and hand on what it gives";
    throw new Refusal("The site is of a fleet.", [{ where: site.places.locate(["fleet"]), message }]);
  },
};

/** The folder of the fleet as a site's document names it, relative to its own; the schema says what is wrong with any other. */
export function fleetNamedBy({ content }: Written): string | undefined {
  if (typeof content !== "object" || content === null || !("fleet" in content)) return undefined;
  const { fleet } = content;
  return typeof fleet === "string" && /^[^/\\]/.test(fleet) ? fleet : undefined;
}
