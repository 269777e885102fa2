import { allOf, inObject } from "../objects/kinds.ts";
import { leasedBy } from "../objects/leased.ts";
import { byNamespace, tenantNamespaces } from "../objects/namespaces.ts";
import { notApplicable, type Rule } from "../rule.ts";

/** What opens ports on the site's network, and how many pods share what all share. */
const always = ["pods", "services.loadbalancers", "services.nodeports"];

export const quotaMissing: Rule = {
  id: "tenancy/quota-missing",
  title: "A tenant's namespace without a quota",
  what: "Each namespace of a tenant has quotas for cores, memory, the accelerators that the tenant leases, pods, and services that open ports.",
  why: "Without a quota a tenant's controllers may ask for more than was leased, and fill the API server and the address ranges that all tenants share.",
  fix: "Declare a ResourceQuota with the named resources under spec.hard.",
  level: "soft",
  check: (subject) => {
    const namespaces = tenantNamespaces(subject);
    if (namespaces.size === 0) return notApplicable;
    const quotas = byNamespace(allOf(subject, "ResourceQuota"));
    return [...namespaces.values()].flatMap(({ name, tenant, judged }) => {
      const limited = new Set(
        (quotas.get(name) ?? []).flatMap(({ object }) => Object.keys(object.spec?.hard ?? {})),
      );
      const wanted = [
        ...[...leasedBy(subject, tenant).keys()].map((resource) => `requests.${resource}`),
        ...always,
      ];
      const missing = wanted.filter(
        (key) => !limited.has(key) && !limited.has(key.replace(/^requests\.(cpu|memory)$/, "$1")),
      );
      if (missing.length === 0) return [];
      const message = `namespace "${name}" of tenant "${tenant}" has no quota for ${missing.join(", ")}`;
      return [{ place: inObject(judged, "metadata.name"), message }];
    });
  },
};
