import type { TenantNetwork } from "../../placement/lock.ts";
import { ipv4BlockSize } from "../../site/network/cidr.ts";
import type { Site } from "../../site/site.ts";

/** What the tenant is on each fabric that its racks are on: nobody else has any of these identifiers. */
export function handedOverAddresses(site: Site, networks: readonly TenantNetwork[]) {
  return networks.map(({ fabric, vrf, vni, asn, partitionKey, prefixes }) => ({
    fabric,
    kind: site.fabric(fabric).kind,
    vrf,
    vni,
    asn,
    partitionKey,
    prefixes: prefixes.map((prefix) => ({ prefix, addresses: ipv4BlockSize(prefix) ?? 0 })),
  }));
}
