import { groupBy } from "../../site/group-by.ts";
import { pathNames } from "../../site/schema/power.ts";
import type { Tally } from "../table/tally.ts";
import type { FeedColumns } from "./feed-columns.ts";
import { rackFeedsPart } from "./feed-part.ts";
import type { Feed } from "./read-feeds.ts";
import type { RackFeedsPart } from "./site-parts.ts";
import type { ZoneFeeds } from "./zone-description.ts";
import type { ZoneSources } from "./zone-parts.ts";

/** How the racks of a location are fed. */
export interface LocationFeeds {
  readonly rackFeeds: RackFeedsPart;
  /** The power node that most feeds of each path come from. */
  readonly paths: ZoneFeeds;
}

interface RackFeed {
  readonly feed: Feed;
  readonly location: string;
  readonly node: string;
  readonly path: (typeof pathNames)[number];
}

/**
 * The feeds that lead to racks, by location. A hall's racks are connected alike: the kind of feed that most racks have counts,
 * and rows of any other are left out.
 */
export function feedsOfRacks(sources: ZoneSources, tally: Tally): ReadonlyMap<string, LocationFeeds> {
  const found = placed(sources, tally);
  return new Map(
    [...groupBy(found, ({ location }) => location)].map(([location, feeds]) => {
      const usual = mostFrequent(feeds, ({ feed }) => JSON.stringify(feed.columns));
      const alike = feeds.filter(({ feed }) => isSame(feed.columns, usual.feed.columns));
      for (const { feed } of feeds) {
        if (isSame(feed.columns, usual.feed.columns)) tally.use(feed.row);
        else
          tally.leaveOut(feed.row, {
            found: text(feed.columns),
            expected: `${text(usual.feed.columns)}, as most feeds of the location`,
          });
      }
      return [
        location,
        { rackFeeds: rackFeedsPart(usual.feed.columns, mostPerPath(alike)), paths: pathsOf(alike) },
      ];
    }),
  );
}

/** The feeds whose rack is known, with the path that each belongs to: a redundant feed is of path B. */
function placed({ racks, locations, feeds, nodeOf, panelLocation }: ZoneSources, tally: Tally): RackFeed[] {
  const byName = groupBy(racks, ({ name }) => name);
  return feeds.flatMap((feed): RackFeed[] => {
    if (feed.rack === undefined) return [];
    const named = byName.get(feed.rack) ?? [];
    // NetBox's CSV of feeds has no location: of halls whose racks are called alike, it is that of the panel.
    const hall = feed.location ?? (named.length > 1 ? panelLocation(feed.panel) : undefined);
    const [rack, ...others] = hall === undefined ? named : named.filter(({ location }) => location === hall);
    const node = nodeOf(feed.panel);
    if (rack === undefined || others.length > 0 || node === undefined) {
      const expected =
        rack === undefined
          ? "a rack of the list of racks"
          : "the location of its rack: several racks have that name";
      tally.leaveOut(feed.row, { column: "rack", found: JSON.stringify(feed.rack), expected });
      return [];
    }
    const location = rack.location ?? "";
    const described = locations.get(location)?.feeds ?? {};
    const path = pathNames.find((each) => described[each] === node) ?? (feed.isRedundant ? "B" : "A");
    return [{ feed, location, node, path }];
  });
}

function mostPerPath(feeds: readonly RackFeed[]): number {
  const counts = [...groupBy(feeds, ({ feed, path }) => JSON.stringify([feed.rack, path])).values()];
  return counts.reduce((most, { length }) => Math.max(most, length), 1);
}

function pathsOf(feeds: readonly RackFeed[]): ZoneFeeds {
  const byPath = groupBy(feeds, ({ path }) => path);
  return Object.fromEntries(
    pathNames.flatMap((path) => {
      const own = byPath.get(path);
      return own === undefined ? [] : [[path, mostFrequent(own, ({ node }) => node).node]];
    }),
  );
}

/** The first of what there is most of. */
function mostFrequent<T>(items: readonly T[], keyOf: (item: T) => string): T {
  const [first, ...more] = [...groupBy(items, keyOf).values()];
  const [most] = more.reduce((a, b) => (b.length > a.length ? b : a), first ?? []);
  if (most === undefined) throw new RangeError("nothing is most frequent in an empty list");
  return most;
}

function isSame(a: FeedColumns, b: FeedColumns): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function text({ voltage, amperage, phase, max_utilization }: FeedColumns): string {
  return `${voltage} V, ${amperage} A, ${phase}, ${max_utilization} %`;
}
