import { readRanges, writeRanges } from "../../placement/positions.ts";
import { groupBy } from "../../site/group-by.ts";
import type { Site } from "../../site/site.ts";
import type { SiteNode } from "../nodes/site-node.ts";
import { taintText } from "./difference.ts";
import type { PlannedNode } from "./plan.ts";
import { tenancyKeys, tenancyText } from "./tenancy.ts";

/** Nodes of which the same is to be said, so that a hall of racks is one line. */
export interface NodeGroup {
  /** What is to be said of each. */
  readonly what: string;
  /** Whose they are to be. */
  readonly whose: string;
  readonly zone?: string;
  /** Where they stand, as ranges such as `r01p01-p16`; empty for nodes that are in no rack of the site. */
  readonly racks: readonly string[];
  /** By name. */
  readonly nodes: readonly string[];
}

interface Member {
  readonly name: string;
  readonly node?: SiteNode | undefined;
  readonly what: string;
}

/** Puts nodes of one zone and tenancy together of which the same is to be said, in the order of the first of each. */
export function groupNodes(site: Site, members: readonly Member[]): NodeGroup[] {
  const groups = groupBy(members, ({ node, what }) =>
    [tenancyText(node ?? {}), node?.zone ?? "", what].join("\n"),
  );
  return [...groups.values()].map((group) => groupOf(site, group));
}

function groupOf(site: Site, members: readonly Member[]): NodeGroup {
  const [first] = members;
  const zone = first?.node?.zone;
  return {
    what: first?.what ?? "",
    whose: tenancyText(first?.node ?? {}),
    ...(zone !== undefined && { zone }),
    racks: zone === undefined ? [] : rangesOf(site, zone, members),
    nodes: members.map(({ name }) => name).sort(),
  };
}

function rangesOf(site: Site, zoneName: string, members: readonly Member[]): string[] {
  const zone = site.zone(zoneName);
  const racks = [...new Set(members.flatMap(({ node }) => node?.rack ?? []))];
  const positions = readRanges(zone, racks) ?? [];
  return writeRanges(
    zone,
    positions.sort((a, b) => a - b),
  );
}

/** What changes on a node, in words that are the same for its whole rack. */
export function changeText({ declared, difference: { labels, taints }, from }: PlannedNode): string {
  if (from.length > 0)
    return `${declared === undefined ? "release from" : "move from"} ${from.join(" and ")}`;
  if (labels.length === 0 && taints.length === 0) return "open again";
  if (declared === undefined) return "release";
  const isNew = labels.some(({ key, found }) => tenancyKeys.includes(key) && found === undefined);
  if (isNew) return "enroll";
  const names = [
    ...labels.map(({ key }) => shortKey(key)),
    ...new Set(taints.map(({ key }) => `taint ${shortKey(key)}`)),
  ];
  return `set ${names.join(", ")}`;
}

function shortKey(key: string): string {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** Every label and taint that changes on a node, a line each. */
export function changeLines({ difference: { labels, taints } }: PlannedNode): string[] {
  return [
    ...labels.map(({ key, found, declared }) => `label ${key}: ${found ?? "none"} → ${declared ?? "none"}`),
    ...taints.map(
      ({ found, declared }) =>
        `taint ${found === undefined ? "none" : taintText(found)} → ${declared === undefined ? "none" : taintText(declared)}`,
    ),
  ];
}
