import { allOf, inObject } from "../objects/kinds.ts";
import { byNamespace, tenantNamespaces } from "../objects/namespaces.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const limitRangeMissing: Rule = {
  id: "tenancy/limit-range-missing",
  title: "A tenant's namespace without default requests",
  what: "Each namespace of a tenant has a LimitRange that gives containers a default request for cpu and memory.",
  why: "A quota refuses every pod that states no requests, so without defaults the first thing a tenant sees of its racks is a refusal; where there is no quota, such pods run at nobody's expense.",
  fix: "Declare a LimitRange of type Container with defaultRequest for cpu and memory.",
  level: "advisory",
  check: (subject) => {
    const namespaces = tenantNamespaces(subject);
    if (namespaces.size === 0) return notApplicable;
    const ranges = byNamespace(allOf(subject, "LimitRange"));
    return [...namespaces.values()].flatMap(({ name, tenant, judged }) => {
      const given = new Set(
        (ranges.get(name) ?? [])
          .flatMap(({ object }) => object.spec?.limits ?? [])
          .filter(({ type }) => type === "Container")
          // A default limit is a default request too.
          .flatMap(({ defaultRequest = {}, default: limit = {} }) => [
            ...Object.keys(defaultRequest),
            ...Object.keys(limit),
          ]),
      );
      const missing = ["cpu", "memory"].filter((resource) => !given.has(resource));
      if (missing.length === 0) return [];
      const message = `namespace "${name}" of tenant "${tenant}" gives containers no default request for ${missing.join(" and ")}`;
      return [{ place: inObject(judged, "metadata.name"), message }];
    });
  },
};
