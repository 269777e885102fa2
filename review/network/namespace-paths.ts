import { mergeCidr } from "cidr-tools";
import { selects } from "../../policies/objects/selectors.ts";
import { groupBy } from "../../site/group-by.ts";
import { calledGain } from "./called-gain.ts";
import { everything, type FarPod, type Gain, gained } from "./gained.ts";
import { calledSelector, type Labels, labelUniverse } from "./label-universe.ts";
import { type Deciding, type Direction, directions, type Passage, type Policy } from "./policy.ts";
import { calledPorts } from "./ports.ts";

/** A namespace on one side. */
export interface NamespaceSide {
  /** Undefined where there is none: no pod of it talks to anybody. */
  readonly labels: Labels | undefined;
  /** The object that declares it, where one does. */
  readonly declared: Deciding | undefined;
  readonly policies: readonly Policy[];
}

/** A path that opened, and the object that did it. */
export interface OpenedPath {
  readonly by: Deciding;
  readonly direction: Direction;
  readonly path: string;
}

/** More sorts of pods than this are not tried. */
const most = 4_096;

/**
 * What the policies of a namespace let through now that they did not then, for every sort of pod that they tell apart.
 * Undefined where there are too many sorts to say.
 */
export function openedPaths(now: NamespaceSide, then: NamespaceSide): OpenedPath[] | undefined {
  if (now.labels === undefined) return [];
  const policies = [...now.policies, ...then.policies];
  const far = farPods(policies, now, then);
  const kinds = labelUniverse(
    policies.map(({ pods }) => pods),
    most,
  );
  if (far === undefined || kinds === undefined) return undefined;
  const found = new Map<string, OpenedPath>();
  for (const direction of directions) {
    for (const [held, holding] of podClasses(kinds, now.policies, then.policies, direction)) {
      for (const opened of openedTo(held, holding, { now, earlier: then }, direction, far)) {
        found.set([opened.by.called, direction, opened.path].join("\n"), opened);
      }
    }
  }
  return [...found.values()];
}

/** Pods as policies tell them apart: which of them hold each sort. */
function podClasses(
  kinds: readonly Labels[],
  now: readonly Policy[],
  then: readonly Policy[],
  direction: Direction,
): (readonly [now: readonly Policy[], then: readonly Policy[]])[] {
  const holding = (policies: readonly Policy[], pod: Labels) =>
    policies.filter((policy) => policy[direction] !== undefined && selects(policy.pods, pod));
  const classes = kinds.map((pod) => [holding(now, pod), holding(then, pod)] as const);
  const alike = groupBy(classes, (sides) =>
    sides.map((side) => side.map(({ called }) => called).join()).join(";"),
  );
  return [...alike.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
}

function openedTo(
  now: readonly Policy[],
  then: readonly Policy[],
  namespace: { readonly now: NamespaceSide; readonly earlier: NamespaceSide },
  direction: Direction,
  far: Parameters<typeof gained>[2],
): OpenedPath[] {
  const wasThere = namespace.earlier.labels !== undefined;
  const before = !wasThere ? [] : then.length === 0 ? everything : passagesOf(then, direction);
  if (now.length > 0) {
    return now.flatMap((policy) =>
      inOne(gained(policy[direction] ?? [], before, far)).map((gain) => pathOf(policy, direction, gain)),
    );
  }
  // Nothing holds these pods: told of the policy that did, or of the namespace that is new.
  const by = then[0] ?? namespace.now.declared;
  if (by === undefined || gained(everything, before, far).length === 0) return [];
  const selected = then[0] === undefined ? "" : calledSelector(then[0].pods);
  const whom = selected === "" ? "all or some of its pods" : `pods with ${selected}`;
  const path = `${direction === "ingress" ? "from anybody to" : "to anybody on"} any port, since no policy holds ${whom}`;
  return [{ by, direction, path }];
}

/** Blocks of addresses that are let through by the same ports, as one. */
function inOne(gains: readonly Gain[]): Gain[] {
  const isBlock = ({ passage }: Gain) => passage.peer.is === "block";
  const alike = groupBy(gains.filter(isBlock), ({ ports }) => calledPorts(ports));
  const blocks = [...alike.values()].flatMap(([first, ...others]): Gain[] => {
    if (first === undefined || others.length === 0) return first === undefined ? [] : [first];
    const addresses = mergeCidr([first, ...others].flatMap((gain) => gain.addresses)).sort();
    return [{ ...first, addresses, allAddresses: false }];
  });
  return [...gains.filter((gain) => !isBlock(gain)), ...blocks];
}

function passagesOf(policies: readonly Policy[], direction: Direction): Passage[] {
  return policies.flatMap((policy) => policy[direction] ?? []);
}

function pathOf(policy: Policy, direction: Direction, gain: Gain): OpenedPath {
  const pods = calledSelector(policy.pods);
  const path = calledGain(direction, gain);
  return { by: policy, direction, path: pods === "" ? path : `pods with ${pods}: ${path}` };
}

/** Every sort of pod at the other end. A pod of the own namespace has this one's labels, those of each side. */
function farPods(
  policies: readonly Policy[],
  now: NamespaceSide,
  then: NamespaceSide,
): { readonly now: readonly FarPod[]; readonly earlier: readonly FarPod[] } | undefined {
  const peers = policies
    .flatMap(({ ingress = [], egress = [] }) => [...ingress, ...egress])
    .flatMap(({ peer }) => (peer.is === "pods" ? [peer] : []));
  const pods = labelUniverse(
    peers.map((peer) => peer.pods),
    most,
  );
  const namespaces = labelUniverse(
    peers.flatMap((peer) => peer.namespaces ?? []),
    most,
  );
  if (pods === undefined || namespaces === undefined) return undefined;
  if (pods.length * (namespaces.length + 1) > most) return undefined;
  const side = (own: Labels) =>
    pods.flatMap((pod) => [
      { isOwn: true, namespace: own, pod },
      ...namespaces.map((namespace) => ({ isOwn: false, namespace, pod })),
    ]);
  return { now: side(now.labels ?? {}), earlier: side(then.labels ?? now.labels ?? {}) };
}
