import { changeOf, isChanged, paired } from "../changed.ts";
import { daysAhead } from "../days-ahead.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { CapacityChanges } from "../review.ts";
import { phaseChanges } from "./phase-changes.ts";
import { tenantChange } from "./tenant-change.ts";

type Plan = SitePlanDocument | undefined;
type ZoneChange = CapacityChanges["zones"][number];

/** What changes for who leases the site's halls, and for who converts them. */
export function capacityChanges(base: Plan, head: Plan): CapacityChanges {
  const tenants = paired(base?.tenants, head?.tenants, ({ name }) => name);
  const changed = tenants.flatMap((pair) => tenantChange(pair) ?? []);
  const zones = zoneChanges(base, head);
  const differing = zones.filter((zone) => !isUnchanged(zone));
  return {
    tenants: changed,
    zones: differing,
    phases: phaseChanges(base, head),
    unchanged: { tenants: tenants.length - changed.length, zones: zones.length - differing.length },
  };
}

function zoneChanges(base: Plan, head: Plan): readonly ZoneChange[] {
  const [before, after] = [mostRacks(base), mostRacks(head)];
  return paired(base?.zones, head?.zones, ({ name }) => name).map(({ name, before: old, after: now }) => ({
    zone: name,
    racks: changeOf(old && (before.get(name) ?? old.racks), now && (after.get(name) ?? now.racks)),
    positions: changeOf(old?.positions, now?.positions),
    aiCapacityKilowatts: changeOf(old?.aiCapacityKilowatts, now?.aiCapacityKilowatts),
  }));
}

function isUnchanged({ racks, positions, aiCapacityKilowatts }: ZoneChange): boolean {
  return ![racks, positions, aiCapacityKilowatts].some(isChanged);
}

/** The most racks that a zone has on any day ahead. */
function mostRacks(plan: Plan): ReadonlyMap<string, number> {
  const most = new Map<string, number>();
  for (const { zones } of daysAhead(plan)) {
    for (const { name, racks } of zones) most.set(name, Math.max(racks, most.get(name) ?? 0));
  }
  return most;
}
