import { renameSync, writeFileSync } from "node:fs";
import { Command, Option } from "commander";
import type { ReportFormat } from "../../policies/report/formats.ts";
import { exitCodes, reportingRefusals } from "../refusal.ts";
import { folderInRepository } from "../source-root.ts";
import { version } from "../version.ts";

interface Options {
  readonly format: ReportFormat;
  readonly out?: string;
}

/** Named here, since the formats themselves come with the rules, which take a while to load. */
const formats: readonly ReportFormat[] = ["text", "json", "sarif", "junit", "md"];

export function checkCommand(): Command {
  return new Command("check")
    .description("judge the site by its policies: what it breaks, where, and how to mend it")
    .argument("<dir>", "the site's folder")
    .addOption(new Option("--format <format>", "of the report").choices(formats).default("text"))
    .option("-o, --out <file>", "write the report there (default: to standard output)")
    .action((folder: string, options: Options) => reportingRefusals(() => check(folder, options)));
}

/** The report comes first, whatever it says: who asks for a file wants it above all when something is wrong. */
async function check(folder: string, { format, out }: Options): Promise<void> {
  const { declareSite } = await import("../../stacks/declare.ts");
  const { checkSite } = await import("../../policies/check-site.ts");
  const { reportFormats } = await import("../../policies/report/formats.ts");
  const report = checkSite({ folder, ...declareSite(folder) });
  const text = reportFormats[format](report, { version, folder: folderInRepository(folder) });
  if (out === undefined) process.stdout.write(text);
  else writeWhole(out, text);
  if (report.findings.some(({ level }) => level !== "advisory")) process.exitCode = exitCodes.policy;
}

function writeWhole(file: string, text: string): void {
  const staged = `${file}.${process.pid}.part`;
  writeFileSync(staged, text);
  renameSync(staged, file);
}
