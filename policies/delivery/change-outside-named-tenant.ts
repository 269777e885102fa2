import { z } from "zod";
import { calledObject, fateOf, inPlan, objectAfter, objectOf, tenantOf } from "../plan/change.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  tenant: z
    .string()
    .default("")
    .describe("The tenant that the change is about; empty where it is about more."),
});

export const changeOutsideNamedTenant: Rule<z.output<typeof parameters>> = {
  id: "delivery/change-outside-named-tenant",
  title: "A change beyond the tenant it is for",
  what: "Where a change is said to be about one tenant, plans create, change and delete only what is labelled as that tenant's.",
  why: "A tenant is a stack of its own so that a change for one touches no other. What a plan does besides was not asked for, and nobody who knows about it is among the reviewers.",
  fix: "Leave the rest to a change of its own, and find out where it comes from: a newer release, a change outside Terraform, or a name that two share.",
  level: "hard",
  parameters,
  check: ({ changes }, { tenant }) => {
    if (changes === undefined || tenant === "") return notApplicable;
    return changes.flatMap((change) => {
      const fate = fateOf(change);
      if (fate === "nothing" || fate === "read") return [];
      const object = objectOf(change);
      // An object that changes its owner is a change of both.
      const owners = [tenantOf(object), tenantOf(objectAfter(change) ?? object)];
      const foreign = owners.find((owner) => owner !== tenant);
      if (owners.every((owner) => owner === tenant)) return [];
      const whose = foreign === undefined ? "is no tenant's" : `is tenant "${foreign}"'s`;
      const becomes = fate === "unknown" ? `is to ${change.actions.join(" and ")}` : `is ${fate}`;
      const message = `${calledObject(object, change)} ${becomes} and ${whose}: this change is for tenant "${tenant}"`;
      return [{ place: inPlan(change), message }];
    });
  },
};
