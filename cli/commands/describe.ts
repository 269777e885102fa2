import { Command } from "commander";
import { currentLock } from "../../placement/current-lock.ts";
import { planJson } from "../../placement/plan-json.ts";
import { sitePlan } from "../../placement/site-plan.ts";
import type { Day } from "../../site/day.ts";
import { loadSite } from "../../site/load/load-site.ts";
import { asDay } from "../day-argument.ts";
import { describePlan } from "../describe.ts";
import { reportingRefusals } from "../refusal.ts";

export function describeCommand(): Command {
  return new Command("describe")
    .description("show what the site delivers to whom: load, zones, racks, miners, tenants, headroom")
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day to show, such as 2026-12-01 (default: the site's effective date)", asDay)
    .option("--json", "as JSON, with the unit in each key")
    .action((folder: string, options: { at?: Day; json?: boolean }) =>
      reportingRefusals(() => {
        const { site } = loadSite(folder);
        const plan = sitePlan(site, currentLock(site, folder), options.at ?? site.document.effectiveDate);
        process.stdout.write(
          options.json ? `${JSON.stringify(planJson(plan), null, 2)}\n` : describePlan(plan),
        );
      }),
    );
}
