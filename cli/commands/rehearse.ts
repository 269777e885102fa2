import { Command } from "commander";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import { progress } from "../progress.ts";
import { exitCodes, reportingRefusals } from "../refusal.ts";
import { rehearsedJson, rehearsedText } from "../rehearsed.ts";

interface RehearseOptions {
  readonly at?: Day;
  readonly crds?: string;
  readonly kueue?: string;
  readonly keep?: true;
  readonly json?: true;
}

export function rehearseCommand(): Command {
  return new Command("rehearse")
    .description("deploy the site to a control plane on this machine, run what tenants leased, and check it")
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day that is rehearsed (default: the site's effective date)", asDay)
    .option("--crds <dir>", "a folder of CustomResourceDefinitions (default: the official releases)")
    .option(
      "--kueue <path>",
      "Kueue's manager, which then admits the jobs (default: kueue-manager on the PATH)",
    )
    .option("--keep", "leave the control planes running")
    .option("--json", "the results as JSON")
    .action((folder: string, options: RehearseOptions) =>
      reportingRefusals(() => runRehearse(folder, options)),
    );
}

async function runRehearse(
  folder: string,
  { at, crds, kueue: named, keep, json }: RehearseOptions,
): Promise<void> {
  // cdktf and the Kubernetes client take a while to load: commands that do not need them should not wait for them.
  const { declareSite } = await import("../../stacks/declare.ts");
  const { rehearse } = await import("../../cluster/rehearse/rehearse.ts");
  const { findKueueManager } = await import("../../cluster/kueue/find.ts");
  const kueue = findKueueManager(named);
  const { site, lock, stacks } = declareSite(folder, at === undefined ? {} : { at });
  const clusters = await rehearse({
    site,
    lock,
    stacks,
    crds,
    kueue,
    keep: keep === true,
    progress,
  });
  const rehearsed = { site: site.name, day: site.document.effectiveDate, clusters };
  process.stdout.write(json === true ? rehearsedJson(rehearsed) : rehearsedText(rehearsed));
  for (const { kept } of clusters) {
    if (kept === undefined) continue;
    progress.note(`Kept: export KUBECONFIG=${kept.kubeconfig}; end it with busbar cluster down ${kept.name}`);
  }
  if (clusters.some(({ results }) => results.some(({ outcome }) => outcome === "miss"))) {
    process.exitCode = exitCodes.refused;
  }
}
