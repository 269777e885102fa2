import { Command } from "commander";
import { reportingRefusals } from "../refusal.ts";

export function synthCommand(): Command {
  return new Command("synth")
    .description("write Terraform configuration and Kubernetes manifests of the site's effective date")
    .argument("<dir>", "the site's folder")
    .option("-o, --out <dir>", "the output folder", "cdktf.out")
    .action(async (folder: string, { out }: { out: string }) => {
      // cdktf takes a while to load: commands that do not need it should not wait for it.
      const { synthesize } = await import("../../stacks/synthesize.ts");
      const { enforcedPolicies } = await import("../../policies/site-policies.ts");
      await reportingRefusals(() => {
        const { site, stacks, gone } = synthesize(folder, out, enforcedPolicies);
        process.stdout.write(
          `Wrote ${stacks.length} stacks of ${site.name} for ${site.document.effectiveDate} to ${out}:\n`,
        );
        for (const stack of stacks) process.stdout.write(`  ${stack}\n`);
        for (const stack of gone) {
          process.stdout.write(
            `  ${stack} is no longer part of the site: what it deployed is still there until it is destroyed\n`,
          );
        }
      });
    });
}
