import type { Gain } from "./gained.ts";
import { calledSelector } from "./label-universe.ts";
import type { Direction, Peer } from "./policy.ts";
import { calledPorts } from "./ports.ts";

const shown = 4;

/** `from 10.8.0.0/16 to TCP 3333`, `to namespaces with tenant=a on any port`. */
export function calledGain(direction: Direction, gain: Gain): string {
  const [side, by] = direction === "ingress" ? ["from", "to"] : ["to", "on"];
  return `${side} ${whom(gain)} ${by} ${calledPorts(gain.ports)}`;
}

function whom({ passage: { peer }, addresses, allAddresses, pods }: Gain): string {
  if (peer.is === "anybody" && allAddresses && pods === "all") return "anybody";
  const blocks =
    addresses.length === 0 ? [] : [allAddresses ? calledBlocks(peer, addresses) : some(addresses)];
  if (pods === "none") return blocks.join("");
  const part = pods === "some" ? "some of the " : "";
  return [...blocks, `${part}${calledPods(peer)}`].join(" and ");
}

function calledBlocks(peer: Peer, addresses: readonly string[]): string {
  if (peer.is !== "block") return "any address";
  return peer.except.length === 0 ? some(addresses) : `${peer.cidr} except ${some(peer.except)}`;
}

function some(blocks: readonly string[]): string {
  const rest = blocks.length - shown;
  return rest <= 1 ? blocks.join(", ") : `${blocks.slice(0, shown).join(", ")} and ${rest} more blocks`;
}

function calledPods(peer: Peer): string {
  if (peer.is !== "pods") return "pods of the cluster";
  const pods = calledSelector(peer.pods);
  const which = pods === "" ? "pods" : `pods with ${pods}`;
  if (peer.namespaces === undefined) return `${which} of the namespace`;
  const namespaces = calledSelector(peer.namespaces);
  return `${which} of ${namespaces === "" ? "all namespaces" : `namespaces with ${namespaces}`}`;
}
