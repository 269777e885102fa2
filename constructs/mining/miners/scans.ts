import { stringify } from "smol-toml";
import { scanRanges } from "../../../site/mining/scan-ranges.ts";

/** The networks of a zone's miners. */
export interface ScannedZone {
  readonly zone: string;
  readonly networks: readonly { readonly group: string; readonly cidr: string }[];
}

/**
 * The `[ranges]` of the metrics exporter that comes with Braiins Farm Proxy: it looks for miners there, and gives what it
 * finds the range's name as a label. So each range is a zone.
 */
export function exporterRanges(zones: readonly ScannedZone[]): string {
  const ranges = zones.map(({ zone, networks }): [string, readonly string[]] => [
    zone,
    networks.flatMap(({ cidr }) => scanRanges(cidr)),
  ]);
  return `# Written by busbar: the miners of each zone.\n${stringify({ ranges: Object.fromEntries(ranges) })}`;
}

/**
 * The environment of prometheus-asic: places with their networks. Its places have one network each, so they are named
 * after zone and group, and the zone is what stands before the dot.
 */
export function exporterEnvironment(zones: readonly ScannedZone[]): string {
  const networks = zones.flatMap(({ zone, networks: own }) =>
    own.map(({ group, cidr }) => `${zone}.${group}:${cidr}`),
  );
  return `ASIC_NETWORKS=${networks.join(",")}\n`;
}
