import type { Row } from "../table/row.ts";
import type { Tally } from "../table/tally.ts";
import { isOfSite, isSiteLocation } from "./chosen-site.ts";
import { cellOf } from "./object-row.ts";
import { readZoneDescription, type ZoneFeeds } from "./zone-description.ts";

/** A location of NetBox that is a zone of the site. */
export interface ZoneLocation {
  /** As NetBox calls it. */
  readonly name: string;
  /** The location that it is in, if any. */
  readonly parent: string | undefined;
  /** What feeds it, where the location says so. */
  readonly feeds: ZoneFeeds | undefined;
}

/** Locations by what NetBox calls them. */
export type ZoneLocations = ReadonlyMap<string, ZoneLocation>;

/**
 * The locations that are zones: racks stand directly in them, or their description says so. Locations around them are
 * buildings. A location that neither is of use for is left out.
 *
 * @param withRacks The names of locations that racks stand in.
 */
export function readLocations(
  rows: readonly Row[],
  site: string | undefined,
  withRacks: ReadonlySet<string>,
  tally: Tally,
): ZoneLocations {
  const zones = new Map<string, ZoneLocation>();
  const others = new Map<string, Row[]>();
  for (const row of rows) {
    if (!isOfSite(row, site, tally)) continue;
    const name = cellOf(row, "name");
    if (name === undefined) {
      tally.leaveOut(row, { column: "name", expected: "the location's name" });
    } else if (isSiteLocation(row)) {
      tally.use(row);
    } else if (zones.has(name)) {
      tally.leaveOut(row, { column: "name", expected: "a name that no other location with racks has" });
    } else {
      const described = readZoneDescription(cellOf(row, "description"));
      if (described === undefined && !withRacks.has(name)) {
        others.set(name, [...(others.get(name) ?? []), row]);
        continue;
      }
      tally.use(row);
      zones.set(name, { name, parent: cellOf(row, "parent"), feeds: described });
    }
  }
  useBuildings(zones, others, tally);
  return zones;
}

function useBuildings(zones: ZoneLocations, others: ReadonlyMap<string, readonly Row[]>, tally: Tally): void {
  const buildings = new Set([...zones.values()].map(({ parent }) => parent));
  for (const [name, rows] of others) {
    for (const row of rows) {
      if (buildings.has(name)) tally.use(row);
      else
        tally.leaveOut(row, {
          column: "name",
          expected: "a location that racks stand in, or that has such locations in it",
        });
    }
  }
}
