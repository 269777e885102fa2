import { called, inObject } from "../objects/kinds.ts";
import { rolesOf } from "../objects/roles.ts";
import { notApplicable, type Rule } from "../rule.ts";

const fields = ["verbs", "resources", "apiGroups", "nonResourceURLs"] as const;

export const wildcardRbac: Rule = {
  id: "tenancy/wildcard-rbac",
  title: "A role with wildcards",
  what: 'No role that the site declares, or that is in a namespace of a tenant or of mining or bound there, grants "*".',
  why: 'Nobody can review "*": it grants what exists today and what any extension adds tomorrow, such as escalating the role itself.',
  fix: "Name the API groups, the resources and the verbs that the work needs.",
  level: "soft",
  check: (subject) => {
    // A role that is bound for several tenants is told of once.
    const roles = [...new Map(rolesOf(subject).map((role) => [role.judged, role])).values()];
    if (roles.length === 0) return notApplicable;
    return roles.flatMap(({ judged, rules }) =>
      rules.flatMap((rule, index) => {
        const wild = fields.filter((field) => (rule[field] ?? []).includes("*"));
        const [first] = wild;
        if (first === undefined) return [];
        const message = `${called(judged)} grants "*" as ${wild.join(" and ")}`;
        return [{ place: inObject(judged, `rules[${index}].${first}`), message }];
      }),
    );
  },
};
