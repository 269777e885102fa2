import { inPlan } from "../plan/change.ts";
import { deletedWhileLeased } from "../plan/deleted.ts";
import { leasedKinds } from "../plan/lease.ts";
import { notApplicable, type Rule } from "../rule.ts";

export const tenantObjectRemoved: Rule = {
  id: "delivery/tenant-object-removed",
  title: "A plan that takes something from a tenant",
  what: "While a tenant's lease runs, a plan deletes none of its roles, quotas, policies and accounts.",
  why: "It may be right, such as when a group loses its access. It also is what a slip in the tenant's document looks like: people are locked out, or a limit is gone.",
  fix: "Compare with the change of the tenant's document; suppress this with the reason where it is meant.",
  level: "advisory",
  check: (subject) => {
    const { changes } = subject;
    if (changes === undefined) return notApplicable;
    return deletedWhileLeased(subject, changes)
      .filter(({ object, renamedTo }) => !leasedKinds.includes(object.kind) && renamedTo === undefined)
      .map(({ change, message }) => ({ place: inPlan(change), message }));
  },
};
