import { called, inObject } from "../objects/kinds.ts";
import { type RoleRule, rolesOf } from "../objects/roles.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** What a tenant is held by. Whoever may write these holds itself. */
const holding: Readonly<Record<string, readonly string[]>> = {
  "": [
    "limitranges",
    "namespaces",
    "nodes",
    "nodes/proxy",
    "persistentvolumes",
    "resourcequotas",
    "serviceaccounts/token",
  ],
  "networking.k8s.io": ["networkpolicies"],
  "rbac.authorization.k8s.io": ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
  "admissionregistration.k8s.io": ["validatingadmissionpolicies", "validatingadmissionpolicybindings"],
  "kueue.x-k8s.io": ["clusterqueues", "cohorts", "localqueues", "resourceflavors"],
};

const writing = new Set([
  "*",
  "bind",
  "create",
  "delete",
  "deletecollection",
  "escalate",
  "impersonate",
  "patch",
  "update",
]);

export const tenantRights: Rule = {
  id: "tenancy/tenant-rights",
  title: "A tenant that may change what holds it",
  what: "No role in a tenant's namespace may write quotas, limits, network policies, roles, queues or admission policies, or act as somebody else.",
  why: "Whoever may write a quota or a network policy has none. Whoever may write resourcequotas also passes, in the site's admission policies, for the site itself.",
  fix: "Take the right from the role; what a tenant wants changed goes through its document.",
  level: "hard",
  check: (subject) => {
    const roles = rolesOf(subject).filter(({ tenant }) => tenant !== undefined);
    if (roles.length === 0) return notApplicable;
    return roles.flatMap(({ judged, rules, tenant }) =>
      rules.flatMap((rule, index) => {
        const rights = rightsOver(rule);
        if (rights === undefined) return [];
        const message = `${called(judged)} lets tenant "${tenant}" ${rights}`;
        return [{ place: inObject(judged, `rules[${index}]`), message }];
      }),
    );
  },
};

function rightsOver({ verbs, apiGroups = [], resources = [] }: RoleRule): string | undefined {
  if (verbs.includes("impersonate")) return `impersonate ${resources.join(", ")}`;
  const written = verbs.filter((verb) => writing.has(verb));
  const over = Object.entries(holding)
    .filter(([group]) => apiGroups.includes(group) || apiGroups.includes("*"))
    .flatMap(([, held]) => held.filter((name) => resources.includes(name) || resources.includes("*")));
  return written.length === 0 || over.length === 0 ? undefined : `${written.join(", ")} ${over.join(", ")}`;
}
