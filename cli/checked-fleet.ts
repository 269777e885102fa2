import { loadFleet } from "../fleet/load-fleet.ts";
import { checkSite } from "../policies/check-site.ts";
import type { ReportDocument } from "../policies/report/document.ts";
import type { Day } from "../site/day.ts";
import { declaredSite } from "./declared.ts";
import { fleetReport, type SiteReport } from "./fleet-report.ts";

/**
 * What policies say of the sites of a fleet, each by what is shared with it and by its own.
 *
 * @param only The one site. @default - all
 * @param at The day that is judged. @default - each site's effective date
 * @throws Refusal where the fleet, a site, its placement or the settings of its policies are not right.
 */
export async function checkedFleet(folder: string, only?: string, at?: Day): Promise<ReportDocument> {
  const { document, sites } = loadFleet(folder, only);
  const reports: SiteReport[] = [];
  for (const { name, entry, folder: siteFolder, sources } of sites) {
    const declared = await declaredSite(siteFolder, at, sources);
    reports.push({ name, folder: entry.folder, report: checkSite({ folder: siteFolder, ...declared }) });
  }
  return fleetReport(document.name, reports);
}
