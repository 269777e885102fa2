import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { dump } from "js-yaml";
import type { Placement } from "../placement/place.ts";
import type { FabricDocument } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { fabricLinks, type Link } from "./network-documents-cables.ts";
import { fabricRecord } from "./network-documents-fabric.ts";
import { powerServiceDocuments } from "./network-documents-power.ts";
import { fabricTenants } from "./network-documents-racks.ts";
import { slurmTopology, topographModel } from "./network-documents-topology.ts";

/** Where they are below the output folder. */
export const networkFolder = "fabric";

/**
 * What those read who configure switches, subnet managers, schedulers and power services, on the site's effective date: by
 * path below the output folder, their text.
 *
 * @throws Refusal where racks cannot be cabled to their fabric as it is wired.
 */
export function networkDocuments(site: Site, placement: Placement): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const write = (file: string, text: string) => files.set(`${networkFolder}/${file}`, text);
  for (const fabric of site.document.fabrics) writeFabric(site, placement, fabric, write);
  const networks = networksRecord(site);
  if (networks !== undefined) write("networks.yaml", yaml(networks));
  const service = powerServiceTexts(site, placement);
  if (service !== undefined) {
    write("dps-devices.yaml", service.devices);
    write("dps-topology.json", service.topology);
  }
  return files;
}

/** What NVIDIA's Domain Power Service imports on the site's effective date, as texts; undefined where the site states none. */
export function powerServiceTexts(
  site: Site,
  placement: Placement,
): { readonly devices: string; readonly topology: string } | undefined {
  const service = site.document.powerService;
  if (service === undefined) return undefined;
  const { devices, topology } = powerServiceDocuments(site, placement, service);
  return { devices: yaml(devices), topology: `${JSON.stringify(topology, null, 2)}\n` };
}

/** Writes the documents into a folder. */
export function writeNetworkDocuments(folder: string, site: Site, placement: Placement): void {
  for (const [file, text] of networkDocuments(site, placement)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

type Write = (file: string, text: string) => void;

function writeFabric(site: Site, placement: Placement, fabric: FabricDocument, write: Write): void {
  const { effectiveDate } = site.document;
  const tenants = fabricTenants(site, placement, fabric, effectiveDate);
  const racks = tenants.flatMap((tenant) => tenant.racks);
  const links = fabricLinks(site, fabric, racks);
  write(`${fabric.name}/fabric.yaml`, yaml(fabricRecord(site, fabric, tenants, links, effectiveDate)));
  if (fabric.design !== undefined || fabric.torus !== undefined)
    write(`${fabric.name}/links.csv`, csv(links));
  if (site.document.topologyLabels !== "topograph") return;
  const model = topographModel(fabric, racks);
  if (model === undefined) return;
  write(`${fabric.name}/topograph.yaml`, yaml(model));
  write(`${fabric.name}/slurm-topology.yaml`, yaml(slurmTopology(fabric, racks)));
}

/** The site's own networks, and those of its miners, which none of them may reach. */
function networksRecord(site: Site): object | undefined {
  const networks = site.document.networks;
  if (networks.length === 0) return undefined;
  return {
    version: 1,
    site: site.name,
    networks: networks.map(({ name, role, cidr, vlan, vrf }) => ({
      name,
      role,
      cidr,
      vlan,
      ...(vrf !== undefined && { vrf }),
    })),
    isolated: site.zones.flatMap(({ name, mining }) =>
      (mining?.asics ?? []).map((group) => ({
        name: `${name}-${group.name}`,
        role: "asic",
        cidr: group.network.cidr,
        vlan: group.network.vlan,
      })),
    ),
  };
}

const header = "a,a_port,b,b_port,class,metres";

/** One link a line. No name, port or class has a comma or a quotation mark in it. */
function csv(links: Iterable<Link>): string {
  const lines = [header];
  for (const { a, aPort, b, bPort, class: name, metres } of links) {
    lines.push([a, aPort, b, bPort, name, metres].join(","));
  }
  return `${lines.join("\n")}\n`;
}

function yaml(content: unknown): string {
  return dump(content, { noRefs: true, lineWidth: 120, flowLevel: 5 });
}
