import { tenantLabel } from "../../constructs/identity.ts";
import { inObject } from "../objects/kinds.ts";
import { tenantNamespaces } from "../objects/namespaces.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const namespaceWithoutTenantLabel: Rule = {
  id: "tenancy/namespace-without-tenant-label",
  title: "A tenant's namespace that is not labelled as its own",
  what: `Each namespace that a tenant's document names carries ${tenantLabel} of that tenant, and no other namespace carries one.`,
  why: "Admission policies, queues and network policies find a tenant's namespaces by this label. Without it none of them holds; with another tenant's name that tenant's pods reach in.",
  fix: `Label the namespace ${tenantLabel} with the tenant whose document names it, or name it in that document.`,
  level: "hard",
  check: (subject) => {
    const namespaces = tenantNamespaces(subject);
    if (namespaces.size === 0) return notApplicable;
    const written = new Map(
      subject.site.tenants.flatMap((tenant) =>
        tenant.namespaces.map(({ name }) => [name, tenant.name] as const),
      ),
    );
    return [...namespaces.values()].flatMap(({ name, labels, judged }) => {
      const [label, owner] = [labels[tenantLabel], written.get(name)];
      if (label === owner) return [];
      const found =
        label === undefined ? `does not carry ${tenantLabel}` : `is labelled as tenant "${label}"'s`;
      const wanted =
        owner === undefined
          ? "but no document of a tenant names it"
          : `and is tenant "${owner}"'s by its document`;
      const message = `namespace "${name}" ${found}, ${wanted}`;
      return [{ place: inObject(judged, `metadata.labels["${tenantLabel}"]`), message }];
    });
  },
};
