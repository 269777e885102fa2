import { isWide, worldBits } from "../objects/blocks.ts";
import { called, inObject } from "../objects/kinds.ts";
import { listed } from "../objects/listed.ts";
import { namespacesOf } from "../objects/namespaces.ts";
import { calledOwner, type JudgedPeer, type Peer, peersOf } from "../objects/peers.ts";
import { selects } from "../objects/selectors.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const openIngress: Rule = {
  id: "network/open-ingress",
  title: "A network policy that lets everybody in",
  what: "No network policy of a tenant or of a mining zone lets in whoever comes, every address, every namespace, or, of a tenant, another tenant's namespace.",
  why: "One rule that names nobody undoes the default deny beside it: policies add up, and none can take back what another allows.",
  fix: "Name under `from` the namespaces or the blocks that are meant.",
  level: "hard",
  check: (subject) => {
    const peers = peersOf(subject).filter(({ direction }) => direction === "ingress");
    if (peers.length === 0) return notApplicable;
    const namespaces = namespacesOf(subject);
    const neighbours = ({ namespace: own, peer }: JudgedPeer): string | undefined => {
      const selector = peer?.namespaceSelector;
      // Pods of every namespace that carry some label are meant by that label, as those of a monitoring are.
      if (own.tenant === undefined || selector === undefined || selects(selector, anybodys)) return undefined;
      const found = namespaces.filter(
        ({ tenant, labels }) => tenant !== undefined && tenant !== own.tenant && selects(selector, labels),
      );
      if (found.length === 0) return undefined;
      return listed(found.map((other) => `namespace "${other.name}" of ${calledOwner(other)}`));
    };
    return peers.flatMap((judgedPeer) => {
      const { judged, namespace, field, peer } = judgedPeer;
      const who = everybody(peer) ?? neighbours(judgedPeer);
      if (who === undefined) return [];
      const message = `${called(judged)} of ${calledOwner(namespace)} lets in ${who}`;
      return [{ place: inObject(judged, field), message }];
    });
  },
};

/** A namespace that carries nothing but its name, which is none that anybody wrote: who takes it in takes in whoever comes. */
const anybodys = { "kubernetes.io/metadata.name": "-" };

function everybody(peer: Peer | undefined): string | undefined {
  if (peer === undefined) return "everybody";
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock !== undefined) {
    return isWide(ipBlock.cidr, worldBits) ? `every address (${ipBlock.cidr})` : undefined;
  }
  const everyPod = podSelector === undefined || selects(podSelector, {});
  return namespaceSelector !== undefined && selects(namespaceSelector, anybodys) && everyPod
    ? "the pods of every namespace"
    : undefined;
}
