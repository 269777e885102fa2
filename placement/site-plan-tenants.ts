import { type Day, includes } from "../site/day.ts";
import type { TenantDocument } from "../site/schema/tenant-document.ts";
import type { Site } from "../site/site.ts";
import type { Allocation } from "./lock.ts";
import type { Placement } from "./place.ts";
import { tenantPlan } from "./site-plan.ts";

/**
 * Every tenant that was placed, whether or not it has racks on the day: `racks`, `critical` and `zones` are of the day, its
 * identifiers and allocations of all days. A review of a lease that is still to begin has to see whom it is for.
 */
export function tenantRecords(site: Site, placement: Placement, on: Day) {
  const documents = new Map(site.tenants.map((tenant) => [tenant.name, tenant]));
  return placement.tenants.flatMap(({ tenant: name, allocations, networks, options = [] }) => {
    const tenant = documents.get(name);
    if (tenant === undefined) return [];
    const current = allocations.filter((allocation) => includes(allocation, on));
    return [
      {
        ...tenantPlan({ tenant, allocations: current, networks }),
        ...terms(tenant),
        allocations: allocations.map(allocationRecord),
        options: options.length > 0 ? options.map(allocationRecord) : undefined,
      },
    ];
  });
}

/** What the lease says beside its days. */
function terms({ lease, demand, flexible, namespaces }: TenantDocument) {
  return {
    redundancy: [...new Set(demand.map(({ redundancy }) => redundancy))].sort().join(" and "),
    uptime: lease.uptime?.value,
    firmness: flexible === undefined ? "firm" : `${flexible.share.value} flexible`,
    price: lease.price?.value,
    namespaces: namespaces.map(({ name }) => name),
  };
}

function allocationRecord(allocation: Allocation) {
  const { demand, zone, rackType, racks, positions, critical, from, to, fabric } = allocation;
  return { demand, zone, rackType, racks, positions, critical, from, to, fabric };
}
