import type { PlannedChange, Subject } from "../rule.ts";
import { calledObject, fateOf, objectOf, type PlannedObject, tenantOf } from "./change.ts";
import { leasesOf } from "./lease.ts";
import { createdElsewhere } from "./renamed.ts";

/** An object of a tenant that a plan deletes while the tenant's lease runs. */
export interface DeletedWhileLeased {
  readonly change: PlannedChange;
  readonly object: PlannedObject;
  readonly tenant: string;
  readonly message: string;
  /** The address at which the same plan creates it anew. */
  readonly renamedTo: string | undefined;
}

/** What a plan deletes of tenants whose leases run. */
export function deletedWhileLeased(
  subject: Subject,
  changes: readonly PlannedChange[],
): DeletedWhileLeased[] {
  const leaseOf = leasesOf(subject);
  const renamedTo = createdElsewhere(changes);
  return changes.flatMap((change) => {
    const object = objectOf(change);
    const tenant = tenantOf(object);
    if (object === undefined || tenant === undefined || fateOf(change) !== "deleted") return [];
    const { runs, because } = leaseOf(tenant);
    if (!runs) return [];
    const message = `${calledObject(object, change)} of tenant "${tenant}" is deleted, and ${because}`;
    return [{ change, object, tenant, message, renamedTo: renamedTo(change) }];
  });
}
