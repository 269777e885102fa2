import { type Day, includes } from "../site/day.ts";
import { leafPortsOf } from "../site/fabric/fabric.ts";
import type { FabricDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import type { Placement } from "./place.ts";

/** The fabrics of a site: their switches, and how many of the leaves' ports are taken on a day. */
export function fabricPlans(site: Site, placement: Placement, on: Day) {
  return site.document.fabrics.map((fabric) => ({
    name: fabric.name,
    kind: fabric.kind,
    zones: fabric.zones,
    leaves: fabric.leaves.count.value,
    leafDownlinks: fabric.leaves.downlinks.value,
    spines: fabric.spines?.count.value,
    scalableUnit: fabric.scalableUnit.value,
    leafPortsUsed: leafPortsUsed(site, fabric, placement, on),
  }));
}

function leafPortsUsed(site: Site, fabric: FabricDocument, { tenants }: Placement, on: Day): number {
  let ports = 0;
  for (const { allocations } of tenants) {
    for (const { fabric: name, racks, rackType, from, to } of allocations) {
      if (name === fabric.name && includes({ from, to }, on))
        ports += racks * leafPortsOf(fabric, site.rackType(rackType));
    }
  }
  return ports;
}
