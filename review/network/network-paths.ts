import { isDeepStrictEqual } from "node:util";
import { selects } from "../../policies/objects/selectors.ts";
import type { Clusters } from "../resources/clusters.ts";
import type { ObjectPair } from "../resources/object-pairs.ts";
import { calledOwner, ownerOf } from "../resources/owner.ts";
import type { Result } from "../result/result.ts";
import type { NetworkChanges } from "../review.ts";
import { calledGain } from "./called-gain.ts";
import {
  changedNamespaces,
  type DeclaredNetwork,
  deciding,
  declaredNetwork,
  namespaceIn,
  namespaceLabels,
} from "./declared-network.ts";
import type { Labels } from "./label-universe.ts";
import { type NamespaceSide, openedPaths } from "./namespace-paths.ts";
import { unclearObjects } from "./other-network-objects.ts";
import { type Deciding, type Direction, directions, type Policy, readPolicy } from "./policy.ts";
import { portClasses, takesIn } from "./ports.ts";
import { servicePaths } from "./service-paths.ts";
import { Unclear } from "./unclear.ts";

export type NetworkPath = NetworkChanges["paths"][number];

/** What network policies and services let through that they did not, or no longer do. What cannot be told is told so. */
export function networkPaths(
  base: Result,
  head: Result,
  pairs: readonly ObjectPair[],
  clusters: Clusters,
): NetworkPath[] {
  const touched = touchedNamespaces(pairs);
  const declared = (side: Result) => declaredNetwork(side, clusters, touched);
  const sides = touched?.size === 0 ? undefined : { base: declared(base), head: declared(head) };
  const paths = [
    ...(sides === undefined ? [] : policyPaths(sides.base, sides.head)),
    ...pairs.flatMap(servicePaths),
    ...unclearObjects(pairs),
  ];
  return paths.sort(byPlace);
}

/** The names of namespaces to be looked at; undefined for all, where one has other labels, by which any policy may select it. */
function touchedNamespaces(pairs: readonly ObjectPair[]): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const { key, before, after } of pairs) {
    const [name, isNamespace] = namespaceIn(key);
    if (isNamespace && before !== undefined && after !== undefined) return undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}

const order: readonly NetworkPath["change"][] = ["opened", "unclear", "closed"];

function byPlace(a: NetworkPath, b: NetworkPath): number {
  const place = ({ change, stack, object, direction, path }: NetworkPath) =>
    [order.indexOf(change), stack, object, direction, path].join("\n");
  return place(a) < place(b) ? -1 : 1;
}

function policyPaths(base: DeclaredNetwork, head: DeclaredNetwork): NetworkPath[] {
  return [
    ...changedNamespaces(base, head).flatMap((key) =>
      pathsOf(sideOf(base, head, key), sideOf(head, base, key)),
    ),
    ...relabelledPaths(base, head),
  ];
}

/** A namespace that neither side declares is somebody else's, and there. */
function sideOf(
  side: DeclaredNetwork,
  other: DeclaredNetwork,
  key: string,
): NamespaceSide & { unclear: Unread[] } {
  const declared = side.namespaces.get(key);
  const foreign = declared === undefined && !other.namespaces.has(key);
  const unclear: Unread[] = [];
  const policies = (side.policies.get(key) ?? []).flatMap((located) => read(deciding(located), unclear));
  const name = key.slice(key.lastIndexOf(" ") + 1);
  const labels = declared && namespaceLabels(declared);
  return {
    labels: labels ?? (foreign ? { "kubernetes.io/metadata.name": name } : undefined),
    declared: declared && deciding(declared),
    policies,
    unclear,
  };
}

interface Unread {
  readonly by: Deciding;
  readonly why: string;
}

function read(policy: Deciding, unclear: Unread[]): Policy[] {
  try {
    return [readPolicy(policy)];
  } catch (error) {
    if (!(error instanceof Unclear)) throw error;
    unclear.push({ by: policy, why: error.message });
    return [];
  }
}

function pathsOf(base: ReturnType<typeof sideOf>, head: ReturnType<typeof sideOf>): NetworkPath[] {
  const unread = [...base.unclear, ...head.unclear];
  // One that cannot be read may let anything through, or be what keeps it out.
  if (unread.length > 0)
    return unread.map(({ by, why }) => pathBy(by, "unclear", "ingress", `cannot be read: ${why}`));
  const [opened, closed] = [openedPaths(head, base), openedPaths(base, head)];
  if (opened === undefined || closed === undefined) {
    return [...head.policies, ...base.policies]
      .slice(0, 1)
      .map((policy) =>
        pathBy(policy, "unclear", "ingress", "its namespace's policies tell too many sorts of pods apart"),
      );
  }
  return [
    ...opened.map(({ by, direction, path }) => pathBy(by, "opened", direction, path)),
    ...closed.map(({ by, direction, path }) => pathBy(by, "closed", direction, path)),
  ];
}

function pathBy(
  by: Deciding,
  change: NetworkPath["change"],
  direction: Direction,
  path: string,
): NetworkPath {
  const { stack, called, object } = by;
  return { change, stack, object: called, whose: calledOwner(ownerOf(object)), direction, path };
}

/** A namespace that gets other labels is let through by other policies than before, though none of them differs. */
function relabelledPaths(base: DeclaredNetwork, head: DeclaredNetwork): NetworkPath[] {
  const relabelled = [...head.namespaces].flatMap(([key, now]) => {
    const then = base.namespaces.get(key);
    if (then === undefined || then.written.text === now.written.text) return [];
    const [before, after] = [namespaceLabels(then), namespaceLabels(now)];
    return isDeepStrictEqual(before, after)
      ? []
      : [{ name: now.namespace, before, after, cluster: clusterIn(key) }];
  });
  if (relabelled.length === 0) return [];
  return [...head.policies].flatMap(([key, located]) => {
    const near = relabelled.filter(
      ({ cluster, name }) => cluster === clusterIn(key) && !key.endsWith(` ${name}`),
    );
    if (near.length === 0) return [];
    return located.flatMap((each) =>
      read(deciding(each), []).flatMap((policy) => near.flatMap((of) => selected(policy, of))),
    );
  });
}

function clusterIn(key: string): string {
  return key.slice(0, key.lastIndexOf(" "));
}

function selected(
  policy: Policy,
  { name, before, after }: { readonly name: string; readonly before: Labels; readonly after: Labels },
): NetworkPath[] {
  return directions.flatMap((direction) =>
    (policy[direction] ?? []).flatMap((passage): NetworkPath[] => {
      const { peer } = passage;
      if (peer.is !== "pods" || peer.namespaces === undefined) return [];
      const [was, is] = [selects(peer.namespaces, before), selects(peer.namespaces, after)];
      if (was === is) return [];
      const ports = portClasses(passage.ports).filter((of) =>
        passage.ports.some((each) => takesIn(each, of)),
      );
      const path = calledGain(direction, { passage, ports, addresses: [], allAddresses: false, pods: "all" });
      const why = `${path}, which namespace ${name} ${is ? "now is" : "no longer is"} by its labels`;
      return [pathBy(policy, is ? "opened" : "closed", direction, why)];
    }),
  );
}
