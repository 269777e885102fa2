import type { Day } from "../site/day.ts";
import { includes } from "../site/day.ts";
import type { ZoneLease } from "../site/economics/ai-side.ts";
import { acceleratorsPerKilowatt } from "../site/economics/compute-density.ts";
import { type Derived, derived } from "../site/economics/derived.ts";
import type { Terms } from "../site/economics/terms.ts";
import type { TenantDocument } from "../site/schema/tenant-document.ts";
import type { Site } from "../site/site.ts";
import type { Power } from "../site/units/index.ts";
import type { Allocation } from "./lock.ts";
import type { Placement } from "./place.ts";

interface Leased {
  readonly tenant: TenantDocument;
  readonly allocation: Allocation;
}

/** The leases of a zone on a day. */
export function leasesOn(
  site: Site,
  placement: Placement,
  zone: string,
  on: Day,
  terms: Terms,
): readonly ZoneLease[] {
  return leasedIn(site, placement, zone)
    .filter(({ allocation }) => includes(allocation, on))
    .map((leased) => leaseOf(site, leased, terms));
}

/** The first day from a day on on which a zone has a tenant; undefined where none is planned. */
export function nextLeased(site: Site, placement: Placement, zone: string, on: Day): Day | undefined {
  return leasedIn(site, placement, zone)
    .map(({ allocation: { from, to } }) => (from <= on && on <= to ? on : from))
    .filter((from) => from >= on)
    .sort()[0];
}

function leasedIn(site: Site, placement: Placement, zone: string): readonly Leased[] {
  return placement.tenants.flatMap(({ tenant: name, allocations }) => {
    const tenant = site.tenants.find((candidate) => candidate.name === name);
    if (tenant === undefined) return [];
    return allocations
      .filter((allocation) => allocation.zone === zone)
      .map((allocation) => ({ tenant, allocation }));
  });
}

function leaseOf(site: Site, { tenant, allocation }: Leased, terms: Terms): ZoneLease {
  const { name, lease } = tenant;
  const stated = terms.evidence;
  return {
    tenant: name,
    load: loadOf(site, { tenant, allocation }, terms),
    // A lease without a price counts as what is not leased does.
    price:
      lease.price === undefined
        ? terms.given.leasePrice
        : stated.figure(`tenants.${name}.lease.price`, `price of ${name}'s lease`, lease.price),
    powerPassThrough: lease.powerPassThrough,
    includesHardware: lease.includesHardware,
    acceleratorsPerKilowatt: density(site, allocation.rackType, terms),
  };
}

/** What stands in the zone of a demand: its racks at what their type draws, or their part of the power that is leased. */
function loadOf(site: Site, { tenant, allocation }: Leased, { evidence }: Terms): Derived<Power> {
  const { demand: name, zone, racks, rackType, critical } = allocation;
  const demand = tenant.demand.find((candidate) => candidate.name === name);
  const leased = `load of ${tenant.name} in ${zone}`;
  if (demand?.critical !== undefined) {
    const id = `tenants.${tenant.name}.demand.${name}.critical`;
    const whole = evidence.figure(id, `power leased by ${tenant.name}, ${name}`, demand.critical);
    const share = critical.ratioTo(demand.critical.value);
    return derived(
      leased,
      share > 0.9999
        ? "all of the power leased"
        : `${(share * 100).toFixed(1)} % of the power leased stands there`,
      { rises: { whole } },
      () => critical,
    );
  }
  const one = evidence.figure(
    `rackTypes.${rackType}.power`,
    `power of a rack ${rackType}`,
    site.rackType(rackType).power,
  );
  return derived(leased, `${racks} racks × power of a rack`, { rises: { one } }, () => critical);
}

/** Of a type's racks, whatever part of their power a demand leases. */
function density(site: Site, rackType: string, { evidence }: Terms): Derived<number> | undefined {
  const type = site.rackType(rackType);
  const { accelerator } = type;
  if (accelerator === undefined) return undefined;
  const at = (key: string) => `rackTypes.${rackType}.${key}`;
  return derived(
    `accelerators for each kW of ${rackType}`,
    "nodes × accelerators of a node ÷ power of a rack",
    {
      rises: {
        nodes: evidence.figure(at("nodes"), `nodes of ${rackType}`, type.nodes),
        perNode: evidence.figure(
          at("accelerator.perNode"),
          `accelerators of a node of ${rackType}`,
          accelerator.perNode,
        ),
      },
      falls: { power: evidence.figure(at("power"), `power of a rack ${rackType}`, type.power) },
    },
    () => acceleratorsPerKilowatt(type) ?? 0,
  );
}
