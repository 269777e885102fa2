import type { SiteInput } from "../../site/schema/site-document.ts";
import type { ZoneFeeds } from "./zone-description.ts";

/** A power node as a site's document states it. Without `from` where NetBox does not say what feeds it. */
export type PowerPart = Omit<NonNullable<SiteInput["power"]>[number], "from"> & {
  readonly from?: NonNullable<SiteInput["power"]>[number]["from"];
};

/** How racks are connected, as a zone's document states it. */
export interface RackFeedsPart {
  readonly voltage: string;
  readonly current: string;
  readonly phases: 1 | 3;
  readonly perPath?: number;
  readonly continuousRating?: string;
}

/** What NetBox knows of a zone: a small part of what its document states. */
export interface ZonePart {
  readonly name: string;
  readonly hall?: string;
  readonly redundancy: "N" | "2N" | "3N/2" | "4N/3";
  readonly feeds: ZoneFeeds;
  readonly ai?: {
    readonly rows: number;
    readonly positionsPerRow: number;
    readonly rackMass?: string;
    readonly rackFeeds?: RackFeedsPart;
  };
}

/** Parts of a site's document, in the order of the lists that they are from. */
export interface SiteParts {
  readonly power: readonly PowerPart[];
  readonly zones: readonly ZonePart[];
  /** What no list says, and was assumed: one sentence each, which begins with the part, such as `power "pdu-a": …`. */
  readonly assumed: readonly string[];
  /** What no list says, and nothing can be assumed of, to be filled in by hand: sentences that begin as those. */
  readonly unsaid: readonly string[];
}

/** How a zone's power is redundant, by how many paths it has. */
export function redundancyOf(feeds: ZoneFeeds): ZonePart["redundancy"] {
  return (["N", "N", "2N", "3N/2", "4N/3"] as const)[Object.keys(feeds).length] ?? "N";
}
