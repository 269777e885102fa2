import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump } from "js-yaml";
import { exporterEnvironment, exporterRanges } from "../constructs/mining/miners/scans.ts";
import type { Site } from "../site/site.ts";
import { zoneMiners } from "./mining-documents-zone.ts";
import { miningZones } from "./mining-stack.ts";

/** Where they are below the output folder. */
export const miningFolder = "mining";

/**
 * What those read who configure miners and scan for them, on the site's effective date: by path below the output folder,
 * their text. All of a zone is in a folder of its own, made from that zone and its pools alone; the scanners' files are the
 * site's. None while nothing mines.
 */
export function miningDocuments(site: Site): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const zones = miningZones(site);
  for (const zone of zones) {
    const miners = zoneMiners(site, zone);
    if (miners === undefined) continue;
    const folder = `${miningFolder}/${zone.name}`;
    files.set(`${folder}/zone.yaml`, dump(miners.record, { noRefs: true, lineWidth: 120 }));
    for (const [name, text] of miners.files) files.set(`${folder}/${name}`, text);
  }
  if (zones.length === 0) return files;
  const scanned = zones.map(({ name, mining }) => ({
    zone: name,
    networks: (mining?.asics ?? []).map((group) => ({ group: group.name, cidr: group.network.cidr })),
  }));
  files.set(`${miningFolder}/ranges.toml`, exporterRanges(scanned));
  files.set(`${miningFolder}/prometheus-asic.env`, exporterEnvironment(scanned));
  return files;
}

/** Writes the documents into a folder. */
export function writeMiningDocuments(folder: string, site: Site): void {
  for (const [file, text] of miningDocuments(site)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}
