import { addressRange, ipv4BlockSize } from "../network/cidr.ts";

/**
 * The addresses of a valid block as scanners of miners write ranges: `10.32.0.*` for each 256 of them, and one by one
 * what is less than that. Source of the form: the metrics exporter of Braiins Farm Proxy 24.06.
 */
export function scanRanges(cidr: string): readonly string[] {
  const { first } = addressRange(cidr);
  const size = ipv4BlockSize(cidr) ?? 0;
  const whole = Math.floor(size / 256);
  if (whole === 0) return Array.from({ length: size }, (_, index) => octets(first + index, 4).join("."));
  return Array.from({ length: whole }, (_, index) => `${octets(first + index * 256, 3).join(".")}.*`);
}

function octets(number: number, count: number): number[] {
  return [24, 16, 8, 0].slice(0, count).map((shift) => Math.floor(number / 2 ** shift) % 256);
}
