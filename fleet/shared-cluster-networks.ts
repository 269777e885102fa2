import { siteFile } from "../site/checks/finding.ts";
import { addressRange } from "../site/network/cidr.ts";
import type { DocumentPath } from "../site/problem.ts";
import type { Site } from "../site/site.ts";

/** Addresses that network policies of a cluster let through: of miners to their proxies, of tenants to their own racks. */
export interface PolicyNetwork {
  readonly cidr: string;
  readonly what: string;
  readonly place: DocumentPath;
}

export function policyNetworks({ document: { zones, fabrics } }: Site): readonly PolicyNetwork[] {
  const asics = zones.flatMap((zone, index) =>
    (zone.mining?.asics ?? []).map(({ name, network }, at) => ({
      cidr: network.cidr,
      what: `the ASIC network of ${zone.name}/${name}`,
      place: { document: siteFile, path: ["zones", index, "mining", "asics", at, "network", "cidr"] },
    })),
  );
  const prefixes = fabrics.map(({ name, pools }, index) => ({
    cidr: pools.prefixes,
    what: `the tenants' prefixes of fabric ${name}`,
    place: { document: siteFile, path: ["fabrics", index, "pools", "prefixes"] },
  }));
  return [...asics, ...prefixes];
}

/** Whether two networks have an address in common. */
export function meet(one: PolicyNetwork, other: PolicyNetwork): boolean {
  const [a, b] = [addressRange(one.cidr), addressRange(other.cidr)];
  return a.first <= b.last && b.first <= a.last;
}
