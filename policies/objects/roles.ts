import { siteLabel } from "../../constructs/identity.ts";
import type { ClusterRole, Role } from "../../constructs/kubernetes/index.ts";
import type { JudgedObject, Subject } from "../rule.ts";
import { bindingsOf } from "./bindings.ts";
import { allOf, type Judged, labelsOf } from "./kinds.ts";
import { namespacesOf } from "./namespaces.ts";
import { selects } from "./selectors.ts";

export type RoleRule = NonNullable<Role["rules"]>[number];

export interface JudgedRole {
  readonly judged: JudgedObject;
  readonly rules: readonly RoleRule[];
  /** The tenant in whose namespace it is, or, of the whole cluster, is bound to anybody of the tenant's. One that is bound for several is there for each. */
  readonly tenant: string | undefined;
}

/**
 * The roles that are the site's to answer for: those it declares, and whatever is in the namespaces of tenants and mining
 * or gives rights there.
 */
export function rolesOf(subject: Subject): JudgedRole[] {
  const namespaces = new Map(namespacesOf(subject).map((namespace) => [namespace.name, namespace]));
  const roles = allOf(subject, "Role").flatMap(({ judged, object }): JudgedRole[] => {
    const owned = namespaces.get(judged.object.metadata.namespace ?? "");
    const answered = isOfSite(judged) || owned?.tenant !== undefined || owned?.zone !== undefined;
    return answered ? [{ judged, rules: object.rules ?? [], tenant: owned?.tenant }] : [];
  });
  const boundIn = new Map<string, Set<string | undefined>>();
  for (const { judged, roleRef, tenant, bindsTenant } of bindingsOf(subject)) {
    const owned = namespaces.get(judged.object.metadata.namespace ?? "");
    if (roleRef.kind !== "ClusterRole" || (owned?.tenant ?? owned?.zone) === undefined) continue;
    boundIn.set(roleRef.name, (boundIn.get(roleRef.name) ?? new Set()).add(bindsTenant ? tenant : undefined));
  }
  const rulesOf = clusterRoleRules(subject);
  const clusterRoles = allOf(subject, "ClusterRole").flatMap((role): JudgedRole[] => {
    const tenants = [
      ...(boundIn.get(role.judged.object.metadata.name) ?? (isOfSite(role.judged) ? [undefined] : [])),
    ];
    return tenants.map((tenant) => ({ judged: role.judged, rules: rulesOf(role), tenant }));
  });
  return [...roles, ...clusterRoles];
}

/** What a role of the cluster grants: its own rules, and those of the roles that it gathers by their labels, and these by theirs. */
export function clusterRoleRules(subject: Subject): (role: Judged<ClusterRole>) => readonly RoleRule[] {
  const all = allOf(subject, "ClusterRole");
  const gatheredBy = ({ object: { aggregationRule } }: Judged<ClusterRole>) =>
    all.filter(({ judged }) =>
      (aggregationRule?.clusterRoleSelectors ?? []).some((selector) =>
        selects(selector, labelsOf(judged.object)),
      ),
    );
  return (role) => {
    // A set hands out what is added to it on the way, so each role is asked once, also where two gather each other.
    const roles = new Set([role]);
    for (const each of roles)
      for (const gathered of gatheredBy(each)) if (gathered.judged !== role.judged) roles.add(gathered);
    // What is live has been gathered already.
    const rules = new Map<string, RoleRule>();
    for (const { object } of roles)
      for (const rule of object.rules ?? []) rules.set(JSON.stringify(rule), rule);
    return [...rules.values()];
  };
}

function isOfSite({ object }: JudgedObject): boolean {
  return labelsOf(object)[siteLabel] !== undefined;
}
