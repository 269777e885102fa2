import { handOver } from "../interchange/handover/hand-over.ts";
import { handOverPage } from "../interchange/handover/page.tsx";
import { currentLock } from "../placement/current-lock.ts";
import type { Day } from "../site/day.ts";
import { loadSite } from "../templates/load-site.ts";

/**
 * The hand-over sheet of a tenant, as one HTML file.
 *
 * @throws Refusal where the documents or the lock are not right, or there is nothing to hand over.
 */
export function exportedHandOver(folder: string, tenant: string, at: Day | undefined): string {
  const { site } = loadSite(folder);
  const on = at ?? site.document.effectiveDate;
  return handOverPage(handOver(site, currentLock(site, folder), tenant, on));
}
