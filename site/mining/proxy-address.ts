import type { ProxyDocument } from "../schema/mining.ts";
import { isFullHost } from "./host.ts";
import { jobDeclaratorPort } from "./job-declarator.ts";
import { ipv4Number } from "./miner-address.ts";

/** Where miners connect unless a document says otherwise: the ports of the vendors' own examples. */
export const proxyPorts: Readonly<Record<ProxyDocument["kind"], number>> = {
  "farm-proxy": 3333,
  "sv2-translator": 34255,
};

/** Where each serves its metrics. Source: docker-compose.yml of Farm Proxy 24.06, the translator's example configuration. */
export const proxyMetricsPorts: Readonly<Record<ProxyDocument["kind"], number>> = {
  "farm-proxy": 8080,
  "sv2-translator": 9092,
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

/** What is wrong with the port that miners connect to; undefined if nothing. A proxy listens there in a pod of its own. */
export function proxyPortProblem(
  kind: ProxyDocument["kind"],
  port: number,
  hasJobDeclarator: boolean,
): string | undefined {
  if (port === proxyMetricsPorts[kind]) {
    return `port ${port} is where ${kind} serves its metrics: give miners another`;
  }
  return hasJobDeclarator && port === jobDeclaratorPort
    ? `port ${port} is where the job declarator client of the same pod listens: give miners another`
    : undefined;
}

/**
 * By what two proxies are told apart. The Service of a zone takes an IPv4 address for itself; a name may lead anywhere,
 * so there the port decides.
 */
export function proxyEndpoint({ address, port, kind }: ProxyDocument): string | undefined {
  if (address === undefined || ipv4Number(address) !== undefined) return address;
  return `${address.toLowerCase()}:${port ?? proxyPorts[kind]}`;
}
