import type { Site } from "../site/site.ts";
import type { Placement } from "./place.ts";
import { planJson } from "./plan-json.ts";
import { sitePlan } from "./site-plan.ts";
import { siteOverTime } from "./site-plan-days.ts";
import { documentParts } from "./site-plan-documents.ts";
import { fabricPlans } from "./site-plan-fabrics.ts";
import { moneyPlan } from "./site-plan-money.ts";
import { nodeDetails } from "./site-plan-power.ts";
import { tenantRecords } from "./site-plan-tenants.ts";
import { zoneDetails } from "./site-plan-zones.ts";

/**
 * What a synthesis writes to `site-plan.json`: the plan of the effective date with the ground it stands on, every tenant with
 * all the racks it ever has, every day on which something changes, what the site earns, and digests of what documents say.
 * Reviews compare two of these.
 */
export function sitePlanRecord(site: Site, placement: Placement): unknown {
  const on = site.document.effectiveDate;
  const {
    site: name,
    zones,
    powerNodes,
    tenants,
    upcoming,
    figures,
    ...plan
  } = sitePlan(site, placement, on);
  const { days, peaks } = siteOverTime(site, placement);
  return planJson({
    version: 1,
    site: name,
    ...plan,
    zones: zones.map((zone) => ({ ...zone, ...zoneDetails(site, site.zone(zone.name), on) })),
    powerNodes: powerNodes.map((node) => ({
      ...node,
      ...nodeDetails(site, node.name),
      peak: peaks.get(node.name),
    })),
    fabrics: fabricPlans(site, placement, on),
    tenants: tenantRecords(site, placement, on),
    upcoming,
    programmes: site.document.demandResponse.map(({ name, programme, obligation, from, to }) => ({
      name,
      programme,
      obligation: obligation.value,
      from,
      to,
    })),
    days,
    money: moneyPlan(site, placement, on),
    figures,
    documents: documentParts(site),
  });
}
