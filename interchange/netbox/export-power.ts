import { positionCount, positionName } from "../../placement/positions.ts";
import { pathNames } from "../../site/schema/power.ts";
import type { PowerNode, Zone } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { csvText } from "../table/csv-text.ts";
import type { ExportSources, ListFile } from "./export-netbox.ts";
import { feedColumns } from "./feed-columns.ts";
import { writtenNode } from "./known-parts.ts";
import { partComment } from "./part-comment.ts";

/**
 * The power tree as NetBox can have it, which knows only panels and feeds from them: every node is a panel, and what supplies
 * it is a feed of its name from each panel above it. What NetBox has no column for stands in the panel's comments.
 */
export function powerFiles({ site }: ExportSources): ListFile[] {
  return [
    { file: "power-panels.csv", text: panels(site) },
    { file: "power-feeds.csv", text: feeds(site) },
  ];
}

function panels(site: Site): string {
  const { interconnects, power } = site.document;
  return csvText(
    ["site", "location", "name", "description", "comments"],
    [
      ...interconnects.map(({ name, voltage }) => ({
        site: site.name,
        name,
        description: `interconnect, ${voltage.value}`,
        comments: partComment("interconnect"),
      })),
      ...power.map((node) => ({
        site: site.name,
        location: onlyZone(site, node)?.name,
        name: node.name,
        description: describedNode(node),
        comments: partComment(writtenNode(node)),
      })),
    ],
  );
}

function feeds(site: Site): string {
  const rows = function* () {
    for (const node of site.document.power) yield* supplies(site, node);
    for (const zone of site.zones) yield* rackFeeds(site, zone);
  };
  return csvText(
    [
      "site",
      "power_panel",
      "location",
      "rack",
      "name",
      "status",
      "type",
      "supply",
      "phase",
      "voltage",
      "amperage",
      "max_utilization",
      "description",
    ],
    rows(),
  );
}

const live = { status: "active", supply: "ac" } as const;

/** What supplies a node: nothing where NetBox cannot hold its voltage. */
function* supplies(site: Site, node: PowerNode) {
  const columns = feedColumns(node);
  if (columns === undefined) return;
  const description = node.units === 1 ? undefined : `one of ${node.units} alike`;
  for (const upstream of node.from) {
    const type = typeOf(node.path);
    yield { site: site.name, power_panel: upstream, name: node.name, ...live, type, ...columns, description };
  }
}

/** What leads to each position of a hall whose document says how racks are connected. */
function* rackFeeds(site: Site, zone: Zone) {
  const feeds = zone.ai?.rackFeeds;
  if (feeds === undefined) return;
  const { voltage, current, phases, perPath, continuousRating } = feeds;
  const columns = feedColumns({ rating: undefined, voltage, current, phases, continuousRating });
  if (columns === undefined) return;
  for (let position = 0; position < positionCount(zone); position += 1) {
    const rack = positionName(zone, position);
    for (const path of pathNames) {
      const panel = zone.feeds[path];
      if (panel === undefined) continue;
      for (let number = 1; number <= perPath; number += 1) {
        const name = `${zone.name}-${rack}-${path}${perPath === 1 ? "" : number}`;
        const place = { site: site.name, power_panel: panel, location: zone.name, rack };
        yield { ...place, name, ...live, type: typeOf(path), ...columns };
      }
    }
  }
}

/** NetBox knows a first feed and others; A is the first. */
function typeOf(path: PowerNode["path"]): "primary" | "redundant" {
  return path === undefined || path === "A" ? "primary" : "redundant";
}

/** The zone that a node feeds, where it feeds no other. */
function onlyZone(site: Site, { name }: PowerNode): Zone | undefined {
  const fed = site.zones.filter(({ feeds }) => pathNames.some((path) => feeds[path] === name));
  return fed.length === 1 ? fed[0] : undefined;
}

function describedNode({ kind, units, rating, current, voltage }: PowerNode): string {
  const of = [rating?.value, current?.value].filter((each) => each !== undefined).join(", ");
  return `${kind}, ${units === 1 ? "" : `${units} of `}${of}${voltage === undefined ? "" : ` at ${voltage.value}`}`;
}
