import { calledObject, fateOf, inPlan, objectOf, tenantOf } from "../plan/change.ts";
import { leasedKinds, leasesOf } from "../plan/lease.ts";
import { createdElsewhere } from "../plan/renamed.ts";
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
    const leaseOf = leasesOf(subject);
    const renamedTo = createdElsewhere(changes);
    return changes.flatMap((change) => {
      const object = objectOf(change);
      const tenant = tenantOf(object);
      if (object === undefined || tenant === undefined || fateOf(change) !== "deleted") return [];
      const { runs, because } = leaseOf(tenant);
      if (!runs || leasedKinds.includes(object.kind) || renamedTo(change) !== undefined) return [];
      const message = `${calledObject(object, change)} of tenant "${tenant}" is deleted, and ${because}`;
      return [{ place: inPlan(change), message }];
    });
  },
};
