import { changeOf, isChanged, type Pair } from "../changed.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { CapacityChanges } from "../review.ts";
import { movedRacks } from "./moved-racks.ts";
import { tenantNotes } from "./tenant-notes.ts";

export type TenantPlan = SitePlanDocument["tenants"][number];
export type Allocation = TenantPlan["allocations"][number];

type TenantChange = CapacityChanges["tenants"][number];

/** What changes of a tenant's lease and racks; undefined where nothing does. */
export function tenantChange({ name, before, after }: Pair<TenantPlan>): TenantChange | undefined {
  const title = (after ?? before)?.title;
  const change = {
    offering: changeOf(before?.offering, after?.offering),
    racks: changeOf(before && mostRacks(before), after && mostRacks(after)),
    criticalKilowatts: changeOf(before && mostCritical(before), after && mostCritical(after)),
    zones: changeOf(before && zonesOf(before), after && zonesOf(after)),
    from: changeOf(before?.from, after?.from),
    to: changeOf(before?.to, after?.to),
  };
  const moved = movedRacks(before?.allocations ?? [], after?.allocations ?? []);
  const notes = before === undefined || after === undefined ? [] : tenantNotes(before, after);
  if (moved === 0 && notes.length === 0 && !Object.values(change).some(isChanged)) return undefined;
  const what = before === undefined ? "added" : after === undefined ? "removed" : "changed";
  return {
    tenant: name,
    ...(title !== undefined && { title }),
    what,
    ...change,
    movedRacks: moved,
    notes,
  };
}

function zonesOf({ allocations }: TenantPlan): readonly string[] {
  return [...new Set(allocations.map(({ zone }) => zone))].sort();
}

function mostRacks({ allocations }: TenantPlan): number {
  return mostAtOnce(allocations, ({ racks }) => racks);
}

function mostCritical({ allocations }: TenantPlan): number {
  // Sums of decimal fractions: to a thousandth, as they are written.
  return Math.round(mostAtOnce(allocations, ({ criticalKilowatts }) => criticalKilowatts) * 1000) / 1000;
}

/** The most that allocations add up to on a day: it begins on the first day of one of them. */
function mostAtOnce(allocations: readonly Allocation[], of: (allocation: Allocation) => number): number {
  const on = (day: string) =>
    allocations
      .filter(({ from, to }) => from <= day && day <= to)
      .reduce((total, allocation) => total + of(allocation), 0);
  return Math.max(0, ...[...new Set(allocations.map(({ from }) => from))].map(on));
}
