import { addressRange, ipv4BlockSize } from "../network/cidr.ts";
import type { AsicGroup } from "../schema/mining.ts";

/** One miner of a group: where it is reached, and where it stands. */
export interface MinerPlace {
  readonly address: string;
  /** r1, r2 and so on. Without padding, so that a rack more renames none. */
  readonly rack: string;
}

/** Far above any group on one network; a slip of the keyboard beyond it would exhaust memory. */
const mostMiners = 100_000;

/** The miners of a group in the order of their addresses; none where the document does not say where they are. */
export function minerPlaces({ addresses, count }: Pick<AsicGroup, "addresses" | "count">): MinerPlace[] {
  const first = addresses === undefined ? undefined : ipv4Number(addresses.first);
  if (addresses === undefined || first === undefined) return [];
  const perRack = addresses.perRack ?? count.value;
  return Array.from({ length: count.value }, (_, index) => ({
    address: ipv4Text(first + index),
    rack: `r${Math.floor(index / perRack) + 1}`,
  }));
}

/** What is wrong with the addresses of a group, whose network is a valid block; undefined if nothing. */
export function addressesProblem({ name, addresses, count, network }: AsicGroup): string | undefined {
  if (addresses === undefined) return undefined;
  const first = ipv4Number(addresses.first);
  if (first === undefined) return `"${addresses.first}" is not an IPv4 address: write it as 10.10.0.11`;
  if (count.value > mostMiners) {
    return `"${name}" has ${count.value} miners: more than ${mostMiners} are no one group on one network`;
  }
  const last = first + count.value - 1;
  const block = addressRange(network.cidr);
  // The first address of a block is the network's own and the last goes to all, but where there are only two of them.
  const reserved = (ipv4BlockSize(network.cidr) ?? 0) > 2 ? 1 : 0;
  if (first >= block.first + reserved && last <= block.last - reserved) return undefined;
  return `the ${count.value} miners of "${name}" would be at ${addresses.first} to ${ipv4Text(last)}, but ${network.cidr} has room for miners from ${ipv4Text(block.first + reserved)} to ${ipv4Text(block.last - reserved)}: begin elsewhere, or widen the network`;
}

/** An IPv4 address as a whole number; undefined where the text is none. */
export function ipv4Number(text: string): number | undefined {
  return ipv4BlockSize(`${text}/32`) === undefined ? undefined : addressRange(`${text}/32`).first;
}

function ipv4Text(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}
