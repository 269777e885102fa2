import { bindingsOf } from "../objects/bindings.ts";
import { allOf, called, inObject } from "../objects/kinds.ts";
import { type RoleRule, rolesOf } from "../objects/roles.ts";
import { notApplicable, type Rule, type RuleFinding, type Subject } from "../rule.ts";

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
  "kueue.x-k8s.io": ["clusterqueues", "cohorts", "localqueues", "resourceflavors", "workloads/status"],
  "k8s.cni.cncf.io": ["network-attachment-definitions"],
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
  what: "No role in a tenant's namespace, and none of the cluster that is bound there, may write quotas, limits, network policies and attachments, roles, queues, what they admitted, or admission policies, or act as somebody else.",
  why: "Whoever may write a quota or a network policy has none. Whoever may write resourcequotas also passes, in the site's admission policies, for the site itself.",
  fix: "Take the right from the role; what a tenant wants changed goes through its document.",
  level: "hard",
  check: (subject) => {
    const roles = rolesOf(subject).filter(({ tenant }) => tenant !== undefined);
    const unread = kubernetesRoles(subject);
    if (roles.length + unread.length === 0) return notApplicable;
    return [
      ...roles.flatMap(({ judged, rules, tenant }) =>
        rules.flatMap((rule, index) => {
          const rights = rightsOver(rule);
          if (rights === undefined) return [];
          const message = `${called(judged)} lets tenant "${tenant}" ${rights}`;
          return [{ place: inObject(judged, `rules[${index}]`), message }];
        }),
      ),
      ...unread,
    ];
  },
};

/** What Kubernetes' own roles let whoever is bound to them write: no site declares them, so their rules are read only where they are live. */
const own: Readonly<Record<string, string>> = {
  edit: "network policies and tokens of service accounts",
  admin: "network policies, tokens of service accounts and roles",
  "cluster-admin": "everything",
};

function kubernetesRoles(subject: Subject): RuleFinding[] {
  const read = new Set(allOf(subject, "ClusterRole").map(({ object }) => object.metadata.name));
  return bindingsOf(subject).flatMap(({ judged, roleRef, tenant, bindsTenant }) => {
    const written = own[roleRef.name];
    if (tenant === undefined || !bindsTenant || written === undefined) return [];
    if (roleRef.kind !== "ClusterRole" || read.has(roleRef.name)) return [];
    const message = `${called(judged)} binds ClusterRole "${roleRef.name}", which lets tenant "${tenant}" write ${written}`;
    return [{ place: inObject(judged, "roleRef"), message }];
  });
}

function rightsOver({ verbs, apiGroups = [], resources = [] }: RoleRule): string | undefined {
  if (verbs.includes("impersonate")) return `impersonate ${resources.join(", ")}`;
  const written = verbs.filter((verb) => writing.has(verb));
  const over = Object.entries(holding)
    .filter(([group]) => apiGroups.includes(group) || apiGroups.includes("*"))
    .flatMap(([, held]) => held.filter((name) => covers(resources, name)));
  return written.length === 0 || over.length === 0 ? undefined : `${written.join(", ")} ${over.join(", ")}`;
}

// A part of every resource is written with a star before it, as in: */status.
function covers(resources: readonly string[], name: string): boolean {
  const part = name.includes("/") ? `*/${name.slice(name.indexOf("/") + 1)}` : name;
  return [name, part, "*"].some((written) => resources.includes(written));
}
