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
    const what = `${calledObject(object, change)} of tenant "${tenant}"`;
    const message =
      object.adopted === undefined
        ? `${what} is deleted, and ${because}`
        : `${what} are taken away, by which the site's rules hold in it, and ${because}; it stays itself, with all that is in it`;
    return [{ change, object, tenant, message, renamedTo: renamedTo(change) }];
  });
}
