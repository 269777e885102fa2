import { Command } from "commander";
import { loadSite } from "../../fleet/load-site.ts";
import { currentLock } from "../../placement/current-lock.ts";
import { planJson } from "../../placement/plan-json.ts";
import { timeline } from "../../placement/timeline.ts";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import { reportingRefusals } from "../refusal.ts";
import { timelineText } from "../timeline.ts";

interface Options {
  readonly from?: Day;
  readonly to?: Day;
  readonly json?: boolean;
}

export function timelineCommand(): Command {
  return new Command("timeline")
    .description("show how zones change sides: what leaves, what is built, what to order, quarter by quarter")
    .argument("<dir>", "the site's folder")
    .option("--from <date>", "the first day to show (default: that of the first change)", asDay)
    .option("--to <date>", "the last day to show (default: that of the last change)", asDay)
    .option("--json", "as JSON, with the unit in each key")
    .action((folder: string, { json, ...range }: Options, command: Command) => {
      if (range.from !== undefined && range.to !== undefined && range.to < range.from) {
        command.error(`error: --to ${range.to} is before --from ${range.from}: give the earlier day first.`);
      }
      return reportingRefusals(() => {
        const { site } = loadSite(folder);
        const shown = timeline(site, currentLock(site, folder), range);
        process.stdout.write(json ? `${JSON.stringify(planJson(shown), null, 2)}\n` : timelineText(shown));
      });
    });
}
