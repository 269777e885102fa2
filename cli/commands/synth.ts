import { Command } from "commander";
import { reportingRefusals } from "../refusal.ts";
import type { Written } from "../synthesize-fleet.ts";

export function synthCommand(): Command {
  return new Command("synth")
    .description("write Terraform configuration and Kubernetes manifests of the site's effective date")
    .argument("<dir>", "the site's folder, or a fleet's, with fleet.yaml")
    .option(
      "-o, --out <dir>",
      "the output folder; each site of a fleet has one of its name in it",
      "cdktf.out",
    )
    .option("--site <name>", "of a fleet: one site only")
    .action(async (folder: string, { out, site }: { out: string; site?: string }) => {
      // cdktf takes a while to load: commands that do not need it should not wait for it.
      const { synthesizeAny } = await import("../synthesize-fleet.ts");
      const { enforcedPolicies } = await import("../../policies/site-policies.ts");
      await reportingRefusals(() => {
        for (const written of synthesizeAny(folder, out, enforcedPolicies, site)) report(written);
      });
    });
}

function report({ of, what, stacks, gone, outputFolder }: Written): void {
  process.stdout.write(`Wrote ${stacks.length} stacks of ${what} to ${outputFolder}:\n`);
  for (const stack of stacks) process.stdout.write(`  ${stack}\n`);
  for (const stack of gone) {
    process.stdout.write(
      `  ${stack} is no longer part of the ${of}: what it deployed is still there until it is destroyed\n`,
    );
  }
}
