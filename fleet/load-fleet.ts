import { existsSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { currentLock } from "../placement/current-lock.ts";
import { siteFile } from "../site/checks/finding.ts";
import { readSite } from "../site/load/load-site.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import { templatesAtHand } from "../templates/at-hand.ts";
import { asked } from "./at-hand.ts";
import type { FleetFromFile, PlacedSite, ReadSite } from "./fleet.ts";
import type { FleetSiteEntry } from "./fleet-document.ts";
import { readFleetDocument, refuseFleet } from "./read-fleet-document.ts";
import { sharedClusterProblems } from "./shared-cluster-checks.ts";
import { fleetFile, type ReadFleet } from "./shared-layer.ts";
import { acceptProblems, siteProblems, unusedProblems } from "./site-checks.ts";
import { stateProblems } from "./state-places.ts";

/**
 * Reads `fleet.yaml` of a folder, and each of its sites over what they share.
 *
 * @param only The one site to read. @default - all
 * @throws Refusal with every problem found: of the fleet's document first, and once that is right, of all sites together.
 */
export function readFleet(folder: string, only?: string): FleetFromFile<ReadSite> {
  const fleet = readFleetDocument(folder);
  const { document, places } = fleet;
  const entries = only === undefined ? document.sites : [entryNamed(fleet, only)];
  const sites = gathered(entries, (entry) =>
    ofSite(folder, entry, (siteFolder) => {
      const sources = readSite(siteFolder, templatesAtHand(siteFolder), asked(fleet, entry));
      const region = document.regions.find(({ name }) => name === entry.region);
      if (region === undefined) throw new RangeError(`there is no region "${entry.region}"`);
      const { site } = sources;
      const read: ReadSite = { name: entry.name, entry, region, folder: siteFolder, sources, site };
      const problems = siteProblems(read);
      if (problems.length > 0) throw new Refusal("The site is not as its fleet says.", problems);
      return read;
    }),
  );
  const ofAll =
    only === undefined
      ? [...unusedProblems(fleet, sites), ...stateProblems(sites), ...sharedClusterProblems(fleet, sites)]
      : [];
  refuseFleet([...acceptProblems(fleet, sites), ...ofAll]);
  return { document, places, sites };
}

/**
 * Reads a fleet with the placement of each of its sites.
 *
 * @throws Refusal with every problem found, a placement that is missing or stale among them.
 */
export function loadFleet(folder: string, only?: string): FleetFromFile<PlacedSite & ReadSite> {
  const fleet = readFleet(folder, only);
  const placed = gathered(fleet.sites, (site) =>
    ofSite(folder, site.entry, (siteFolder) => ({ ...site, lock: currentLock(site.site, siteFolder) })),
  );
  return { ...fleet, sites: placed };
}

function entryNamed({ document: { sites }, places }: ReadFleet, name: string): FleetSiteEntry {
  const entry = sites.find((site) => site.name === name);
  if (entry !== undefined) return entry;
  const message = `there is no site "${name}": ${suggestion(
    name,
    sites.map((site) => site.name),
  )}`;
  throw new Refusal("The fleet has no such site.", [{ where: places.locate(["sites"]), message }]);
}

/** What is made of each, or all that is wrong with any. */
function gathered<T, U>(each: readonly T[], make: (one: T) => U): U[] {
  const problems: Problem[] = [];
  const made = each.flatMap((one) => {
    try {
      return [make(one)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  // A mistake in what is shared is found again with each site that gets it.
  refuseFleet([
    ...new Map(problems.map((problem) => [`${problem.where} ${problem.message}`, problem])).values(),
  ]);
  return made;
}

/** A site names its files from its own folder; a fleet has several, and names them from its own. */
function ofSite<T>(folder: string, entry: FleetSiteEntry, run: (siteFolder: string) => T): T {
  const siteFolder = join(folder, entry.folder);
  if (!existsSync(join(siteFolder, siteFile))) {
    const where = posix.join(entry.folder, siteFile);
    throw new Refusal("There is no site to read.", [
      { where, message: `is not there: ${fleetFile} says that it is of the site "${entry.name}"` },
    ]);
  }
  try {
    return run(siteFolder);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const seen = (where: string) => relative(folder, join(siteFolder, where)).split(sep).join(posix.sep);
    throw new Refusal(
      error.message,
      error.problems.map(({ where, message }) => ({ where: seen(where), message })),
    );
  }
}
