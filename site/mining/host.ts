import { ipv4Number } from "./miner-address.ts";

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const fullName = new RegExp(`^(${label}\\.)+${label}$`, "i");

/**
 * Whether miners can find a host by this: an IPv4 address, or a full domain name. Miners resolve names by themselves,
 * outside the cluster, so a short Service name means nothing to them.
 */
export function isFullHost(host: string): boolean {
  return /^[\d.]+$/.test(host) ? ipv4Number(host) !== undefined : fullName.test(host);
}
