import { addressRange, ipv4BlockSize, subBlock } from "../site/network/cidr.ts";
import { identifierPool, lowestFree } from "../site/network/identifier-pool.ts";
import type { FabricDocument } from "../site/schema/site-document.ts";
import type { TenantNetwork } from "./lock.ts";

/** Addresses that one leaf port of a tenant takes: a routed link of two (a /31). */
const addressesPerPort = 2;

/**
 * Gives tenants their identifiers on fabrics. What was given before is taken first and stays; new ones are the
 * lowest that nobody has on any fabric: a pool may have been another fabric's when a tenant got its own.
 */
export class IdentifierRegistry {
  readonly #sets = new Map<string, Set<number>>();
  readonly #ranges = new TakenAddresses();

  /** Notes what a tenant already has. */
  keep(network: TenantNetwork): void {
    this.#taken("vni", network.fabric).add(network.vni);
    this.#taken("asn", network.fabric).add(network.asn);
    if (network.partitionKey !== undefined) {
      this.#taken("partitionKey", network.fabric).add(Number(network.partitionKey));
    }
    for (const prefix of network.prefixes) this.#ranges.add(addressRange(prefix));
  }

  /**
   * A tenant's network on a fabric for so many leaf ports: what it has, with as many more prefixes as growth needs.
   *
   * @returns the network, or which pool is used up.
   */
  give(
    fabric: FabricDocument,
    ports: number,
    existing: TenantNetwork | undefined,
  ): { readonly network: TenantNetwork } | { readonly exhausted: string } {
    const vni = existing?.vni ?? this.#next(fabric, "vni");
    const asn = existing?.asn ?? this.#next(fabric, "asn");
    const key = fabric.pools.partitionKey === undefined ? undefined : this.#partitionKey(fabric, existing);
    const prefixes = this.#prefixesFor(fabric, ports, existing?.prefixes ?? []);
    if (vni === undefined) return { exhausted: `VNIs ${fabric.pools.vni}` };
    if (asn === undefined) return { exhausted: `ASNs ${fabric.pools.asn}` };
    if (key === null) return { exhausted: `P_Keys ${fabric.pools.partitionKey}` };
    if (prefixes === undefined) return { exhausted: `prefixes of ${fabric.pools.prefixes}` };
    // Linux gives network devices, VRFs among them, at most 15 characters: a tenant's name may not fit.
    return { network: { fabric: fabric.name, vni, vrf: `vrf-${vni}`, asn, partitionKey: key, prefixes } };
  }

  #partitionKey(fabric: FabricDocument, existing: TenantNetwork | undefined): string | null {
    if (existing?.partitionKey !== undefined) return existing.partitionKey;
    const key = this.#next(fabric, "partitionKey");
    return key === undefined ? null : `0x${key.toString(16).padStart(4, "0")}`;
  }

  #next(fabric: FabricDocument, kind: "vni" | "asn" | "partitionKey"): number | undefined {
    const taken = this.#taken(kind, fabric.name);
    const free = lowestFree(identifierPool(fabric.pools[kind] ?? "1-0"), taken);
    if (free !== undefined) taken.add(free);
    return free;
  }

  #prefixesFor(fabric: FabricDocument, ports: number, existing: readonly string[]): string[] | undefined {
    const { prefixes: pool, tenantPrefixLength: length } = fabric.pools;
    const prefixes = [...existing];
    const taken = this.#ranges;
    const start = addressRange(pool).first;
    const size = 2 ** (32 - length);
    const wanted = ports * addressesPerPort;
    let addresses = prefixes.reduce((total, prefix) => total + (ipv4BlockSize(prefix) ?? 0), 0);
    for (let index = 0; addresses < wanted || prefixes.length === 0; index += 1) {
      const range = { first: start + index * size, last: start + (index + 1) * size - 1 };
      // Not only equal ones: prefixes kept from before the block size was changed may cover several of today's.
      if (taken.meets(range)) continue;
      const block = subBlock(pool, length, index);
      if (block === undefined) return undefined;
      taken.add(range);
      prefixes.push(block);
      addresses += size;
    }
    return prefixes;
  }

  /** The identifiers of a kind that are in use: P_Keys belong to one fabric's subnet manager, others to the site. */
  #taken(kind: "vni" | "asn" | "partitionKey", fabric: string): Set<number> {
    const key = kind === "partitionKey" ? `${kind} of ${fabric}` : kind;
    const taken = this.#sets.get(key) ?? new Set();
    this.#sets.set(key, taken);
    return taken;
  }
}

type AddressRange = ReturnType<typeof addressRange>;

/** Addresses that are taken, in buckets: a campus has thousands of ranges, few of which are near one another. */
class TakenAddresses {
  readonly #buckets = new Map<number, AddressRange[]>();

  add(range: AddressRange): void {
    for (const bucket of bucketsOf(range)) {
      const ranges = this.#buckets.get(bucket);
      if (ranges === undefined) this.#buckets.set(bucket, [range]);
      else ranges.push(range);
    }
  }

  meets({ first, last }: AddressRange): boolean {
    return bucketsOf({ first, last }).some((bucket) =>
      this.#buckets.get(bucket)?.some((other) => first <= other.last && other.first <= last),
    );
  }
}

/** The blocks of 65,536 addresses that a range lies in. */
function bucketsOf({ first, last }: AddressRange): number[] {
  const start = Math.floor(first / 65_536);
  return Array.from({ length: Math.floor(last / 65_536) - start + 1 }, (_, index) => start + index);
}
