import { realpathSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { siteFile } from "../site/checks/finding.ts";
import { type Fleets, fleetNamedBy } from "../site/layers/fleets.ts";
import { laidOver, type SharedDocuments, type Written } from "../site/layers/shared-documents.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { FleetSiteEntry } from "./fleet-document.ts";
import { isFleet, readFleetDocument } from "./read-fleet-document.ts";
import { fleetFile, type ReadFleet, sharedWith } from "./shared-layer.ts";

/** Fleets as single sites name them: each is read for the site that asks. */
export const fleetsAtHand: Fleets = {
  sharedWith: (folder, site) => {
    const named = fleetNamedBy(site);
    if (named === undefined) return undefined;
    const fleet = fleetOf(folder, named, site);
    const { sites } = fleet.document;
    const name = nameOf(site);
    const entry = sites.find((one) => one.name === name);
    if (entry !== undefined) return sharedWith(fleet, entry, named);
    if (typeof name !== "string") return undefined;
    const names = sites.map((one) => one.name);
    throw refused(
      site,
      ["name"],
      `name: ${posix.join(named, fleetFile)} has no site "${name}": ${suggestion(name, names)}, or add it to "sites" there`,
    );
  },
};

/**
 * A fleet that was read already, as the site of one of its entries asks. A site that the fleet changes has to say that it is
 * of it: else it would be another site to those who look at it alone.
 */
export function asked(fleet: ReadFleet, entry: FleetSiteEntry): Fleets {
  return {
    sharedWith: (folder, site) => {
      const named = fleetNamedBy(site);
      const here = relative(folder, fleet.folder).split(sep).join(posix.sep) || ".";
      if (named === undefined) {
        const shared = sharedWith(fleet, entry, here);
        const changes = changedBy(shared, site);
        if (changes.length > 0) throw refused(site, [], unnamed(changes, here, site));
        return undefined;
      }
      if (!isSameFolder(join(folder, named), fleet.folder)) {
        const message = `fleet: "${named}" is another folder than that of the fleet which has the site: write "fleet: ${here}"`;
        throw refused(site, ["fleet"], message);
      }
      return sharedWith(fleet, entry, named);
    },
  };
}

/**
 * The files beside a site's folder that it gets what is shared from, as seen from there: what a copy of it needs as well.
 *
 * @param named The folder of its fleet, as its document names it.
 */
export function fleetFiles(folder: string, named: string | undefined): readonly string[] {
  if (named === undefined) return [];
  const { document } = readFleetDocument(join(folder, named));
  const documents = document.shared.tenants.map((tenant) => tenant.document);
  return [fleetFile, ...documents].map((file) => posix.join(named, file));
}

function fleetOf(folder: string, named: string, site: Written): ReadFleet {
  const fleetFolder = join(folder, named);
  if (!isFleet(fleetFolder)) {
    const message = `fleet: "${named}" holds no ${fleetFile}: name the folder of the site's fleet, relative to ${siteFile}`;
    throw refused(site, ["fleet"], message);
  }
  try {
    return readFleetDocument(fleetFolder);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [title = ""] = error.message.split("\n");
    // A site names files from its own folder.
    const seen = ({ where, message }: Problem) => ({ where: posix.join(named, where), message });
    throw new Refusal(title, error.problems.map(seen));
  }
}

/** What is otherwise with the fleet, by the keys of a site's document. */
function changedBy(shared: SharedDocuments, site: Written): string[] {
  const own = site.content;
  const { content } = laidOver(shared.site, site);
  if (!isMapping(content) || !isMapping(own)) return [];
  const keys = Object.keys(content).filter((key) => !isDeepStrictEqual(content[key], own[key]));
  return shared.tenants.length === 0 ? keys : [...keys, "tenants"];
}

function unnamed(changes: readonly string[], fleet: string, site: Written): string {
  const where = site.places.remark === undefined ? siteFile : `the "overrides" of ${siteFile}`;
  return `the fleet shares ${changes.join(", ")} with the site, which names no fleet and would be without by itself: add the line "fleet: ${fleet}" to ${where}`;
}

function isSameFolder(one: string, other: string): boolean {
  try {
    return realpathSync(one) === realpathSync(other);
  } catch {
    return false;
  }
}

function nameOf({ content }: Written): unknown {
  return isMapping(content) ? content["name"] : undefined;
}

function isMapping(content: unknown): content is Readonly<Record<string, unknown>> {
  return typeof content === "object" && content !== null && !Array.isArray(content);
}

function refused(site: Written, path: readonly string[], message: string): Refusal {
  return new Refusal("The site and its fleet do not agree.", [{ where: site.places.locate(path), message }]);
}
