import type { Placement } from "../../placement/place.ts";
import type { Day } from "../../site/day.ts";
import { Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import type { TenantDocument } from "../../site/schema/tenant-document.ts";
import type { Site } from "../../site/site.ts";
import { handedOverAddresses } from "./addresses.ts";
import { handedOverCooling } from "./cooling.ts";
import { handedOverPhases, mostAtOnce } from "./phases.ts";
import { handedOverRows } from "./positions.ts";
import { handedOverPower } from "./power.ts";

/** What is handed over to a tenant, over the whole of its lease, as seen on a day. */
export type HandOver = ReturnType<typeof handOver>;

/**
 * What a tenant gets of a site: power, cooling, positions and addresses of all phases of its lease, and nothing of anybody
 * else's. It has no prices, which are no matter of those who stand in the hall, and no secrets: documents hold none.
 *
 * @throws Refusal where the site has no such tenant, or it has no racks.
 */
export function handOver(site: Site, placement: Placement, name: string, on: Day) {
  const tenant = tenantOf(site, name);
  const locked = placement.tenants.find((each) => each.tenant === name);
  const allocations = locked?.allocations ?? [];
  if (allocations.length === 0) {
    const message = "has no racks in the placement: there is nothing to hand over";
    throw new Refusal("There is no hand-over sheet.", [{ where: name, message }]);
  }
  return {
    site: site.name,
    siteTitle: site.document.title,
    operator: site.document.operator,
    location: site.document.location,
    day: on,
    tenant: termsOf(tenant),
    critical: mostAtOnce(allocations),
    phases: handedOverPhases(site, allocations, on),
    options: handedOverPhases(site, locked?.options ?? [], on),
    power: handedOverPower(site, allocations),
    cooling: handedOverCooling(site, allocations),
    rows: handedOverRows(site, allocations),
    addresses: handedOverAddresses(site, locked?.networks ?? []),
    nodeNames: site.document.nodeNames.racks,
    companies: companiesOf(site, tenant),
  };
}

function tenantOf(site: Site, name: string): TenantDocument {
  const tenant = site.tenants.find((each) => each.name === name);
  if (tenant !== undefined) return tenant;
  const names = site.tenants.map((each) => each.name);
  const message = `the site has no tenant of this name: ${suggestion(name, names)}`;
  throw new Refusal("There is no hand-over sheet.", [{ where: name, message }]);
}

function termsOf({ name, title, offering, lease, flexible, namespaces, groups }: TenantDocument) {
  return {
    name,
    title,
    offering,
    from: lease.from,
    to: lease.to,
    uptime: lease.uptime?.value,
    flexible: flexible && {
      share: flexible.share.value,
      notice: flexible.notice.value,
      maximumDuration: flexible.maximumDuration.value,
    },
    namespaces: namespaces.map((namespace) => namespace.name),
    groups,
  };
}

/** The companies that documents name. People, telephones and addresses they do not: those are written in by hand. */
function companiesOf(site: Site, { name, title }: TenantDocument) {
  const { interconnects, operator } = site.document;
  const once = (names: readonly (string | undefined)[]) =>
    [...new Set(names.filter((each) => each !== undefined))].join(", ");
  return {
    operator: operator ?? site.name,
    tenant: title ?? name,
    gridOperators: once(interconnects.map(({ gridOperator }) => gridOperator)),
    substationOwners: once(interconnects.map(({ substationOwner }) => substationOwner)),
  };
}
