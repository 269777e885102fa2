import { isIPv4 } from "node:net";

// What NetworkPolicies let through, packet by packet, written from the documentation of Kubernetes alone: nothing here is
// shared with what is tested by it.

export interface Packet {
  readonly direction: "ingress" | "egress";
  readonly pod: Readonly<Record<string, string>>;
  readonly far:
    | { readonly address: string }
    | {
        readonly own: boolean;
        readonly namespace: Readonly<Record<string, string>>;
        readonly pod: Readonly<Record<string, string>>;
      };
  readonly protocol: string;
  readonly port: number;
}

export interface PolicySpec {
  readonly podSelector: Selector;
  readonly policyTypes: readonly ("Ingress" | "Egress")[];
  readonly ingress?: readonly { readonly from?: readonly PeerSpec[]; readonly ports?: readonly PortSpec[] }[];
  readonly egress?: readonly { readonly to?: readonly PeerSpec[]; readonly ports?: readonly PortSpec[] }[];
}

export interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

export interface PeerSpec {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
}

export interface PortSpec {
  readonly protocol?: string;
  readonly port?: number;
  readonly endPort?: number;
}

export function lets(policies: readonly PolicySpec[], packet: Packet): boolean {
  const type = packet.direction === "ingress" ? "Ingress" : "Egress";
  const holding = policies.filter(
    (spec) => spec.policyTypes.includes(type) && fits(spec.podSelector, packet.pod),
  );
  if (holding.length === 0) return true;
  return holding.some((spec) => {
    const rules =
      packet.direction === "ingress"
        ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
        : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
    return rules.some(({ peers = [], ports = [] }) => {
      const who = peers.length === 0 || peers.some((peer) => isPeer(peer, packet.far));
      return who && (ports.length === 0 || ports.some((port) => isPort(port, packet)));
    });
  });
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: PeerSpec, far: Packet["far"]): boolean {
  if (ipBlock !== undefined) {
    if (!("address" in far)) return false;
    return (
      within(far.address, ipBlock.cidr) && !(ipBlock.except ?? []).some((each) => within(far.address, each))
    );
  }
  if ("address" in far) return false;
  const namespace = namespaceSelector === undefined ? far.own : fits(namespaceSelector, far.namespace);
  return namespace && fits(podSelector ?? {}, far.pod);
}

function isPort({ protocol = "TCP", port, endPort }: PortSpec, packet: Packet): boolean {
  if (protocol !== packet.protocol) return false;
  return port === undefined || (port <= packet.port && packet.port <= (endPort ?? port));
}

function within(address: string, cidr: string): boolean {
  const [base = "", prefix = ""] = cidr.split("/");
  if (!isIPv4(base)) return !isIPv4(address) && Number(prefix) === 0;
  if (!isIPv4(address)) return false;
  const bits = (text: string) =>
    text
      .split(".")
      .map((part) => Number(part).toString(2).padStart(8, "0"))
      .join("");
  return bits(address).slice(0, Number(prefix)) === bits(base).slice(0, Number(prefix));
}

function fits(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Readonly<Record<string, string>>,
) {
  const named = Object.keys(matchLabels).every((key) => labels[key] === matchLabels[key]);
  return (
    named &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        default:
          return value === undefined;
      }
    })
  );
}
