import { addressesOf, reaching } from "../objects/blocks.ts";
import { allOf, called, inObject } from "../objects/kinds.ts";
import { listed } from "../objects/listed.ts";
import { namespacesOf, type OwnedNamespace } from "../objects/namespaces.ts";
import { calledOwner, type JudgedPeer, peersOf } from "../objects/peers.ts";
import { type JudgedPod, podsOf } from "../objects/pods.ts";
import { selects, selectsAll } from "../objects/selectors.ts";
import { asicNetworks, tenantPrefixPools } from "../objects/site-networks.ts";
import { notApplicable, type Rule, type RuleFinding, type Subject } from "../rule.ts";

const everywhere = ["0.0.0.0/0", "::/0"];

/** The documents' networks are apart in any case: this judges what policies and services make of them. */
export const asicReach: Rule = {
  id: "network/asic-reach",
  title: "Miners and tenants that reach each other",
  what: "No network policy or service lets a tenant's pods reach miners or a mining zone's proxy, or these a tenant's prefixes and pods.",
  why: "Miners run old firmware with default passwords, and thousands of them answer on one network: whoever gets from there to a tenant, or from a tenant to there, is in the other's house.",
  fix: "Name the tenant's own prefixes and namespaces in its policies, and the zone's own ASIC networks in the zone's; leave the other side out by `except`.",
  level: "hard",
  check: (subject) => {
    const peers = peersOf(subject);
    const services = serviceFindings(subject);
    if (peers.length === 0 && services === notApplicable) return notApplicable;
    const far = farSides(subject);
    return [
      ...peers.flatMap((peer) => {
        const found = far(peer);
        if (found.length === 0) return [];
        const way = peer.direction === "egress" ? "reaches" : "is reached by";
        const message = `${called(peer.judged)} of ${calledOwner(peer.namespace)} ${way} ${listed(found)}`;
        return [{ place: inObject(peer.judged, peer.field), message }];
      }),
      ...(services === notApplicable ? [] : services),
    ];
  },
};

/** What of the other side a peer takes in. */
function farSides(subject: Subject): (peer: JudgedPeer) => string[] {
  const asics = reaching(asicNetworks(subject));
  const pools = reaching(tenantPrefixPools(subject));
  const namespaces = namespacesOf(subject);
  const pods = podsOf(subject);
  return ({ namespace: own, peer }) => {
    const isTenant = own.tenant !== undefined;
    const reached = isTenant ? asics : pools;
    const others = namespaces.filter(({ tenant, zone }) => (isTenant ? zone : tenant) !== undefined);
    const inBlocks = (addresses: readonly string[]) => reached(addresses).map(({ what }) => what);
    if (peer === undefined) return [...inBlocks(everywhere), ...others.map(calledNamespace)];
    if (peer.ipBlock !== undefined) return inBlocks(addressesOf(peer.ipBlock));
    const { namespaceSelector, podSelector = {} } = peer;
    // Without a selector for namespaces, pods of the own one are meant.
    if (namespaceSelector === undefined) return [];
    return others
      .filter(({ labels }) => selects(namespaceSelector, labels))
      .filter(({ name }) => (isTenant ? anyPod(pods, name, podSelector) : true))
      .map(calledNamespace);
  };
}

function calledNamespace(namespace: OwnedNamespace): string {
  return `namespace "${namespace.name}" of ${calledOwner(namespace)}`;
}

/** Whether a selector takes in any pod of a namespace: all there are of a zone's are declared. */
function anyPod(
  pods: readonly JudgedPod[],
  namespace: string,
  selector: Parameters<typeof selects>[0],
): boolean {
  if (selectsAll(selector)) return true;
  return pods.some(
    ({ judged, labels }) => judged.object.metadata.namespace === namespace && selects(selector, labels),
  );
}

/** Who may connect to the service of a zone's proxy. */
function serviceFindings(subject: Subject): RuleFinding[] | typeof notApplicable {
  const reached = reaching(tenantPrefixPools(subject));
  const zones = new Map(
    namespacesOf(subject).flatMap(({ name, zone }) => (zone === undefined ? [] : [[name, zone]])),
  );
  const services = allOf(subject, "Service").filter(({ object }) => zones.has(object.metadata.namespace));
  if (services.length === 0) return notApplicable;
  return services.flatMap(({ judged, object: { spec } }) =>
    (spec?.loadBalancerSourceRanges ?? []).flatMap((range, index) => {
      const found = reached([range]);
      if (found.length === 0) return [];
      const message = `${called(judged)} takes connections from ${range}, and so from ${listed(found.map(({ what }) => what))}`;
      return [{ place: inObject(judged, `spec.loadBalancerSourceRanges[${index}]`), message }];
    }),
  );
}
