import { type BoundSubject, bindingsOf, calledSubject, type JudgedBinding } from "../objects/bindings.ts";
import { called, inObject } from "../objects/kinds.ts";
import { tenantNamespaces } from "../objects/namespaces.ts";
import { notApplicable, type Rule, type Subject } from "../rule.ts";

const everybody = [
  "system:authenticated",
  "system:unauthenticated",
  "system:serviceaccounts",
  "system:anonymous",
];

export const foreignSubject: Rule = {
  id: "tenancy/foreign-subject",
  title: "Somebody with rights in a tenant's namespace who is not the tenant's",
  what: "A role in a tenant's namespace is bound only to the groups that the tenant's document names and to the tenant's own service accounts; and no group of a tenant has rights in the whole cluster.",
  why: "A binding outlives the ticket that asked for it. One for another tenant's group opens the namespace to a competitor, one for everybody who is signed in opens it to all of them; and a right in the whole cluster reaches past every namespace.",
  fix: "Name the group in the document of the tenant whose it is, and remove the binding.",
  level: "hard",
  check: (subject) => {
    const bindings = bindingsOf(subject);
    if (bindings.length === 0) return notApplicable;
    const whose = tenantOfGroup(subject);
    const namespaces = tenantNamespaces(subject);
    const problem = (binding: JudgedBinding, bound: BoundSubject): string | undefined => {
      if (binding.tenant === undefined) {
        const cluster = binding.judged.object.metadata.namespace === undefined;
        const tenant =
          bound.kind === "Group" ? whose.get(bound.name) : namespaces.get(bound.namespace ?? "")?.tenant;
        return cluster && tenant !== undefined
          ? `has rights in the whole cluster, but is tenant "${tenant}"'s`
          : undefined;
      }
      if (bound.kind === "ServiceAccount") {
        const { namespace = "" } = bound;
        if (namespaces.get(namespace)?.tenant === binding.tenant) return undefined;
        return namespaces.has(namespace)
          ? `is of namespace "${namespace}", which is another tenant's`
          : undefined;
      }
      if (everybody.includes(bound.name)) return `is everybody, in a namespace of tenant "${binding.tenant}"`;
      if (bound.kind !== "Group" || whose.get(bound.name) === binding.tenant) return undefined;
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
