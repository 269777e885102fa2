import { Command, Option } from "commander";
import type { RehearsedSite } from "../../cluster/rehearse/cluster-parts.ts";
import type { RehearsedCluster } from "../../cluster/rehearse/rehearse.ts";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import { declaredSite } from "../declared.ts";
import { progress } from "../progress.ts";
import { exitCodes, reportingRefusals } from "../refusal.ts";
import { rehearsedJson, rehearsedText } from "../rehearsed.ts";
import { chosenClusters, type TargetOptions, withConnections, withTargetOptions } from "../targets.ts";

interface RehearseOptions extends TargetOptions {
  readonly live?: true;
  readonly at?: Day;
  readonly crds?: string;
  readonly kueue?: string;
  readonly keep?: true;
  readonly json?: true;
}

export function rehearseCommand(): Command {
  const command = new Command("rehearse")
    .description("deploy the site to a control plane on this machine, run what tenants leased, and check it")
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day that is rehearsed (default: the site's effective date)", asDay)
    .option("--crds <dir>", "a folder of CustomResourceDefinitions (default: the official releases)")
    .option(
      "--kueue <path>",
      "Kueue's manager, which then admits the jobs (default: kueue-manager on the PATH)",
    )
    .option("--keep", "leave the control planes running")
    .addOption(
      new Option(
        "--live",
        "on the site's own clusters, as applied and enrolled: only the tenants' jobs are made there, and removed",
      ).conflicts(["crds", "kueue", "keep"]),
    );
  return withTargetOptions(command)
    .option("--json", "the results as JSON")
    .action((folder: string, options: RehearseOptions) => {
      const { live, cluster, context, kubeconfig } = options;
      if (live !== true && (cluster ?? context ?? kubeconfig) !== undefined)
        command.error("error: --cluster, --kubeconfig and --context go with --live");
      return reportingRefusals(() => runRehearse(folder, options));
    });
}

async function runRehearse(folder: string, options: RehearseOptions): Promise<void> {
  const { at, live, json } = options;
  const declared = await declaredSite(folder, at);
  const { site, beneath, stacks } = declared;
  // A control plane of its own has nothing yet of what a cluster holds for all sites that share it.
  const alone = { ...declared, stacks: [...beneath, ...stacks] };
  const clusters = live === true ? await onLive(declared, options) : await onPlanes(alone, options);
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

async function onPlanes(
  declared: RehearsedSite,
  { crds, kueue: named, keep }: RehearseOptions,
): Promise<RehearsedCluster[]> {
  const { rehearse } = await import("../../cluster/rehearse/rehearse.ts");
  const { findKueueManager } = await import("../../cluster/kueue/find.ts");
  const kueue = findKueueManager(named);
  return rehearse({ ...declared, ...(crds !== undefined && { crds }), kueue, keep: keep === true, progress });
}

async function onLive(declared: RehearsedSite, options: RehearseOptions): Promise<RehearsedCluster[]> {
  const { rehearseLive } = await import("../../cluster/rehearse/on-live.ts");
  const known = new Map(declared.stacks.map(({ cluster }) => [cluster.name, cluster]));
  const clusters = chosenClusters([...known.values()], options).map(({ name }) => name);
  return withConnections(options, (connect) => rehearseLive({ ...declared, connect, clusters, progress }));
}
