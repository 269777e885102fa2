import { pathNames } from "../../site/schema/power.ts";

/** The power node that each supply path of a zone ends in. */
export type ZoneFeeds = Readonly<Partial<Record<(typeof pathNames)[number], string>>>;

/**
 * What the description of a location says where it is a zone: `zone; feeds A=ut-1a, B=ut-1b`. Locations have no comments in
 * older releases of NetBox, and a description of 200 characters; four names of 40 fit.
 */
export function zoneDescription(feeds: ZoneFeeds): string {
  const written = pathNames.flatMap((path) => (feeds[path] === undefined ? [] : [`${path}=${feeds[path]}`]));
  return written.length === 0 ? "zone" : `zone; feeds ${written.join(", ")}`;
}

/** Reads it back. Undefined where a description is anything else. */
export function readZoneDescription(description: string | undefined): ZoneFeeds | undefined {
  const match = /^zone(?:; feeds ((?:[A-D]=[a-z0-9-]+(?:, )?)+))?$/.exec(description ?? "");
  if (match === null) return undefined;
  const pairs = (match[1] ?? "").split(", ").filter((pair) => pair !== "");
  return Object.fromEntries(pairs.map((pair) => pair.split("="))) as ZoneFeeds;
}
