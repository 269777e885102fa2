import { Command } from "commander";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import { exportToNetBox } from "../export-netbox.ts";
import { reportingRefusals } from "../refusal.ts";
import { exportDpsCommand } from "./export-dps.ts";
import { exportHandoverCommand } from "./export-handover.ts";

export function exportCommand(): Command {
  const command = new Command("export").description("write what other tools read of a site");
  command.addCommand(exportNetBoxCommand());
  command.addCommand(exportDpsCommand());
  command.addCommand(exportHandoverCommand());
  return command;
}

function exportNetBoxCommand(): Command {
  return new Command("netbox")
    .exitOverride()
    .description("CSV files for NetBox's bulk import: places, racks, power, devices, cables, networks")
    .argument("<dir>", "the site's folder")
    .requiredOption("-o, --output <folder>", "the folder to write; replaced if an export is there")
    .option(
      "--at <date>",
      "the day to write of, such as 2026-12-01 (default: the site's effective date)",
      asDay,
    )
    .action((folder: string, options: { output: string; at?: Day }) =>
      reportingRefusals(() => exportToNetBox(folder, options)),
    );
}
