import { siteLabel } from "../../constructs/identity.ts";
import type { Role } from "../../constructs/kubernetes/index.ts";
import type { JudgedObject, Subject } from "../rule.ts";
import { allOf, labelsOf } from "./kinds.ts";
import { namespacesOf } from "./namespaces.ts";

export type RoleRule = NonNullable<Role["rules"]>[number];

export interface JudgedRole {
  readonly judged: JudgedObject;
  readonly rules: readonly RoleRule[];
  /** The tenant in whose namespace it is. */
  readonly tenant: string | undefined;
}

/** The roles that are the site's to answer for: those it declares, and whatever is in the namespaces of tenants and mining. */
export function rolesOf(subject: Subject): JudgedRole[] {
  const namespaces = new Map(namespacesOf(subject).map((namespace) => [namespace.name, namespace]));
  return [...allOf(subject, "Role"), ...allOf(subject, "ClusterRole")].flatMap(({ judged, object }) => {
    const { namespace } = judged.object.metadata;
    const owned = namespace === undefined ? undefined : namespaces.get(namespace);
    const answered =
      labelsOf(judged.object)[siteLabel] !== undefined ||
      owned?.tenant !== undefined ||
      owned?.zone !== undefined;
    return answered ? [{ judged, rules: object.rules ?? [], tenant: owned?.tenant }] : [];
  });
}
