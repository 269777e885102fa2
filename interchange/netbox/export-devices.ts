import { positionName, readRanges } from "../../placement/positions.ts";
import { tenantsOn } from "../../placement/site-plan.ts";
import { rackNodeNames } from "../../site/node-names.ts";
import { csvText } from "../table/csv-text.ts";
import type { Cable, ExportSources, ListFile } from "./export-netbox.ts";
import { roleColor } from "./export-places.ts";

/** A device of NetBox. A document knows no height of it: it takes no unit of its rack. */
interface Device {
  readonly name: string;
  readonly role: string;
  readonly type: string;
  readonly tenant?: string;
  readonly location?: string;
  readonly rack?: string;
}

const manufacturer = "Unspecified";

/**
 * What NetBox calls the media of cables (dcim/choices.py, CableTypeChoices), by the classes that a fabric's design knows. A
 * length that no class reaches has none.
 */
const cableTypes: Readonly<Record<string, string>> = {
  dac: "dac-passive",
  acc: "dac-active",
  multimode: "mmf",
  "single-mode": "smf",
  "single-mode-pair": "smf",
};

/** Nodes in tenants' racks, the fabrics' switches, and every link between them with the interfaces at its ends. */
export function deviceFiles(sources: ExportSources): ListFile[] {
  const devices = new Map<string, Device>();
  for (const device of nodes(sources)) devices.set(device.name, device);
  for (const { name, fabric, tier } of sources.switches)
    devices.set(name, { name, role: tier, type: `${fabric} ${tier}` });
  for (const { a, b } of sources.cables) for (const end of [a, b]) addEnd(devices, end);
  const all = [...devices.values()];
  const types = [...new Set(all.map(({ type }) => type))].sort();
  const roles = [...new Set(all.map(({ role }) => role))].sort();
  const site = sources.site.name;
  return [
    {
      file: "manufacturers.csv",
      text: csvText(["name", "slug"], [{ name: manufacturer, slug: "unspecified" }]),
    },
    {
      file: "device-roles.csv",
      text: csvText(
        ["name", "slug", "color"],
        roles.map((name) => ({ name, slug: name, color: roleColor })),
      ),
    },
    {
      file: "device-types.csv",
      text: csvText(
        ["manufacturer", "model", "slug", "u_height"],
        types.map((model) => ({ manufacturer, model, slug: model.replaceAll(" ", "-"), u_height: 0 })),
      ),
    },
    {
      file: "devices.csv",
      text: csvText(
        ["name", "role", "tenant", "manufacturer", "device_type", "status", "site", "location", "rack"],
        all.map(({ type, ...device }) => ({
          ...device,
          manufacturer,
          device_type: type,
          status: "active",
          site,
        })),
      ),
    },
    { file: "interfaces.csv", text: csvText(["device", "name", "type"], interfaces(sources.cables)) },
    { file: "cables.csv", text: cables(sources.cables) },
  ];
}

function* nodes({ site, placement, on }: ExportSources): Generator<Device> {
  for (const { tenant, allocations } of tenantsOn(site, placement, on)) {
    for (const allocation of allocations) {
      const zone = site.zone(allocation.zone);
      const { nodes, role } = site.rackType(allocation.rackType);
      // What stands in a shell's racks is the tenant's, and nobody else knows it.
      if (role === "shell") continue;
      for (const position of readRanges(zone, allocation.positions) ?? []) {
        const rack = positionName(zone, position);
        const place = { tenant: tenant.name, location: zone.name, rack };
        for (const name of rackNodeNames(site.document, { zone: zone.name, rack, nodes: nodes.value }))
          yield { name, role: "node", type: `${allocation.rackType} node`, ...place };
        // Of a rack without nodes, the rack itself is what cables lead to.
        if (nodes.value === 0)
          yield { name: `${zone.name}-${rack}`, role: "rack", type: `${allocation.rackType} rack`, ...place };
      }
    }
  }
}

/** What a cable leads to beside nodes and switches: the host of a fabric's manager. */
function addEnd(devices: Map<string, Device>, name: string): void {
  if (!devices.has(name)) devices.set(name, { name, role: "fabric-manager", type: "fabric manager" });
}

/** NetBox has a type of interface for each transceiver; which one is plugged is not in a site's document. */
function* interfaces(cables: Iterable<Cable>) {
  for (const { a, aPort, b, bPort } of cables) {
    yield { device: a, name: aPort, type: "other" };
    yield { device: b, name: bPort, type: "other" };
  }
}

function cables(all: Iterable<Cable>): string {
  const rows = function* () {
    for (const { a, aPort, b, bPort, class: medium, metres } of all) {
      yield {
        side_a_device: a,
        side_a_type: "dcim.interface",
        side_a_name: aPort,
        side_b_device: b,
        side_b_type: "dcim.interface",
        side_b_name: bPort,
        type: cableTypes[medium],
        status: "connected",
        length: metres,
        length_unit: "m",
      };
    }
  };
  return csvText(
    [
      "side_a_device",
      "side_a_type",
      "side_a_name",
      "side_b_device",
      "side_b_type",
      "side_b_name",
      "type",
      "status",
      "length",
      "length_unit",
    ],
    rows(),
  );
}
