import { groupBy } from "../../site/group-by.ts";
import { Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import type { Row } from "../table/row.ts";
import type { Tally } from "../table/tally.ts";
import type { ObjectLists } from "./object-lists.ts";
import { cellOf, choiceOf } from "./object-row.ts";
import { partName } from "./part-name.ts";

/**
 * The one site that the lists are of, as NetBox calls it. Undefined where they name none, as Nautobot's need not.
 *
 * @param wanted By its name in NetBox, or as a site's document is named after it.
 * @throws Refusal where they are of several and none is chosen, or the chosen one is not there.
 */
export function chosenSite(lists: ObjectLists, wanted: string | undefined): string | undefined {
  const names = new Set<string>();
  for (const row of lists.sites) add(names, cellOf(row, "name"));
  for (const kind of ["locations", "racks", "power-panels", "power-feeds", "devices"] as const) {
    for (const row of lists[kind]) add(names, siteOf(row));
  }
  const all = [...names].sort();
  if (wanted !== undefined) {
    const found = all.find((name) => name === wanted || partName(name, "site") === wanted);
    if (found !== undefined || all.length === 0) return found;
    throw new Refusal("There is no such site.", [
      { where: "--site", message: `"${wanted}" is in none of the lists: ${suggestion(wanted, all)}` },
    ]);
  }
  if (all.length < 2) return all[0];
  throw new Refusal("The lists are of several sites.", [
    { where: "--site", message: `is missing: choose one of ${all.join(", ")}` },
  ]);
}

/** Whether a row is of the chosen site; where not, it is left out. A row that names no site is of it. */
export function isOfSite(row: Row, site: string | undefined, tally: Tally): boolean {
  const own = siteOf(row);
  if (own === undefined || site === undefined || own === site) return true;
  tally.leaveOut(row, { column: "site", found: JSON.stringify(own), expected: `the chosen site "${site}"` });
  return false;
}

/** The sites that have a panel of a name. */
export type PanelSites = ReadonlyMap<string, ReadonlySet<string | undefined>>;

export function sitesOfPanels(panels: readonly Row[]): PanelSites {
  const named = groupBy(panels, (row) => cellOf(row, "name") ?? "");
  return new Map([...named].map(([name, rows]) => [name, new Set(rows.map(siteOf))]));
}

/**
 * Whether a power feed is of the chosen site; where not, it is left out. NetBox's own lists of feeds name no site but a panel:
 * the feed is where its panel is.
 */
export function isFedInSite(row: Row, site: string | undefined, panels: PanelSites, tally: Tally): boolean {
  if (siteOf(row) !== undefined) return isOfSite(row, site, tally);
  const panel = cellOf(row, "power_panel") ?? "";
  const sites = panels.get(panel);
  if (site === undefined || sites === undefined || sites.has(undefined)) return true;
  if (sites.has(site) && sites.size === 1) return true;
  const expected = sites.has(site)
    ? "the site of the feed in a column site: several sites have a panel of that name"
    : `a panel of the chosen site "${site}"`;
  tally.leaveOut(row, { column: "power_panel", found: JSON.stringify(panel), expected });
  return false;
}

/** Every list of sites is one of names: the chosen one is used. Nautobot's sites are locations of that type. */
export function readSites(rows: readonly Row[], site: string | undefined, tally: Tally): void {
  for (const row of rows) {
    if (cellOf(row, "name") === site) tally.use(row);
    else tally.leaveOut(row, { column: "name", expected: `the chosen site "${site ?? ""}"` });
  }
}

/** Whether a location of Nautobot is what NetBox calls a site. */
export function isSiteLocation(row: Row): boolean {
  return choiceOf(row, "location_type") === "site";
}

function siteOf(row: Row): string | undefined {
  return cellOf(row, "site");
}

function add(names: Set<string>, name: string | undefined): void {
  if (name !== undefined) names.add(name);
}
