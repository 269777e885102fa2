import { existsSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { currentLock } from "../placement/current-lock.ts";
import { siteFile } from "../site/checks/finding.ts";
import { readDocumentFile, readSite } from "../site/load/load-site.ts";
import { YamlDocument } from "../site/load/yaml-document.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import { templatesAtHand } from "../templates/at-hand.ts";
import type { Fleet, PlacedSite, ReadSite } from "./fleet.ts";
import { fleetProblems } from "./fleet-checks.ts";
import { type FleetDocument, type FleetSiteEntry, fleetDocument } from "./fleet-document.ts";
import { fleetFile, type ReadFleet, sharedWith } from "./shared-layer.ts";
import { siteProblems, unusedProblems } from "./site-checks.ts";

/** Whether a folder is that of a fleet. */
export function isFleet(folder: string): boolean {
  return existsSync(join(folder, fleetFile));
}

/**
 * Reads `fleet.yaml` of a folder, and each of its sites over what they share.
 *
 * @param only The one site to read. @default - all
 * @throws Refusal with every problem found: of the fleet's document first, and once that is right, of all sites together.
 */
export function readFleet(folder: string, only?: string): Fleet<ReadSite> {
  const fleet = readFleetDocument(folder);
  const { document } = fleet;
  const entries = only === undefined ? document.sites : [entryNamed(document, only)];
  const sites = gathered(entries, (entry) =>
    ofSite(folder, entry, (siteFolder) => {
      const sources = readSite(siteFolder, templatesAtHand(siteFolder), sharedWith(fleet, entry));
      const region = document.regions.find(({ name }) => name === entry.region);
      if (region === undefined) throw new RangeError(`there is no region "${entry.region}"`);
      const { site } = sources;
      const read: ReadSite = { name: entry.name, entry, region, folder: siteFolder, sources, site };
      const problems = siteProblems(read);
      if (problems.length > 0) throw new Refusal("The site is not as its fleet says.", problems);
      return read;
    }),
  );
  if (only === undefined) refuse(unusedProblems(fleet, sites));
  return { document, sites };
}

/**
 * Reads a fleet with the placement of each of its sites.
 *
 * @throws Refusal with every problem found, a placement that is missing or stale among them.
 */
export function loadFleet(folder: string, only?: string): Fleet<PlacedSite & ReadSite> {
  const { document, sites } = readFleet(folder, only);
  const placed = gathered(sites, (site) =>
    ofSite(folder, site.entry, (siteFolder): PlacedSite & ReadSite => {
      try {
        return { ...site, lock: currentLock(site.site, siteFolder) };
      } catch (error) {
        throw error instanceof Refusal ? withRemedy(error, siteFolder, folder, site.name) : error;
      }
    }),
  );
  return { document, sites: placed };
}

function readFleetDocument(folder: string): ReadFleet {
  if (!isFleet(folder)) {
    const message = `holds no ${fleetFile}: name the folder of a fleet`;
    throw new Refusal("There is no fleet to read.", [{ where: folder, message }]);
  }
  const read = readDocumentFile(fleetDocument, folder, fleetFile);
  if ("problems" in read) {
    refuse(read.problems);
    throw new RangeError(`${fleetFile} was refused without a problem`);
  }
  const { value: document, source: places } = read;
  refuse(fleetProblems({ document, places }));
  const yaml = YamlDocument.parse(fleetFile, readFileSync(join(folder, fleetFile), "utf8"));
  if ("problem" in yaml) throw new RangeError(yaml.problem.message);
  const content = yaml.content as ReadFleet["content"];
  return { folder, document, content, places, tenantTexts: tenantTexts(folder, document, places) };
}

function tenantTexts(
  folder: string,
  { shared }: FleetDocument,
  places: ReadFleet["places"],
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const missing: Problem[] = [];
  for (const [index, { document: file }] of shared.tenants.entries()) {
    if (existsSync(join(folder, file))) texts.set(file, readFileSync(join(folder, file), "utf8"));
    else {
      const where = places.locate(["shared", "tenants", index, "document"]);
      missing.push({ where, message: `there is no file "${file}": name the tenant's document` });
    }
  }
  refuse(missing);
  return texts;
}

function entryNamed({ sites }: FleetDocument, name: string): FleetSiteEntry {
  const entry = sites.find((site) => site.name === name);
  if (entry !== undefined) return entry;
  const names = sites.map((site) => site.name);
  throw new Refusal("There is no such site.", [
    { where: "--site", message: `the fleet has no site "${name}": ${suggestion(name, names)}` },
  ]);
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
  refuse(problems);
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

/** Alone, a site knows nothing of what it shares: its placement is made with its fleet. */
function withRemedy(
  { message, problems }: Refusal,
  siteFolder: string,
  folder: string,
  name: string,
): Refusal {
  const [alone, together] = [`busbar place ${siteFolder}`, `busbar fleet lock ${folder} --site ${name}`];
  return new Refusal(
    message,
    problems.map((problem) => ({ ...problem, message: problem.message.replace(alone, together) })),
  );
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const count = `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
  throw new Refusal(`The fleet is refused: ${count}.`, problems);
}
