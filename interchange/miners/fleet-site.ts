import { addressRange } from "../../site/network/cidr.ts";
import type { AsicGroup } from "../../site/schema/mining.ts";
import type { MinerModel, PoolSet } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";

/** A zone that miners may be in. */
export interface FleetZone {
  readonly name: string;
  readonly title?: string | undefined;
  readonly groups: readonly AsicGroup[];
  /** The pattern of its workers' names, where it has pools. */
  readonly workerName?: string | undefined;
}

/** An ASIC network that somebody states: its block, and its VLAN. */
export interface StatedNetwork {
  readonly cidr: string;
  readonly vlan: number;
}

/** What is known of a fleet beside its file. */
export interface FleetSite {
  readonly name: string;
  readonly minerModels: ReadonlyMap<string, MinerModel>;
  /** Undefined where no site is given: then the file's zones are taken as they are called. */
  readonly zones: readonly FleetZone[] | undefined;
  /** The zone of miners whose row names none. */
  readonly usualZone?: string | undefined;
  /** Zones by what the file calls them. */
  readonly called: ReadonlyMap<string, string>;
  readonly networks: readonly StatedNetwork[];
}

/** The zones of a site with the miners that its document has. */
export function fleetZones({ document }: Site): FleetZone[] {
  const patternOf = (set: string | undefined) =>
    document.poolSets.find(({ name }: PoolSet) => name === set)?.workerName;
  return document.zones.map(({ name, title, mining }) => ({
    name,
    title,
    groups: mining?.asics ?? [],
    workerName: patternOf(mining?.poolSet),
  }));
}

/** A block of addresses that is somebody's. */
export interface OwnedBlock {
  readonly cidr: string;
  readonly first: number;
  readonly last: number;
  /** Of a group that the site's document has. */
  readonly owner?: { readonly zone: FleetZone; readonly group: AsicGroup };
  readonly vlan?: number;
}

/** The blocks that are known before any row is read: those of the document's groups, then those that were stated. */
export function knownBlocks({ zones = [], networks }: FleetSite): OwnedBlock[] {
  return [
    ...zones.flatMap((zone) =>
      zone.groups.map((group) => ({
        cidr: group.network.cidr,
        ...addressRange(group.network.cidr),
        owner: { zone, group },
      })),
    ),
    ...networks.map(({ cidr, vlan }) => ({ cidr, vlan, ...addressRange(cidr) })),
  ];
}
