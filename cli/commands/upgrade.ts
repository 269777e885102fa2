import { Command } from "commander";
import { reportingRefusals } from "../refusal.ts";
import type { UpgradeOptions } from "../run-upgrade.ts";

export function upgradeCommand(): Command {
  return new Command("upgrade")
    .description("show what another release of a site's template changes, and bring the site to it")
    .argument("<dir>", "the site's folder")
    .option("--to <version>", "the release, newer or older (default: the newest)")
    .option("--tenant <name>", "of this tenant's template, in place of the site's")
    .option("--write", "write the document and the placement, and not only show what changes")
    .option(
      "--consent <tenant...>",
      "tenants that agree: to be placed anew, or to changes of their running lease",
    )
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing changes, or it was written; 1 refused; 4 a policy would be broken; 5 there are changes.

  busbar upgrade sites/ridge
  busbar upgrade sites/ridge --to 1.2.0 --write`,
    )
    .action(async (folder: string, options: UpgradeOptions) => {
      // Comparing loads what reads manifests: other commands should not wait for it.
      const { runUpgrade } = await import("../run-upgrade.ts");
      await reportingRefusals(async () => {
        process.exitCode = await runUpgrade(folder, options);
      });
    });
}
