import { Command } from "commander";
import { loadSite } from "../../fleet/load-site.ts";
import { currentLock } from "../../placement/current-lock.ts";
import type { Day } from "../../site/day.ts";
import { fabricRecords } from "../../stacks/network-documents-fabric.ts";
import { asDay } from "../day-argument.ts";
import { fabricText } from "../fabric.ts";
import { reportingRefusals } from "../refusal.ts";

export function fabricCommand(): Command {
  return new Command("fabric")
    .description("show the fabrics: switches, cables, ports, and what each tenant has on them")
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day to show, such as 2026-12-01 (default: the site's effective date)", asDay)
    .option("--json", "as JSON: the documents that synth writes for the fabrics")
    .action((folder: string, options: { at?: Day; json?: boolean }) =>
      reportingRefusals(() => {
        const { site } = loadSite(folder);
        const on = options.at ?? site.document.effectiveDate;
        const fabrics = fabricRecords(site, currentLock(site, folder), on);
        const title = site.document.title ?? site.name;
        process.stdout.write(
          options.json ? `${JSON.stringify(fabrics, null, 2)}\n` : fabricText(fabrics, title, on),
        );
      }),
    );
}
