import { isWide } from "../objects/blocks.ts";
import { called, inObject } from "../objects/kinds.ts";
import { calledOwner, type Peer, peersOf } from "../objects/peers.ts";
import { selectsAll } from "../objects/selectors.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const openIngress: Rule = {
  id: "network/open-ingress",
  title: "A network policy that lets everybody in",
  what: "No network policy of a tenant or of a mining zone lets in whoever comes, every address, or every namespace.",
  why: "One rule that names nobody undoes the default deny beside it: policies add up, and none can take back what another allows.",
  fix: "Name under `from` the namespaces or the blocks that are meant.",
  level: "hard",
  check: (subject) => {
    const peers = peersOf(subject).filter(({ direction }) => direction === "ingress");
    if (peers.length === 0) return notApplicable;
    return peers.flatMap(({ judged, namespace, field, peer }) => {
      const who = everybody(peer);
      if (who === undefined) return [];
      const message = `${called(judged)} of ${calledOwner(namespace)} lets in ${who}`;
      return [{ place: inObject(judged, field), message }];
    });
  },
};

function everybody(peer: Peer | undefined): string | undefined {
  if (peer === undefined) return "everybody";
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock !== undefined) return isWide(ipBlock.cidr, 0) ? `every address (${ipBlock.cidr})` : undefined;
  const everyPod = podSelector === undefined || selectsAll(podSelector);
  return namespaceSelector !== undefined && selectsAll(namespaceSelector) && everyPod
    ? "the pods of every namespace"
    : undefined;
}
