import { addressRange, cidrProblem, ipv4BlockSize } from "../network/cidr.ts";
import { identifierPool } from "../network/identifier-pool.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Addresses and identifiers: valid, and no two networks share any. ASIC networks never meet a tenant's, or the site's own. */
export function checkNetwork(documents: Documents): Finding[] {
  return [
    ...addresses(documents),
    ...identifiers(documents),
    ...vlans(documents),
    ...networkNames(documents),
  ];
}

interface Block {
  readonly cidr: string;
  readonly what: string;
  readonly path: readonly (string | number)[];
}

function addresses({ site }: Documents): Finding[] {
  const asics = site.zones.flatMap((zone, index) =>
    (zone.mining?.asics ?? []).map((group, at) => ({
      cidr: group.network.cidr,
      what: `the ASIC network of ${zone.name}/${group.name}`,
      path: ["zones", index, "mining", "asics", at, "network", "cidr"],
    })),
  );
  const pools = site.fabrics.map((fabric, index) => ({
    cidr: fabric.pools.prefixes,
    what: `the tenants' prefixes of fabric ${fabric.name}`,
    path: ["fabrics", index, "pools", "prefixes"],
  }));
  const own = site.networks.map(({ name, role, cidr }, index) => ({
    cidr,
    what: `the ${role} network ${name}`,
    path: ["networks", index, "cidr"],
  }));
  const blocks: readonly Block[] = [...pools, ...asics, ...own];
  const invalid = blocks.flatMap(({ cidr, path }) => {
    const problem = cidrProblem(cidr);
    return problem === undefined ? [] : [inSite(path, problem)];
  });
  const valid = blocks.filter(({ cidr }) => cidrProblem(cidr) === undefined);
  return [...invalid, ...overlaps(valid), ...poolSizes({ site })];
}

function overlaps(valid: readonly Block[]): Finding[] {
  const blocks = valid.map((block) => ({ ...block, ...addressRange(block.cidr) }));
  return blocks.flatMap((block, index) =>
    blocks
      .slice(0, index)
      .filter((earlier) => block.first <= earlier.last && earlier.first <= block.last)
      .map((earlier) =>
        inSite(
          block.path,
          `${block.what} (${block.cidr}) overlaps ${earlier.what} (${earlier.cidr}): networks must be apart`,
        ),
      ),
  );
}

function poolSizes({ site }: Pick<Documents, "site">): Finding[] {
  return site.fabrics.flatMap((fabric, index) => {
    const { prefixes, tenantPrefixLength } = fabric.pools;
    const size = ipv4BlockSize(prefixes);
    if (size === undefined || 2 ** (32 - tenantPrefixLength) <= size) return [];
    const message = `a tenant's block of /${tenantPrefixLength} does not fit into ${prefixes}: choose a longer prefix or a larger pool`;
    return [inSite(["fabrics", index, "pools", "tenantPrefixLength"], message)];
  });
}

/** The largest value each kind of identifier may have: 24-bit VNI, 32-bit ASN, 15-bit P_Key below the default one. */
const largest = { vni: 2 ** 24 - 1, asn: 2 ** 32 - 2, partitionKey: 0x7ffe } as const;

function identifiers({ site }: Documents): Finding[] {
  return (["vni", "asn", "partitionKey"] as const).flatMap((kind) => {
    const pools = site.fabrics.flatMap((fabric, index) => {
      const text = fabric.pools[kind];
      return text === undefined
        ? []
        : [{ ...identifierPool(text), text, fabric, path: ["fabrics", index, "pools", kind] }];
    });
    const invalid = pools
      .filter(({ first, last }) => first < 1 || last < first || last > largest[kind])
      .map(({ text, path }) =>
        inSite(path, `the range ${text} must run upwards within 1 to ${largest[kind]}`),
      );
    const shared = pools.flatMap((pool, index) =>
      pools
        .slice(0, index)
        // A P_Key belongs to one subnet manager, so two InfiniBand fabrics may use the same ones.
        .filter(
          (earlier) => kind !== "partitionKey" && pool.first <= earlier.last && earlier.first <= pool.last,
        )
        .map((earlier) =>
          inSite(
            pool.path,
            `the range ${pool.text} overlaps that of fabric "${earlier.fabric.name}" (${earlier.text})`,
          ),
        ),
    );
    return [...invalid, ...shared, ...(kind === "partitionKey" ? missingPartitionKeys({ site }) : [])];
  });
}

function missingPartitionKeys({ site }: Pick<Documents, "site">): Finding[] {
  return site.fabrics.flatMap((fabric, index) =>
    fabric.kind === "infiniband" && fabric.pools.partitionKey === undefined
      ? [
          inSite(
            ["fabrics", index, "pools"],
            `fabric "${fabric.name}" is InfiniBand: it separates tenants by P_Key, so give it pools.partitionKey, such as 0x0001-0x7ffe`,
          ),
        ]
      : [],
  );
}

interface Vlan {
  readonly vlan: number;
  readonly owner: string;
  readonly path: readonly (string | number)[];
}

function vlans({ site }: Documents): Finding[] {
  const asics = site.zones.flatMap((zone, index) =>
    (zone.mining?.asics ?? []).map(
      ({ name, network }, at): Vlan => ({
        vlan: network.vlan,
        owner: `${zone.name}/${name}`,
        path: ["zones", index, "mining", "asics", at, "network", "vlan"],
      }),
    ),
  );
  const own = site.networks.map(
    ({ name, vlan }, index): Vlan => ({
      vlan,
      owner: `network "${name}"`,
      path: ["networks", index, "vlan"],
    }),
  );
  const owners = new Map<number, string>();
  return [...asics, ...own].flatMap(({ vlan, owner, path }) => {
    const earlier = owners.get(vlan);
    owners.set(vlan, earlier ?? owner);
    return earlier === undefined ? [] : [inSite(path, `VLAN ${vlan} is already that of ${earlier}`)];
  });
}

function networkNames({ site }: Documents): Finding[] {
  const networks = site.networks;
  return networks.flatMap(({ name }, index) =>
    networks.findIndex((other) => other.name === name) === index
      ? []
      : [inSite(["networks", index, "name"], `"${name}" is already the name of another network`)],
  );
}
