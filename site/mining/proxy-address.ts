import type { ProxyDocument } from "../schema/mining.ts";
import { isFullHost } from "./host.ts";

/** Where miners connect unless a document says otherwise: the ports of the vendors' own examples. */
export const proxyPorts: Readonly<Record<ProxyDocument["kind"], number>> = {
  "farm-proxy": 3333,
  "sv2-translator": 34255,
};

/** What miners are given to reach a zone's proxy; undefined where the document does not say where it is. */
export function proxyUrl({ address, port, kind }: ProxyDocument): string | undefined {
  // Both proxies take Stratum V1 from miners, whatever they speak to pools.
  return address === undefined ? undefined : `stratum+tcp://${address}:${port ?? proxyPorts[kind]}`;
}

/** What is wrong with a proxy's address; undefined if nothing. */
export function proxyAddressProblem(address: string): string | undefined {
  return isFullHost(address)
    ? undefined
    : `"${address}" is neither an IPv4 address nor a full domain name: miners resolve names outside the cluster, where a short one means nothing; leave out scheme and port`;
}
