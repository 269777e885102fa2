import { isDeepStrictEqual } from "node:util";
import { excludeCidr, mergeCidr } from "cidr-tools";
import { selects } from "../../policies/objects/selectors.ts";
import { groupBy } from "../../site/group-by.ts";
import type { Labels } from "./label-universe.ts";
import type { Passage, Peer } from "./policy.ts";
import { type PortClass, type Ports, portClasses, takesIn } from "./ports.ts";

/** A pod that might be at the other end: labels of its namespace, and whether that is the policy's own. */
export interface FarPod {
  readonly isOwn: boolean;
  readonly namespace: Labels;
  readonly pod: Labels;
}

/** What one passage lets through and others do not. */
export interface Gain {
  readonly passage: Passage;
  readonly ports: readonly PortClass[];
  /** All addresses that are gained. */
  readonly addresses: readonly string[];
  /** Whether these are all that the passage names. */
  readonly allAddresses: boolean;
  readonly pods: "none" | "some" | "all";
}

const everywhere = ["0.0.0.0/0", "::/0"];
const anyPort: Ports = { protocol: "any" };

/** What holds nothing back. */
export const everything: readonly Passage[] = [{ peer: { is: "anybody" }, ports: [anyPort] }];

/**
 * What passages let through that others do not, of everything that can be: addresses by the arithmetic of blocks, ports by
 * classes that all of the rules take or leave whole, and pods by every sort of labels that the selectors tell apart.
 */
export function gained(
  passages: readonly Passage[],
  others: readonly Passage[],
  pods: { readonly now: readonly FarPod[]; readonly earlier: readonly FarPod[] },
): Gain[] {
  const classes = portClasses([...passages, ...others].flatMap(({ ports }) => ports));
  const through = new Map(
    classes.map((of) => [of, others.filter(({ ports }) => ports.some((each) => takesIn(each, of)))] as const),
  );
  return passages.flatMap((passage) => {
    const own = classes.filter((of) => passage.ports.some((ports) => takesIn(ports, of)));
    const gains = own.map((of) => ({ of, ...gainAt(passage.peer, through.get(of) ?? [], pods) }));
    const alike = groupBy(
      gains.filter((gain) => gain.addresses.length > 0 || gain.pods !== "none"),
      (gain) => [gain.pods, ...gain.addresses].join(" "),
    );
    return [...alike.values()].flatMap(([first, ...rest]): Gain[] => {
      if (first === undefined) return [];
      const { of: _of, ...gain } = first;
      return [{ passage, ports: [first, ...rest].map(({ of }) => of), ...gain }];
    });
  });
}

function gainAt(
  peer: Peer,
  others: readonly Passage[],
  pods: { readonly now: readonly FarPod[]; readonly earlier: readonly FarPod[] },
): Pick<Gain, "addresses" | "allAddresses" | "pods"> {
  const named = merged(addressesOf(peer));
  const open = merged(others.flatMap((other) => addressesOf(other.peer)));
  const addresses = named.length === 0 || open.length === 0 ? named : merged(excludeCidr(named, open));
  return {
    addresses,
    allAddresses: addresses.length > 0 && isDeepStrictEqual(addresses, named),
    pods: gainedPods(peer, others, pods),
  };
}

/** The same pod has other labels then, where those of its namespace changed. */
function gainedPods(
  peer: Peer,
  others: readonly Passage[],
  { now, earlier: before }: { readonly now: readonly FarPod[]; readonly earlier: readonly FarPod[] },
): Gain["pods"] {
  let [taken, new_] = [0, 0];
  for (const [index, pod] of now.entries()) {
    if (!reaches(peer, pod)) continue;
    taken += 1;
    const earlier = before[index] ?? pod;
    if (!others.some((other) => reaches(other.peer, earlier))) new_ += 1;
  }
  if (new_ === 0) return "none";
  return new_ === taken ? "all" : "some";
}

function merged(blocks: readonly string[]): string[] {
  return mergeCidr([...blocks]).sort();
}

function addressesOf(peer: Peer): readonly string[] {
  if (peer.is === "pods") return [];
  if (peer.is === "anybody") return everywhere;
  return peer.except.length === 0 ? [peer.cidr] : excludeCidr(peer.cidr, [...peer.except]);
}

function reaches(peer: Peer, { isOwn, namespace, pod }: FarPod): boolean {
  if (peer.is === "anybody") return true;
  if (peer.is === "block") return false;
  const inNamespace = peer.namespaces === undefined ? isOwn : selects(peer.namespaces, namespace);
  return inNamespace && selects(peer.pods, pod);
}
