import { existingLock } from "../../placement/current-lock.ts";
import { type Placement, place } from "../../placement/place.ts";
import { sitePlanRecord } from "../../placement/site-plan-record.ts";
import { type SitePlanDocument, sitePlanDocument } from "../../review/result/site-plan-document.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import type { TenantInput } from "../../site/schema/tenant-document.ts";
import type { Site } from "../../site/site.ts";
import { loadSite } from "../../templates/load-site.ts";
import { type Example, exampleFolder } from "./examples.ts";
import { siteOf } from "./sites.ts";

/** A site's plan as it comes back from `site-plan.json`. */
export function planOf(site: Site, placement: Placement): SitePlanDocument {
  return sitePlanDocument.parse(writtenPlan(site, placement));
}

/** A site's plan as it is written, before any schema is asked. */
export function writtenPlan(site: Site, placement: Placement): unknown {
  return JSON.parse(JSON.stringify(sitePlanRecord(site, placement)));
}

/** The plan of a site written by hand, all of whose tenants are placed anew, or after those of an earlier placement. */
export function placedPlan(
  input: SiteInput,
  tenants: readonly TenantInput[],
  previous?: Placement,
): { readonly site: Site; readonly placement: Placement; readonly plan: SitePlanDocument } {
  const site = siteOf(input, tenants);
  const placement = place(site, previous && { ...previous, checksum: "" });
  return { site, placement, plan: planOf(site, placement) };
}

export function examplePlan(name: Example): SitePlanDocument {
  const { site, lock } = loadedExample(name);
  return planOf(site, lock);
}

export function loadedExample(name: Example): { readonly site: Site; readonly lock: Placement } {
  const { site } = loadSite(exampleFolder(name));
  const lock = existingLock(exampleFolder(name));
  if (lock === undefined) throw new Error(`${name} has no lock`);
  return { site, lock };
}
