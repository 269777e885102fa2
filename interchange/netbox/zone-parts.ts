import { groupBy } from "../../site/group-by.ts";
import type { Mass } from "../../site/units/index.ts";
import type { Tally } from "../table/tally.ts";
import { DistinctNames } from "./distinct-names.ts";
import { partName } from "./part-name.ts";
import { feedsOfRacks } from "./rack-feeds.ts";
import type { Feed } from "./read-feeds.ts";
import type { ZoneLocations } from "./read-locations.ts";
import type { Rack } from "./read-racks.ts";
import { redundancyOf, type ZonePart } from "./site-parts.ts";

/** What zones follow from. */
export interface ZoneSources {
  /** The site, as NetBox calls it: racks that are in no location stand in a zone of its name. */
  readonly site: string | undefined;
  readonly racks: readonly Rack[];
  readonly locations: ZoneLocations;
  readonly feeds: readonly Feed[];
  nodeOf(panel: string): string | undefined;
  /** The location that a panel stands in, if it is said. */
  panelLocation(panel: string): string | undefined;
}

export interface ZoneParts {
  readonly zones: readonly ZonePart[];
  readonly assumed: readonly string[];
  readonly unsaid: readonly string[];
  /** What a zone is called, by its location's name. */
  nameOf(location: string | undefined): string;
}

/** Locations with racks as zones with rows and positions; rows may be of different lengths, and the longest counts. */
export function zoneParts(sources: ZoneSources, tally: Tally): ZoneParts {
  const names = new DistinctNames("zone");
  const nameOf = (location: string | undefined) => names.of(location ?? sources.site ?? "site");
  const assumed: string[] = [];
  const unsaid: string[] = [];
  const racks = groupBy(sources.racks, ({ location }) => location ?? "");
  const feeds = feedsOfRacks(sources, tally);
  const locations = new Set([...sources.locations.keys(), ...racks.keys()]);
  const zones = [...locations].map((location): ZonePart => {
    const name = nameOf(location === "" ? undefined : location);
    const own = feeds.get(location);
    const described = sources.locations.get(location);
    const zoneFeeds = described?.feeds ?? own?.paths ?? {};
    if (Object.keys(zoneFeeds).length === 0) unsaid.push(`zone "${name}": the power nodes that feed it`);
    const standing = racks.get(location) ?? [];
    const { longest, rows, uneven } = rowsOf(standing);
    if (uneven !== undefined) assumed.push(`zone "${name}": ${uneven}`);
    const mass = lightest(standing);
    return {
      name,
      ...(described?.parent !== undefined && { hall: partName(withoutSuffix(described.parent), "hall") }),
      redundancy: redundancyOf(zoneFeeds),
      feeds: zoneFeeds,
      ...(standing.length > 0 && {
        ai: {
          rows,
          positionsPerRow: longest,
          ...(mass !== undefined && { rackMass: mass.exact() }),
          ...(own?.rackFeeds !== undefined && { rackFeeds: own.rackFeeds }),
        },
      }),
    };
  });
  return { zones, assumed, unsaid, nameOf };
}

/** What is put after the name of a building, which often has the name of its zone. */
export const buildingSuffix = " building";

function withoutSuffix(location: string): string {
  return location.endsWith(buildingSuffix) ? location.slice(0, -buildingSuffix.length) : location;
}

function rowsOf(racks: readonly Rack[]): { rows: number; longest: number; uneven: string | undefined } {
  const rows = [...groupBy(racks, ({ row }) => row).values()].map(({ length }) => length);
  const [longest, shortest] = rows.reduce(
    ([most, least], length) => [Math.max(most, length), Math.min(least, length)] as const,
    [0, Number.POSITIVE_INFINITY] as readonly [number, number],
  );
  const uneven =
    longest === shortest || rows.length === 0
      ? undefined
      : `every row as long as the longest, with ${longest} positions; the shortest has ${shortest}`;
  return { rows: rows.length, longest, uneven };
}

/** The least of what racks may weigh: every position of a zone carries that. */
function lightest(racks: readonly Rack[]): Mass | undefined {
  let least: Mass | undefined;
  for (const { mass } of racks) {
    if (mass !== undefined && (least === undefined || mass.compare(least) < 0)) least = mass;
  }
  return least;
}
