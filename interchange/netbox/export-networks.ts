import { tenantsOn } from "../../placement/site-plan.ts";
import { csvText } from "../table/csv-text.ts";
import type { ExportSources, ListFile } from "./export-netbox.ts";

/** A network with a VLAN: the site's own, or one of its miners. */
interface VlanNetwork {
  readonly name: string;
  readonly vid: number;
  readonly prefix: string;
  readonly vrf: string | undefined;
  readonly description: string;
}

/**
 * VRFs, VLANs and prefixes: what each tenant has on the fabrics, the site's own networks, and its miners'.
 *
 * @see https://github.com/netbox-community/netbox/blob/main/netbox/ipam/forms/bulk_import.py for the columns.
 */
export function networkFiles(sources: ExportSources): ListFile[] {
  const site = sources.site.name;
  const tenants = tenantsOn(sources.site, sources.placement, sources.on);
  const vlans = vlanNetworks(sources);
  const own = [...new Set(vlans.flatMap(({ vrf }) => vrf ?? []))].map((name) => ({ name }));
  const leased = tenants.flatMap(({ tenant, networks }) =>
    networks.map(({ vrf, vni, asn, partitionKey, fabric, prefixes }) => {
      const key = partitionKey === undefined ? "" : `, P_Key ${partitionKey}`;
      return {
        name: vrf,
        tenant: tenant.name,
        description: `fabric ${fabric}, VNI ${vni}, ASN ${asn}${key}`,
        prefixes,
      };
    }),
  );
  return [
    { file: "vrfs.csv", text: csvText(["name", "tenant", "description"], [...leased, ...own]) },
    {
      file: "vlans.csv",
      text: csvText(
        ["site", "vid", "name", "status", "description"],
        vlans.map(({ vid, name, description }) => ({ site, vid, name, status: "active", description })),
      ),
    },
    {
      file: "prefixes.csv",
      text: csvText(
        ["prefix", "vrf", "tenant", "vlan_site", "vlan", "status", "description"],
        [
          ...leased.flatMap(({ prefixes, name, tenant, description }) =>
            prefixes.map((prefix) => ({ prefix, vrf: name, tenant, status: "active", description })),
          ),
          ...vlans.map(({ prefix, vrf, vid, description }) => ({
            prefix,
            vrf,
            vlan_site: site,
            vlan: vid,
            status: "active",
            description,
          })),
        ],
      ),
    },
  ];
}

function vlanNetworks({ site }: ExportSources): VlanNetwork[] {
  const own = site.document.networks.map(({ name, vlan, cidr, vrf, role }) => {
    return { name, vid: vlan, prefix: cidr, vrf, description: `${role} network` };
  });
  const miners = site.zones.flatMap(({ name: zone, mining }) =>
    (mining?.asics ?? []).map(({ name, network }) => {
      const of = `${zone}-${name}`;
      return {
        name: of.slice(0, 64),
        vid: network.vlan,
        prefix: network.cidr,
        vrf: undefined,
        description: `miners ${of}`,
      };
    }),
  );
  return [...own, ...miners];
}
