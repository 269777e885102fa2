import { isIP, isIPv4 } from "node:net";
import { containsCidr } from "cidr-tools";
import type { Endpoint } from "../../site/mining/job-declarator.ts";
import type { NetworkPolicy } from "../kubernetes/index.ts";
import type { UpstreamGroup } from "./pools.ts";

type Spec = NonNullable<NetworkPolicy["spec"]>;
type Egress = NonNullable<Spec["egress"]>[number];

/**
 * Addresses that no public pool has, and that the site's own networks have: those of RFC 1918, carrier-grade NAT
 * (RFC 6598) and link-local (RFC 3927), where cloud metadata also is.
 */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16"];

export interface MiningNetworkPolicyProps {
  /** Labels of the proxy's pods. */
  readonly proxy: Readonly<Record<string, string>>;
  /** Where miners connect. */
  readonly port: number;
  readonly metricsPort: number;
  /** The networks of the zone's miners. */
  readonly asicNetworks: readonly string[];
  /** The namespace that metrics are read from. */
  readonly monitoringNamespace: string;
  readonly groups: readonly UpstreamGroup[];
  /** What the proxy's pods connect to beside the pools. @default - nothing */
  readonly alsoTo?: readonly Endpoint[] | undefined;
  /** What is kept from the proxy's pods beside private ranges, where its pools may be anywhere. @default - nothing */
  readonly keptFrom?: readonly string[] | undefined;
}

/**
 * The network policies of a zone's namespace: nothing by default; to the proxy from the zone's miners, and from
 * monitoring; from the proxy to its pools.
 *
 * Miners are known by address, which the Service keeps (`externalTrafficPolicy: Local`). Kubelets may always reach the
 * pods of their own node, so probes need no rule.
 */
export function miningNetworkPolicies(
  props: MiningNetworkPolicyProps,
): readonly { readonly name: string; readonly spec: Spec }[] {
  return [
    { name: "default-deny", spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
    {
      name: "stratum-proxy",
      spec: {
        podSelector: { matchLabels: props.proxy },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          {
            from: props.asicNetworks.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ protocol: "TCP", port: props.port }],
          },
          {
            from: [namespace(props.monitoringNamespace)],
            ports: [{ protocol: "TCP", port: props.metricsPort }],
          },
        ],
        egress: egressTo(
          [
            ...props.groups.flatMap(({ upstreams }) => upstreams.map(({ endpoint }) => endpoint)),
            ...(props.alsoTo ?? []),
          ],
          [...privateRanges, ...publicOnly(props.keptFrom ?? [])],
        ),
      },
    },
  ];
}

/**
 * To what is given by address, exactly there. A policy cannot name hosts, so to the others by port, anywhere but
 * the site's own networks; and only where there are such, to name resolution.
 */
function egressTo(endpoints: readonly Endpoint[], except: readonly string[]): readonly Egress[] {
  const named = portsOf(endpoints.filter(({ host }) => isIP(host) === 0));
  const addresses = [...new Set(endpoints.map(({ host }) => host).filter((host) => isIP(host) !== 0))].sort();
  return [
    ...(named.length === 0
      ? []
      : [nameResolution, { to: [{ ipBlock: { cidr: "0.0.0.0/0", except } }], ports: named }]),
    ...addresses.map((address) => ({
      to: [{ ipBlock: { cidr: `${address}/${isIPv4(address) ? 32 : 128}` } }],
      ports: portsOf(endpoints.filter(({ host }) => host === address)),
    })),
  ];
}

/** The IPv4 networks that no private range covers: a policy takes an exception only within what it opens. */
function publicOnly(networks: readonly string[]): string[] {
  const isKept = (cidr: string) => cidr.includes(":") || containsCidr([...privateRanges], cidr);
  return [...new Set(networks)].filter((cidr) => !isKept(cidr)).sort();
}

const nameResolution: Egress = {
  to: [{ ...namespace("kube-system"), podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
  ports: [
    { protocol: "UDP", port: 53 },
    { protocol: "TCP", port: 53 },
  ],
};

function namespace(name: string) {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}

function portsOf(endpoints: readonly { readonly port: number }[]) {
  const ports = [...new Set(endpoints.map(({ port }) => port))].sort((a, b) => a - b);
  return ports.map((port) => ({ protocol: "TCP", port }));
}
