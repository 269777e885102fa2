import { isDeepStrictEqual } from "node:util";
import { groupBy } from "../../site/group-by.ts";
import { identityOf } from "../resources/address-book.ts";
import { calledObject } from "../resources/called.ts";
import type { Clusters } from "../resources/clusters.ts";
import { labelsIn } from "../resources/owner.ts";
import type { Result, WrittenObject } from "../result/result.ts";
import type { Labels } from "./label-universe.ts";
import type { Deciding } from "./policy.ts";

/** Where an object is: several stacks declare what is in one namespace, and clusters have namespaces of one name. */
interface Located {
  readonly stack: string;
  readonly namespace: string;
  readonly written: WrittenObject;
}

/** The namespace that the key of a policy or of a namespace is about, and which of both it is. */
export function namespaceIn(key: string): readonly [name: string | undefined, isNamespace: boolean] {
  const [, own] = /^v1\/Namespace\/\/(.*)$/.exec(key) ?? [];
  const [, policys] = /^networking\.k8s\.io\/[^/]+\/NetworkPolicy\/([^/]*)\//.exec(key) ?? [];
  return [own ?? policys, own !== undefined];
}

/** What a side declares of networks. Nothing is parsed before it is asked for. */
export interface DeclaredNetwork {
  /** Cluster and namespace of all policies. */
  readonly policies: ReadonlyMap<string, readonly Located[]>;
  /** The object of each namespace that is declared. */
  readonly namespaces: ReadonlyMap<string, Located>;
}

/** @param wanted Names of namespaces; all, where it is undefined. */
export function declaredNetwork(
  side: Result,
  clusters: Clusters,
  wanted: ReadonlySet<string> | undefined,
): DeclaredNetwork {
  const policies: Located[] = [];
  const namespaces: Located[] = [];
  for (const [stack, { objects }] of side.stacks) {
    for (const [key, written] of objects) {
      const [namespace, isNamespace] = namespaceIn(key);
      if (namespace === undefined || wanted?.has(namespace) === false) continue;
      (isNamespace ? namespaces : policies).push({ stack, namespace, written });
    }
  }
  const key = ({ stack, namespace }: Located) => `${clusters(side, stack)} ${namespace}`;
  return {
    policies: groupBy(policies, key),
    namespaces: new Map(namespaces.map((namespace) => [key(namespace), namespace])),
  };
}

/** An object as it decides who talks to whom. */
export function deciding({ stack, written }: Located): Deciding {
  const object = written.object();
  return { called: calledObject(identityOf(object)), stack, object };
}

/** The labels that selectors see: the API server adds the name. */
export function namespaceLabels({ namespace, written }: Located): Labels {
  return { ...labelsIn(written.object()), "kubernetes.io/metadata.name": namespace };
}

/** The namespaces of which a policy or a label differs. */
export function changedNamespaces(base: DeclaredNetwork, head: DeclaredNetwork): string[] {
  const texts = (network: DeclaredNetwork, key: string) =>
    (network.policies.get(key) ?? []).map(({ written }) => written.text).sort();
  const keys = new Set([
    ...base.policies.keys(),
    ...head.policies.keys(),
    ...base.namespaces.keys(),
    ...head.namespaces.keys(),
  ]);
  return [...keys].sort().filter((key) => {
    const [was, is] = [base.namespaces.get(key), head.namespaces.get(key)];
    if (!isDeepStrictEqual(texts(base, key), texts(head, key))) return true;
    return was?.written.text !== is?.written.text;
  });
}
