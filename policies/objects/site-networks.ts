import type { Subject } from "../rule.ts";

/** A network of the site's, and where its document says so. */
export interface Network {
  readonly cidr: string;
  /** `the ASIC network of hall-1/rows`. */
  readonly what: string;
  readonly path: readonly (string | number)[];
}

export function asicNetworks({ site }: Subject): Network[] {
  return site.zones.flatMap(({ name, mining }, zone) =>
    (mining?.asics ?? []).map((group, index) => ({
      cidr: group.network.cidr,
      what: `the ASIC network of ${name}/${group.name} (${group.network.cidr})`,
      path: ["zones", zone, "mining", "asics", index, "network", "cidr"],
    })),
  );
}

/** The pools that tenants' prefixes come from. */
export function tenantPrefixPools({ site }: Subject): Network[] {
  return site.document.fabrics.map(({ name, pools }, index) => ({
    cidr: pools.prefixes,
    what: `the tenants' prefixes of fabric ${name} (${pools.prefixes})`,
    path: ["fabrics", index, "pools", "prefixes"],
  }));
}

export function ownNetworks({ site }: Subject): Network[] {
  return site.document.networks.map(({ name, role, cidr }, index) => ({
    cidr,
    what: `the ${role} network ${name} (${cidr})`,
    path: ["networks", index, "cidr"],
  }));
}
