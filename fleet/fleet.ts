import type { Lock } from "../placement/lock.ts";
import type { LoadedSite } from "../site/load/load-site.ts";
import type { Places } from "../site/load/places.ts";
import type { Site } from "../site/site.ts";
import type { FleetDocument, FleetSiteEntry, Region } from "./fleet-document.ts";

/** A site of a fleet, with what the fleet says of it. */
export interface SiteOfFleet {
  readonly name: string;
  readonly entry: FleetSiteEntry;
  readonly region: Region;
  readonly site: Site;
}

/** One whose tenants have their places. */
export interface PlacedSite extends SiteOfFleet {
  readonly lock: Lock;
}

/** One that was read from its folder. */
export interface ReadSite extends SiteOfFleet {
  readonly folder: string;
  readonly sources: LoadedSite;
}

/** Sites that one company runs, in the order of its document. */
export interface Fleet<Member extends SiteOfFleet = PlacedSite> {
  readonly document: FleetDocument;
  readonly sites: readonly Member[];
}

/** One that was read from its file, which knows where it says what. */
export interface FleetFromFile<Member extends SiteOfFleet = PlacedSite> extends Fleet<Member> {
  readonly places: Places;
}

/** The sites by region, in the order in which the fleet names its regions. */
export function byRegion<Member extends SiteOfFleet>({
  document,
  sites,
}: Fleet<Member>): readonly { readonly region: Region; readonly sites: readonly Member[] }[] {
  return document.regions.map((region) => ({
    region,
    sites: sites.filter((site) => site.region.name === region.name),
  }));
}
