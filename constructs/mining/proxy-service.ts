import { isIPv4 } from "node:net";
import type { Service } from "../kubernetes/index.ts";

export interface ProxyServiceProps {
  /** Labels that select the proxy's pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** Where miners connect. */
  readonly port: number;
  /** The networks of the zone's miners. */
  readonly asicNetworks: readonly string[];
  /** Where miners find it. @default - whatever serves load balancers in the cluster gives it an address */
  readonly address: string | undefined;
}

/** The Service that the miners of a zone connect to. */
export function proxyService(props: ProxyServiceProps): NonNullable<Service["spec"]> {
  const { selector, port, asicNetworks, address } = props;
  return {
    type: "LoadBalancer",
    // Keeps the miner's address, by which the network policy and the proxy's metrics know it.
    externalTrafficPolicy: "Local",
    // A name is for miners alone.
    ...(address !== undefined && isIPv4(address) && { loadBalancerIP: address }),
    loadBalancerSourceRanges: [...asicNetworks],
    selector,
    ports: [{ name: "stratum", protocol: "TCP", port, targetPort: "stratum" }],
  };
}
