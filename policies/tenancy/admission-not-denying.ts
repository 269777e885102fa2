import { tenantLabel } from "../../constructs/identity.ts";
import { allOf, called, inObject } from "../objects/kinds.ts";
import { tenantNamespaces } from "../objects/namespaces.ts";
import { selects } from "../objects/selectors.ts";
import { notApplicable, type Rule, type RuleFinding } from "../rule.ts";

/** The policies that the site has the API server hold for tenants. */
export const tenantPolicies = [
  "busbar-tenant-pods",
  "busbar-tenant-pod-updates",
  "busbar-tenant-jobs",
  "busbar-tenant-services",
  "busbar-tenant-volume-claims",
  "busbar-tenant-site-objects",
] as const;

export const admissionNotDenying: Rule = {
  id: "tenancy/admission-not-denying",
  title: "An admission policy of tenants that does not hold",
  what: "Where tenants have namespaces, each of the site's admission policies for tenants is there, fails closed, and is bound to every tenant's namespace with Deny.",
  why: "What quotas and roles cannot say is held by these policies alone: own nodes, own priorities, no ports on the site's network. One that is missing, only warns, or is ignored when it fails lets everything through without a sign.",
  fix: "Deploy the platform's admission stack as it is declared: failurePolicy Fail, validationActions Deny, for every namespace with the tenant's label.",
  level: "hard",
  check: (subject) => {
    const namespaces = [...tenantNamespaces(subject).values()];
    const [first] = namespaces;
    if (first === undefined) return notApplicable;
    const policies = allOf(subject, "ValidatingAdmissionPolicy");
    const bindings = allOf(subject, "ValidatingAdmissionPolicyBinding");
    return tenantPolicies.flatMap((name): RuleFinding[] => {
      const own = policies.filter(({ object }) => object.metadata.name === name);
      const bound = bindings.filter(({ object }) => object.spec?.policyName === name);
      if (own.length === 0 || bound.length === 0) {
        const missing = own.length === 0 ? "is not declared" : "is bound to nothing";
        return [
          {
            place: inObject(first.judged, "metadata.name"),
            message: `admission policy "${name}" ${missing}`,
          },
        ];
      }
      return [
        ...own
          .filter(({ object }) => object.spec?.failurePolicy === "Ignore")
          .map(({ judged }) => ({
            place: inObject(judged, "spec.failurePolicy"),
            message: `${called(judged)} is ignored where it cannot be evaluated`,
          })),
        ...bound
          .filter(({ object }) => !(object.spec?.validationActions ?? []).includes("Deny"))
          .map(({ judged, object }) => ({
            place: inObject(judged, "spec.validationActions"),
            message: `${called(judged)} does ${(object.spec?.validationActions ?? []).join(" and ") || "nothing"}, and does not deny`,
          })),
        ...bound.flatMap(({ judged, object }) => {
          const selector = object.spec?.matchResources?.namespaceSelector ?? {};
          const left = namespaces.filter(
            ({ labels, tenant }) => !selects(selector, { ...labels, [tenantLabel]: tenant }),
          );
          if (left.length === 0) return [];
          const message = `${called(judged)} does not select ${left.map((namespace) => `namespace "${namespace.name}"`).join(", ")}`;
          return [{ place: inObject(judged, "spec.matchResources.namespaceSelector"), message }];
        }),
      ];
    });
  },
};
