import type { RackType } from "../../site/schema/site-document.ts";
import type { SourceText } from "../table/csv-table.ts";
import type { Row } from "../table/row.ts";
import { Tally } from "../table/tally.ts";
import { chosenSite, readSites, sitesOfPanels } from "./chosen-site.ts";
import { knownLists, type ObjectLists, objectLists } from "./object-lists.ts";
import { powerParts } from "./power-parts.ts";
import { countDevices, type DeviceCount } from "./read-devices.ts";
import { readFeeds } from "./read-feeds.ts";
import { readLocations } from "./read-locations.ts";
import { readPanels } from "./read-panels.ts";
import { type Rack, readRacks } from "./read-racks.ts";
import type { SiteParts } from "./site-parts.ts";
import { zoneParts } from "./zone-parts.ts";

/** What is known beside the lists. */
export interface ImportOptions {
  /** The one site to import, by its name in NetBox. @default - the only one */
  readonly site?: string | undefined;
  readonly rackTypes: ReadonlyMap<string, RackType>;
  /** Names of the interconnects of the site that the parts are for. */
  readonly interconnects: readonly string[];
  /** What feeds the panels of which no list says it. @default - the only interconnect */
  readonly supply?: string | undefined;
}

/** How many racks of a type a zone has. */
export interface RackCount {
  readonly zone: string;
  /** Undefined for racks of which NetBox does not say what they are. */
  readonly type: string | undefined;
  readonly count: number;
}

/** Parts of a site, and what became of each row. */
export interface Imported extends SiteParts {
  readonly racks: readonly RackCount[];
  readonly devices: readonly { readonly zone: string; readonly type: string; readonly count: number }[];
  readonly tally: Tally;
}

/**
 * Parts of a site from exports of NetBox or Nautobot. Whatever stands in them, every row is used or counted as not understood.
 *
 * @throws Refusal where a file cannot be read, or the lists are of several sites and none is chosen.
 */
export function importNetBox(sources: readonly SourceText[], options: ImportOptions): Imported {
  const lists = objectLists(sources);
  const tally = new Tally();
  for (const rows of Object.values(lists)) tally.read(rows);
  const site = chosenSite(lists, options.site);
  for (const row of lists.other) tally.leaveOut(row, { expected: knownLists });
  readSites(lists.sites, site, tally);
  return fromLists(wholeRows(lists, tally), site, options, tally);
}

/** Rows with as many cells as columns at most: in others, nobody knows which cell is which. */
function wholeRows(lists: ObjectLists, tally: Tally): ObjectLists {
  const whole = (row: Row) => {
    if (row.surplus === 0) return true;
    const found = `${row.surplus} ${row.surplus === 1 ? "cell" : "cells"} more than the header has columns`;
    tally.leaveOut(row, { found, expected: "a row of as many cells as the header has" });
    return false;
  };
  return {
    ...lists,
    locations: lists.locations.filter(whole),
    racks: lists.racks.filter(whole),
    "power-panels": lists["power-panels"].filter(whole),
    "power-feeds": lists["power-feeds"].filter(whole),
    devices: lists.devices.filter(whole),
  };
}

function fromLists(
  lists: ObjectLists,
  site: string | undefined,
  options: ImportOptions,
  tally: Tally,
): Imported {
  const racks = readRacks(lists.racks, site, options.rackTypes, tally);
  const withRacks = new Set(racks.flatMap(({ location }) => location ?? []));
  const locations = readLocations(lists.locations, site, withRacks, tally);
  const feeds = readFeeds(lists["power-feeds"], site, sitesOfPanels(lists["power-panels"]), tally);
  const panels = readPanels(lists["power-panels"], site, tally);
  const power = powerParts(panels, feeds, options, tally);
  const zones = zoneParts(
    {
      site,
      racks,
      locations,
      feeds,
      nodeOf: power.nodeOf,
      panelLocation: (panel) => panels.get(panel)?.location,
    },
    tally,
  );
  const devices = countDevices(lists.devices, site, racks, tally);
  return {
    power: power.nodes,
    zones: zones.zones,
    assumed: [...power.assumed, ...zones.assumed],
    unsaid: [...power.unsaid, ...zones.unsaid],
    racks: rackCounts(racks, zones.nameOf),
    devices: devices.map(({ location, type, count }: DeviceCount) => ({
      zone: zones.nameOf(location),
      type,
      count,
    })),
    tally,
  };
}

function rackCounts(racks: readonly Rack[], nameOf: (location: string | undefined) => string): RackCount[] {
  const counts = new Map<string, RackCount>();
  for (const { location, type } of racks) {
    const zone = nameOf(location);
    const key = JSON.stringify([zone, type]);
    counts.set(key, { zone, type, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}
