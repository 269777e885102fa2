import { Command } from "commander";
import { asDay } from "../day-argument.ts";
import { reportingRefusals } from "../refusal.ts";
import type { EconomicsOptions } from "../run-economics.ts";

export function economicsCommand(): Command {
  return new Command("economics")
    .description("show what each zone earns as a mine and as an AI hall, on which assumptions")
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day to show, such as 2026-12-01 (default: the site's effective date)", asDay)
    .option("--scenario <file>", "a YAML file of figures to take in place of the site's")
    .option("--explain <zone>", "of one zone: what its numbers rest on, and each step of the way")
    .option("--json", "as JSON, with the unit in each key, and every assumption with its source")
    .action(async (folder: string, options: EconomicsOptions) => {
      // Exact money and its formulas take a while to load: other commands should not wait for them.
      const { economicsShown } = await import("../run-economics.ts");
      await reportingRefusals(() => void process.stdout.write(economicsShown(folder, options)));
    });
}
