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
}

/** Every binding of a role, in a namespace or of the cluster. */
export function bindingsOf(subject: Subject): JudgedBinding[] {
  const tenants = new Map(namespacesOf(subject).map(({ name, tenant }) => [name, tenant]));
  return [...allOf(subject, "RoleBinding"), ...allOf(subject, "ClusterRoleBinding")].map(
    ({ judged, object }) => ({
      judged,
      roleRef: object.roleRef,
      subjects: object.subjects ?? [],
      tenant: tenants.get(judged.object.metadata.namespace ?? ""),
    }),
  );
}

/** How somebody who is bound is called: `Group "ops"`, `ServiceAccount "team-a/runner"`. */
export function calledSubject({ kind, name, namespace }: BoundSubject): string {
  return `${kind} "${namespace === undefined ? name : `${namespace}/${name}`}"`;
}
