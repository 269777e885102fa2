import type { ClusterRoleBinding } from "../../constructs/kubernetes/index.ts";
import type { JudgedObject, Subject } from "../rule.ts";
import { allOf } from "./kinds.ts";
import { namespacesOf } from "./namespaces.ts";

type RoleRef = ClusterRoleBinding["roleRef"];
export type BoundSubject = NonNullable<ClusterRoleBinding["subjects"]>[number];

export interface JudgedBinding {
  readonly judged: JudgedObject;
  readonly roleRef: RoleRef;
  readonly subjects: readonly BoundSubject[];
  /** The tenant in whose namespace it is. */
  readonly tenant: string | undefined;
  /** Whether anybody is bound but the service accounts of other programs, such as those of a monitoring that reads every namespace. */
  readonly bindsTenant: boolean;
}

/** Every binding of a role, in a namespace or of the cluster. */
export function bindingsOf(subject: Subject): JudgedBinding[] {
  const tenants = new Map(namespacesOf(subject).map(({ name, tenant }) => [name, tenant]));
  const isTenants = (bound: BoundSubject) => {
    const namespace = accountsNamespace(bound);
    return namespace === undefined || tenants.get(namespace) !== undefined;
  };
  return [...allOf(subject, "RoleBinding"), ...allOf(subject, "ClusterRoleBinding")].map(
    ({ judged, object }) => ({
      judged,
      roleRef: object.roleRef,
      subjects: object.subjects ?? [],
      tenant: tenants.get(judged.object.metadata.namespace ?? ""),
      bindsTenant: (object.subjects ?? []).some(isTenants),
    }),
  );
}

/** The namespace whose service accounts are bound, one or all of them, by whichever of their names; undefined for anybody else. */
export function accountsNamespace({ kind, name, namespace }: BoundSubject): string | undefined {
  if (kind === "ServiceAccount") return namespace ?? "";
  const named = kind === "Group" ? /^system:serviceaccounts:(.+)$/ : /^system:serviceaccount:([^:]+):/;
  return named.exec(name)?.[1];
}

/** How somebody who is bound is called: `Group "ops"`, `ServiceAccount "team-a/runner"`. */
export function calledSubject({ kind, name, namespace }: BoundSubject): string {
  return `${kind} "${namespace === undefined ? name : `${namespace}/${name}`}"`;
}
