import { Command } from "commander";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import { deployableSite } from "../declared.ts";
import { progress } from "../progress.ts";
import { exitCodes, reportingRefusals } from "../refusal.ts";
import { chosenStacks, type TargetOptions, withConnections, withTargetOptions } from "../targets.ts";

interface ApplyOptions extends TargetOptions {
  readonly at?: Day;
  readonly stack?: readonly string[];
  readonly dryRun?: true;
  readonly forceConflicts?: true;
  readonly prune?: true;
  readonly json?: true;
}

export function applyCommand(): Command {
  const command = new Command("apply")
    .description("make the site's clusters hold what it declares, by server-side apply")
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day whose state is applied (default: the site's effective date)", asDay)
    .option("--stack <name...>", "only these stacks (default: all)");
  return withTargetOptions(command)
    .option("--dry-run", "have the servers check everything, show what would change, write nothing")
    .option("--force-conflicts", "take fields that another manager owns, instead of refusing")
    .option("--prune", "delete what carries the site's labels and is declared no more")
    .option("--json", "the result as JSON")
    .action((folder: string, options: ApplyOptions) => reportingRefusals(() => runApply(folder, options)));
}

async function runApply(folder: string, options: ApplyOptions): Promise<void> {
  // What needs a client of Kubernetes takes a while to load: other commands should not wait for it.
  const { applyStacks } = await import("../../cluster/apply/apply.ts");
  const { appliedJson, appliedText } = await import("../applied.ts");
  const { site, stacks } = await deployableSite(folder, options.at);
  const { dryRun = false, forceConflicts = false, prune = false } = options;
  const chosen = chosenStacks(stacks, options);
  const result = await withConnections(options, (connect) =>
    applyStacks(stacks, {
      site: site.name,
      connect,
      stacks: chosen,
      dryRun,
      forceConflicts,
      prune,
      progress,
    }),
  );
  const of = { site: site.name, day: site.document.effectiveDate, dryRun };
  process.stdout.write(options.json === true ? appliedJson(result, of) : appliedText(result, of));
  // What was to go and could not is for somebody to see to.
  if (result.kept.length > 0) process.exitCode = exitCodes.refused;
}
