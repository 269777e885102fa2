import { normalizeCidr, parseCidr } from "cidr-tools";

/** The number of addresses in an IPv4 block, or undefined where the text is not one in canonical form. */
export function ipv4BlockSize(cidr: string): number | undefined {
  const match = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d|[12]\d|3[0-2])$/.exec(cidr);
  // The parser takes a longer prefix for one of 32 bits.
  if (match === null || Number(match[2]) > 32) return undefined;
  try {
    const { start, end, version } = parseCidr(cidr);
    if (version !== 4 || normalizeCidr(cidr) !== cidr) return undefined;
    return Number(end - start) + 1;
  } catch {
    return undefined;
  }
}

/** What is wrong with a text that should be an IPv4 block; undefined if nothing. */
export function cidrProblem(cidr: string): string | undefined {
  if (ipv4BlockSize(cidr) !== undefined) return undefined;
  return `"${cidr}" is not an IPv4 block: write network address and length, such as 10.10.0.0/20, with no host bits set`;
}

/** The first and last address of a valid block, as whole numbers. */
export function addressRange(cidr: string): { readonly first: number; readonly last: number } {
  const { start, end } = parseCidr(cidr);
  return { first: Number(start), last: Number(end) };
}

/** The n-th sub-block of a length within a valid block; undefined past its end. */
export function subBlock(cidr: string, length: number, index: number): string | undefined {
  const size = 2 ** (32 - length);
  const blockSize = ipv4BlockSize(cidr);
  if (blockSize === undefined || (index + 1) * size > blockSize) return undefined;
  const start = Number(parseCidr(cidr).start) + index * size;
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".")}/${length}`;
}
