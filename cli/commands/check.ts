import { Command, Option } from "commander";
import { isFleet } from "../../fleet/read-fleet-document.ts";
import type { ReportDocument } from "../../policies/report/document.ts";
import type { ReportFormat } from "../../policies/report/formats.ts";
import type { Day } from "../../site/day.ts";
import { Refusal } from "../../site/problem.ts";
import type { CheckedObjects } from "../checked-objects.ts";
import { refuseChoice } from "../chosen-site.ts";
import { asDay } from "../day-argument.ts";
import { exitCodes, reportingRefusals } from "../refusal.ts";
import { refuseUnwritable } from "../review-outputs.ts";
import { folderInRepository } from "../source-root.ts";
import { type TargetOptions, withTargetOptions } from "../targets.ts";
import { version } from "../version.ts";
import { writeWhole } from "../whole-file.ts";

interface CheckOptions extends CheckedObjects, TargetOptions {
  readonly at?: Day;
  readonly format: ReportFormat;
  readonly out?: string;
  /** Of a fleet. */
  readonly site?: string;
}

/** Named here, since the formats themselves come with the rules, which take a while to load. */
const formats: readonly ReportFormat[] = ["text", "json", "sarif", "junit", "md"];

export function checkCommand(): Command {
  const command = new Command("check")
    .description(
      "judge the site, or those of a fleet, by policies: what it breaks, where, and how to mend it",
    )
    .argument("<dir>", "the site's folder, or a fleet's, with fleet.yaml")
    .option("--site <name>", "of a fleet: one site only")
    .option("--at <date>", "the day that is judged (default: the site's effective date)", asDay)
    .option(
      "--plan <file...>",
      "judge as well what Terraform plans: files of terraform show -json, or STACK=FILE",
    )
    .option("--live", "judge what the site's clusters hold, in place of what the site declares");
  return withTargetOptions(command)
    .addOption(new Option("--format <format>", "of the report").choices(formats).default("text"))
    .option("-o, --out <file>", "write the report there (default: to standard output)")
    .action((folder: string, options: CheckOptions) => {
      const { live, cluster, context, kubeconfig } = options;
      if (live !== true && (cluster ?? context ?? kubeconfig) !== undefined)
        command.error("error: --cluster, --kubeconfig and --context go with --live");
      return reportingRefusals(() => check(folder, options));
    });
}

/** The report comes first, whatever it says: who asks for a file wants it above all when something is wrong. */
async function check(folder: string, { format, out, ...options }: CheckOptions): Promise<void> {
  if (out !== undefined) refuseUnwritable([out]);
  const { reportFormats } = await import("../../policies/report/formats.ts");
  const report = await (isFleet(folder) ? reportOfFleet : reportOfSite)(folder, options);
  const text = reportFormats[format](report, { version, folder: folderInRepository(folder) });
  if (out === undefined) process.stdout.write(text);
  else writeWhole({ file: out, text });
  if (report.findings.some(({ level }) => level !== "advisory")) process.exitCode = exitCodes.policy;
}

type Judged = Omit<CheckOptions, "format" | "out">;

async function reportOfSite(folder: string, { site, at, ...options }: Judged): Promise<ReportDocument> {
  refuseChoice(folder, site);
  const { declaredSite } = await import("../declared.ts");
  const { checkSite } = await import("../../policies/check-site.ts");
  const { checkedObjects } = await import("../checked-objects.ts");
  const declared = await declaredSite(folder, at);
  return checkSite({ folder, ...declared, ...(await checkedObjects(folder, declared, options)) });
}

async function reportOfFleet(folder: string, { site, at, live, plan }: Judged): Promise<ReportDocument> {
  if (live === true || plan !== undefined) {
    const message =
      "go with one site: clusters and stacks have the same names at several. Give the site's folder";
    throw new Refusal("A fleet is judged by its documents.", [{ where: "--live, --plan", message }]);
  }
  const { checkedFleet } = await import("../checked-fleet.ts");
  return checkedFleet(folder, site, at);
}
