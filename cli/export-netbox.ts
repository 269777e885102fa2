import { resolve } from "node:path";
import {
  type Cable,
  type ExportSources,
  exportedFiles,
  type FabricSwitch,
  netBoxFiles,
} from "../interchange/netbox/export-netbox.ts";
import { currentLock } from "../placement/current-lock.ts";
import type { Placement } from "../placement/place.ts";
import type { Day } from "../site/day.ts";
import { designOf } from "../site/fabric/fabric.ts";
import type { FabricDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { fabricLinks, type SwitchTier, switchName } from "../stacks/network-documents-cables.ts";
import { fabricTenants } from "../stacks/network-documents-racks.ts";
import { loadSite } from "../templates/load-site.ts";
import { writeWholeFolder } from "./whole-folder.ts";

/**
 * Writes a site as CSV files for NetBox.
 *
 * @throws Refusal where the site does not load, is not placed, or the folder holds something else.
 */
export function exportToNetBox(
  folder: string,
  options: { readonly output: string; readonly at?: Day },
): void {
  const { site } = loadSite(folder);
  const on = options.at ?? site.document.effectiveDate;
  const files = netBoxFiles(exportSources(site, currentLock(site, folder), on));
  writeWholeFolder(resolve(options.output), files, exportedFiles);
  process.stdout.write(
    `Wrote ${files.length} files to ${options.output}: ${files.map(({ file }) => file).join(", ")}.\n`,
  );
}

/** A site on a day, with the switches and links of its fabrics. */
export function exportSources(site: Site, placement: Placement, on: Day): ExportSources {
  const { fabrics } = site.document;
  const links = fabrics.map((fabric) => {
    const racks = fabricTenants(site, placement, fabric, on).flatMap((tenant) => tenant.racks);
    return fabricLinks(site, fabric, racks);
  });
  const cables: Iterable<Cable> = {
    *[Symbol.iterator]() {
      for (const each of links) yield* each;
    },
  };
  return { site, placement, on, switches: fabrics.flatMap(switchesOf), cables };
}

function switchesOf(fabric: FabricDocument): FabricSwitch[] {
  const numbered = (tier: SwitchTier, count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: switchName(fabric.name, tier, index + 1),
      fabric: fabric.name,
      tier,
    }));
  if (fabric.kind === "tpu-ici") return numbered("ocs", fabric.leaves.count.value);
  return [
    ...numbered("leaf", fabric.leaves.count.value),
    ...numbered("spine", fabric.spines?.count.value ?? 0),
    ...numbered("core", designOf(fabric)?.cores ?? 0),
  ];
}
