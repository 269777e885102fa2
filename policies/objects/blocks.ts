import { containsCidr, excludeCidr, parseCidr } from "cidr-tools";
import type { Peer } from "./peers.ts";

/**
 * Addresses that no host of the public internet has: RFC 1918, carrier-grade NAT (RFC 6598), link-local (RFC 3927),
 * where cloud metadata also is, and their like in IPv6 (RFC 4193, RFC 4291).
 */
export const privateRanges = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
];

/** As private as 10.0.0.0/8 is, though its prefix is as short as that of a block that means the world. */
const uniqueLocal = "fc00::/7";

/** The addresses of a policy's peer, without what it leaves out. */
export function addressesOf({ cidr, except = [] }: NonNullable<Peer["ipBlock"]>): readonly string[] {
  return except.length === 0 ? [cidr] : excludeCidr(cidr, [...except]);
}

/**
 * Finds those of some blocks that share an address with addresses. The blocks are read once, since a site has thousands of
 * peers to ask of.
 */
export function reaching<T extends { readonly cidr: string }>(
  blocks: readonly T[],
): (addresses: readonly string[]) => readonly T[] {
  const parsed = blocks.map((block) => ({ block, range: parseCidr(block.cidr) }));
  return (addresses) => {
    const asked = addresses.map((address) => parseCidr(address.trim()));
    return parsed
      .filter(({ range }) => asked.some((one) => shareAddress(one, range)))
      .map(({ block }) => block);
  };
}

type Range = ReturnType<typeof parseCidr>;

function shareAddress(a: Range, b: Range): boolean {
  return a.version === b.version && a.start <= b.end && b.start <= a.end;
}

/** A block with so many bits of prefix, or fewer, means the world: the largest private one has eight. */
export const worldBits = 7;

/** Whether a block has this many bits of prefix or fewer, and is more than a private range. */
export function isWide(cidr: string, bits: number): boolean {
  const block = cidr.trim();
  return Number(parseCidr(block).prefix) <= bits && !containsCidr(uniqueLocal, block);
}
