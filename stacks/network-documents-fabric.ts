import type { Placement } from "../placement/place.ts";
import type { Day } from "../site/day.ts";
import { designOf, leafPorts, leafPortsOf, torusOf } from "../site/fabric/fabric.ts";
import { nvlinkDomain } from "../site/fabric/nvlink.ts";
import { ipv4BlockSize } from "../site/network/cidr.ts";
import type { FabricDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { cableCounts, fabricLinks, type Link, switchName } from "./network-documents-cables.ts";
import { type FabricRack, type FabricTenant, fabricTenants } from "./network-documents-racks.ts";
import type { FabricRecord } from "./network-documents-schema.ts";

/**
 * All fabrics of a site on a day, in document order.
 *
 * @throws Refusal where racks cannot be cabled to their fabric as it is wired.
 */
export function fabricRecords(site: Site, placement: Placement, on: Day): FabricRecord[] {
  return site.document.fabrics.map((fabric) => {
    const tenants = fabricTenants(site, placement, fabric, on);
    const racks = tenants.flatMap((tenant) => tenant.racks);
    return fabricRecord(site, fabric, tenants, fabricLinks(site, fabric, racks), on);
  });
}

/** What a fabric is on a day: its switches, and each tenant's identifiers, racks and ports. */
export function fabricRecord(
  site: Site,
  fabric: FabricDocument,
  tenants: readonly FabricTenant[],
  links: Iterable<Link>,
  on: Day,
): FabricRecord {
  const total = leafPorts(fabric);
  const leased = tenants.reduce((sum, { racks }) => sum + portsOf(fabric, racks), 0);
  const cables = cableCounts(links, fabric.design?.linksPerCable ?? 1);
  return {
    version: 1,
    site: site.name,
    day: on,
    fabric: fabric.name,
    kind: fabric.kind,
    zones: [...fabric.zones],
    scalableUnit: fabric.scalableUnit.value,
    switches: switchesOf(fabric),
    ports: { total, leased, free: total - leased },
    ...(cables.size > 0 && { cables: Object.fromEntries(cables) }),
    tenants: tenants.map((each) => tenantRecord(fabric, each)),
  };
}

function switchesOf(fabric: FabricDocument): FabricRecord["switches"] {
  const design = designOf(fabric);
  return {
    leaves: fabric.leaves.count.value,
    downlinks: fabric.leaves.downlinks.value,
    ...(design && { uplinks: design.uplinks }),
    spines: fabric.spines?.count.value ?? 0,
    cores: design?.cores ?? 0,
    ...(design && {
      units: design.rules.units,
      rails: design.rules.rails,
      planes: design.rules.planes,
      oversubscription: Math.round(design.oversubscription * 1000) / 1000,
    }),
  };
}

function portsOf(fabric: FabricDocument, racks: readonly FabricRack[]): number {
  return racks.reduce((sum, { rackType }) => sum + leafPortsOf(fabric, rackType), 0);
}

function tenantRecord(
  fabric: FabricDocument,
  { network, racks, on }: FabricTenant,
): FabricRecord["tenants"][number] {
  const { vrf, vni, asn, partitionKey, prefixes } = network;
  const size = prefixes.reduce((sum, prefix) => sum + (ipv4BlockSize(prefix) ?? 0), 0);
  const taken = 2 * portsOf(fabric, racks);
  const ports = memberPortsOf(fabric, racks);
  const domains = domainsOf(racks, vni);
  return {
    tenant: on.tenant.name,
    vrf,
    vni,
    asn,
    ...(partitionKey !== undefined && { partitionKey }),
    prefixes: [...prefixes],
    addresses: { taken, free: Math.max(0, size - taken) },
    racks: racks.map(({ zone, name, rackType, unit, devices }) => ({
      zone: zone.name,
      rack: name,
      rackType: rackType.name,
      unit: unit + 1,
      devices: [...devices],
    })),
    ...(ports.length > 0 && { ports }),
    ...(domains.length > 0 && { domains }),
  };
}

function memberPortsOf(fabric: FabricDocument, racks: readonly FabricRack[]) {
  if (torusOf(fabric) !== undefined) return [];
  const byLeaf = new Map<number, number[]>();
  for (const { links } of racks) {
    for (const { leaf } of links) byLeaf.set(leaf.switch, [...(byLeaf.get(leaf.switch) ?? []), leaf.port]);
  }
  return [...byLeaf]
    .sort(([a], [b]) => a - b)
    .map(([leaf, ports]) => ({ switch: switchName(fabric.name, "leaf", leaf), ports: ranges(ports) }));
}

function domainsOf(racks: readonly FabricRack[], vni: number) {
  const byName = new Map<string, FabricRack[]>();
  for (const rack of racks) {
    if (rack.domain !== undefined) byName.set(rack.domain, [...(byName.get(rack.domain) ?? []), rack]);
  }
  return [...byName].map(([name, members]) => {
    const [first] = members;
    const nodes = members.reduce((sum, { rackType }) => sum + rackType.nodes.value, 0);
    const nvlink = first && nvlinkDomain(first.rackType);
    return {
      name,
      racks: members.map((rack) => rack.name),
      nodes,
      accelerators: nodes * (first?.rackType.accelerator?.perNode.value ?? 0),
      ...(nvlink && { switchTrays: nvlink.switchTrays }),
      // One logical partition a tenant, over all domains it has: as its VRF, named after what nobody else has.
      ...(first?.rackType.scaleUp?.kind === "nvlink" && { partition: `nvl-${vni}` }),
    };
  });
}

/** Whole numbers as ranges: `1-18,25`. */
function ranges(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] + 1 === number) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}
