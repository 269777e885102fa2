import { Command } from "commander";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import { reportingRefusals } from "../refusal.ts";
import { refuseUnwritable } from "../review-outputs.ts";
import { writeWhole } from "../whole-file.ts";

interface HandOverOptions {
  readonly out: string;
  readonly at?: Day;
}

export function exportHandoverCommand(): Command {
  return new Command("handover")
    .exitOverride()
    .description("write the hand-over sheet of a tenant as one HTML file, for the screen and for paper")
    .argument("<dir>", "the site's folder")
    .argument("<tenant>", "the tenant's name")
    .requiredOption("-o, --out <file>", "write the sheet there, such as handover.html")
    .option("--at <date>", "the day it is of, such as 2026-12-01 (default: the site's effective date)", asDay)
    .action((folder: string, tenant: string, { out, at }: HandOverOptions) =>
      reportingRefusals(async () => {
        refuseUnwritable([out]);
        // What draws pages takes a while to load: no other export should wait for it.
        const { exportedHandOver } = await import("../export-handover.ts");
        writeWhole({ file: out, text: exportedHandOver(folder, tenant, at) });
        process.stdout.write(`Wrote ${out}.\n`);
      }),
    );
}
