import type { NetworkPolicy } from "../../constructs/kubernetes/index.ts";
import type { JudgedObject, Subject } from "../rule.ts";
import { allOf } from "./kinds.ts";
import { namespacesOf, type OwnedNamespace } from "./namespaces.ts";

type Spec = NonNullable<NetworkPolicy["spec"]>;
export type Peer = NonNullable<NonNullable<Spec["egress"]>[number]["to"]>[number];

/** Whom a network policy lets a namespace's pods talk to, or be talked to by. */
export interface JudgedPeer {
  readonly judged: JudgedObject;
  readonly namespace: OwnedNamespace;
  readonly direction: "ingress" | "egress";
  readonly field: string;
  /** Undefined where a rule names nobody, which means everybody. */
  readonly peer: Peer | undefined;
}

/** The peers of every network policy in the namespaces of tenants and of mining zones. */
export function peersOf(subject: Subject): JudgedPeer[] {
  const namespaces = new Map(namespacesOf(subject).map((namespace) => [namespace.name, namespace]));
  return allOf(subject, "NetworkPolicy").flatMap(
    ({ judged, object: { metadata, spec = { podSelector: {} } } }) => {
      const namespace = namespaces.get(metadata.namespace);
      if (namespace === undefined || (namespace.tenant ?? namespace.zone) === undefined) return [];
      const peers = (direction: "ingress" | "egress", key: "from" | "to", rules: readonly RuleOf[] = []) =>
        rules.flatMap((rule, index): JudgedPeer[] => {
          const named = rule[key] ?? [];
          const field = `spec.${direction}[${index}]`;
          if (named.length === 0) return [{ judged, namespace, direction, field, peer: undefined }];
          return named.map((peer, at) => ({
            judged,
            namespace,
            direction,
            field: `${field}.${key}[${at}]`,
            peer,
          }));
        });
      return [...peers("ingress", "from", spec.ingress), ...peers("egress", "to", spec.egress)];
    },
  );
}

interface RuleOf {
  readonly from?: readonly Peer[] | undefined;
  readonly to?: readonly Peer[] | undefined;
}

/** `tenant "a"` or `mining zone "b"`. */
export function calledOwner({ tenant, zone }: OwnedNamespace): string {
  return tenant === undefined ? `mining zone "${zone}"` : `tenant "${tenant}"`;
}
