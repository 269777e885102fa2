import { nodeRackTypeKey } from "../../constructs/identity.ts";
import { includes, parseDay } from "../../site/day.ts";
import { inPlan, isFields, type PlannedObject } from "../plan/change.ts";
import { deletedWhileLeased } from "../plan/deleted.ts";
import { leasedKinds, recordIn } from "../plan/lease.ts";
import { adoptedElsewhere, forgetFirst, moveInstead } from "../plan/renamed.ts";
import { notApplicable, type Rule, type Subject } from "../rule.ts";

export const destroyOfRunningLease: Rule = {
  id: "delivery/destroy-of-running-lease",
  title: "A plan that destroys what is leased",
  what: "While a tenant's lease runs, no plan deletes its namespaces, its queues and flavors, or the records of its racks and networks.",
  why: "Deleting a namespace deletes all that runs and is kept in it, and a queue ends the work that it admitted. A tenant's file that was removed or renamed is enough for Terraform to plan it, in one line among many.",
  fix: "Restore the tenant's document, or end its lease there first; nobody applies this plan by accident.",
  level: "hard",
  check: (subject) => {
    const { changes } = subject;
    if (changes === undefined) return notApplicable;
    const adoptedBy = adoptedElsewhere(changes);
    return deletedWhileLeased(subject, changes)
      .filter(({ object, tenant }) => leasedKinds.includes(object.kind) && !hasEnded(subject, tenant, object))
      .map(({ change, message, renamedTo }) => {
        const to = adoptedBy(change);
        return {
          place: inPlan(change),
          message,
          ...(renamedTo !== undefined && { fix: moveInstead(change, renamedTo) }),
          ...(to !== undefined && { fix: forgetFirst(change, to) }),
        };
      });
  },
};

/** What belongs to a part of the lease that has ended, or has no racks any more, though the rest goes on. */
function hasEnded({ site, lock }: Subject, tenant: string, object: PlannedObject): boolean {
  const on = site.document.effectiveDate;
  const period = recordIn(object)?.["period"];
  if (isFields(period) && typeof period["to"] === "string") {
    const to = parseDay(period["to"]);
    return to !== undefined && to < on;
  }
  if (object.kind !== "ResourceFlavor") return false;
  const spec = isFields(object.fields["spec"]) ? object.fields["spec"] : {};
  const rackType = isFields(spec["nodeLabels"]) ? spec["nodeLabels"][nodeRackTypeKey] : undefined;
  const allocations = lock.tenants.find((locked) => locked.tenant === tenant)?.allocations ?? [];
  return (
    allocations.length > 0 &&
    !allocations.some((allocation) => allocation.rackType === rackType && includes(allocation, on))
  );
}
