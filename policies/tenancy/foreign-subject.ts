import {
  accountsNamespace,
  type BoundSubject,
  bindingsOf,
  calledSubject,
  type JudgedBinding,
} from "../objects/bindings.ts";
import { called, inObject } from "../objects/kinds.ts";
import { namespacesOf } from "../objects/namespaces.ts";
import { notApplicable, type Rule, type Subject } from "../rule.ts";

const everybody = [
  "system:authenticated",
  "system:unauthenticated",
  "system:serviceaccounts",
  "system:anonymous",
];

/** What Kubernetes itself lets everybody do: find out what the cluster serves, and who they are. */
const forEverybody = [
  "system:basic-user",
  "system:discovery",
  "system:public-info-viewer",
  "system:service-account-issuer-discovery",
];

export const foreignSubject: Rule = {
  id: "tenancy/foreign-subject",
  title: "Somebody with rights in a tenant's namespace who is not the tenant's",
  what: "A role in a tenant's namespace is bound only to the groups that the tenant's document names and to the tenant's own service accounts; and no group or account of a tenant, and nobody for merely being signed in, has rights in the site's other namespaces or in the whole cluster.",
  why: "A binding outlives the ticket that asked for it. One for another tenant's group opens the namespace to a competitor, one for everybody who is signed in opens it to all of them; and a right in the whole cluster reaches past every namespace.",
  fix: "Name the group in the document of the tenant whose it is, and remove the binding.",
  level: "hard",
  check: (subject) => {
    const bindings = bindingsOf(subject);
    if (bindings.length === 0) return notApplicable;
    const whose = tenantOfGroup(subject);
    const namespaces = new Map(namespacesOf(subject).map((namespace) => [namespace.name, namespace]));
    const problem = (binding: JudgedBinding, bound: BoundSubject): string | undefined => {
      const { namespace } = binding.judged.object.metadata;
      const at = accountsNamespace(bound);
      const accounts = at === undefined ? undefined : namespaces.get(at);
      if (binding.tenant === undefined) {
        const tenant =
          bound.kind === "Group" ? (whose.get(bound.name) ?? accounts?.tenant) : accounts?.tenant;
        const where = namespace === undefined ? "in the whole cluster" : `in namespace "${namespace}"`;
        if (tenant !== undefined) return `has rights ${where}, but is tenant "${tenant}"'s`;
        // What is in namespaces that are not the site's is the cluster's own, such as what nodes read before they join.
        const isOpen =
          namespace === undefined ? forEverybody.includes(binding.roleRef.name) : !namespaces.has(namespace);
        return everybody.includes(bound.name) && !isOpen
          ? `is everybody, and has rights ${where}`
          : undefined;
      }
      if (at !== undefined) {
        if (accounts?.tenant === binding.tenant) return undefined;
        if (accounts?.tenant !== undefined) return `is of namespace "${at}", which is another tenant's`;
        return accounts?.zone === undefined ? undefined : `is of namespace "${at}", which is a mining zone's`;
      }
      if (everybody.includes(bound.name)) return `is everybody, in a namespace of tenant "${binding.tenant}"`;
      if (bound.kind === "Group" && whose.get(bound.name) === binding.tenant) return undefined;
      return `is none of the groups in the document of tenant "${binding.tenant}"`;
    };
    return bindings.flatMap((binding) =>
      binding.subjects.flatMap((bound, index) => {
        const found = problem(binding, bound);
        if (found === undefined) return [];
        const place = inObject(binding.judged, `subjects[${index}]`);
        return [{ place, message: `${called(binding.judged)}: ${calledSubject(bound)} ${found}` }];
      }),
    );
  },
};

function tenantOfGroup({ site }: Subject): ReadonlyMap<string, string> {
  return new Map(
    site.tenants.flatMap(({ name, groups }) =>
      [...groups.admins, ...groups.users, ...groups.viewers].map((group) => [group, name] as const),
    ),
  );
}
