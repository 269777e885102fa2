import { isDeepStrictEqual } from "node:util";
import type { Lock } from "../placement/lock.ts";
import type { Site } from "../site/site.ts";

/** A site as it is, or as it would be. */
export interface TenantsBy {
  readonly site: Site;
  readonly lock: Lock;
  /** What is deployed for a tenant, as a text that differs where it does. */
  deployed(tenant: string): string;
}

/** A tenant whom a change concerns, and how. */
export interface TouchedTenant {
  readonly tenant: string;
  readonly how: readonly string[];
}

/**
 * The tenants that a change moves, or whose running lease it touches: those who have to agree to it.
 *
 * A lease runs from its first day to its last, on the day that the site is synthesized for. What a lease that has not begun
 * says may change; where its racks stand may not, since that was promised.
 */
export function touchedTenants(before: TenantsBy, after: TenantsBy): readonly TouchedTenant[] {
  return before.site.tenants.flatMap(({ name, lease }) => {
    const today = before.site.document.effectiveDate;
    const isRunning = lease.from <= today && today <= lease.to;
    const [old, now] = [before, after].map(({ lock }) => lock.tenants.find(({ tenant }) => tenant === name));
    const [said, says] = [before, after].map(({ site }) => site.tenants.find((one) => one.name === name));
    const how = [
      ...(isDeepStrictEqual(old?.allocations, now?.allocations) ? [] : ["its racks move or change"]),
      ...(isDeepStrictEqual(old?.options, now?.options) ? [] : ["the racks kept for its options change"]),
      ...(isDeepStrictEqual(old?.networks, now?.networks) ? [] : ["its network identifiers change"]),
      ...(isRunning && !isDeepStrictEqual(said, says) ? ["what its running lease says changes"] : []),
      ...(isRunning && before.deployed(name) !== after.deployed(name)
        ? ["what is deployed for its running lease changes"]
        : []),
    ];
    return how.length === 0 ? [] : [{ tenant: name, how }];
  });
}
