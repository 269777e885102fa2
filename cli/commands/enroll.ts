import { Command } from "commander";
import { loadSite } from "../../fleet/load-site.ts";
import { currentLock } from "../../placement/current-lock.ts";
import { Clusters } from "../../site/clusters.ts";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import type { EnrolledCluster } from "../enrolled.ts";
import { progress } from "../progress.ts";
import { exitCodes, reportingRefusals } from "../refusal.ts";
import { chosenClusters, type TargetOptions, withConnections, withTargetOptions } from "../targets.ts";

interface EnrollOptions extends TargetOptions {
  readonly at?: Day;
  readonly apply?: true;
  readonly forceConflicts?: true;
  readonly verbose?: true;
  readonly json?: true;
}

export function enrollCommand(): Command {
  const command = new Command("enroll")
    .description("label and taint the site's nodes for the tenants that have them; shows what would change")
    .argument("<dir>", "the site's folder")
    .option("--apply", "write what is shown; nodes that still run pods of somebody else stay as they are")
    .option("--at <date>", "the day whose state is meant (default: the site's effective date)", asDay);
  return withTargetOptions(command)
    .option("--force-conflicts", "take over labels that another manager set, instead of refusing")
    .option("--verbose", "each node with each of its labels and taints that change")
    .option("--json", "the result as JSON")
    .action((folder: string, options: EnrollOptions) => reportingRefusals(() => runEnroll(folder, options)));
}

async function runEnroll(folder: string, options: EnrollOptions): Promise<void> {
  // cdktf, which label keys stand beside, takes a while to load: other commands should not wait for it.
  const { siteNodes } = await import("../../cluster/nodes/site-nodes.ts");
  const { enroll } = await import("../../cluster/enroll/enroll.ts");
  const { readEnrollment } = await import("../../cluster/enroll/read-enrollment.ts");
  const { enrolledJson, enrolledText, refusedNodes } = await import("../enrolled.ts");
  const { site } = loadSite(folder);
  const lock = currentLock(site, folder);
  const day = options.at ?? site.document.effectiveDate;
  const nodes = siteNodes(site, lock, day);
  const { apply = false, forceConflicts: force = false } = options;
  const enrolled = await withConnections(options, async (connect) => {
    // Every cluster is read before any is written: one that cannot be reached ends it while nothing is changed.
    const read = [];
    for (const cluster of chosenClusters(new Clusters(site.document).all, options)) {
      const live = connect(cluster);
      const own = nodes.filter((node) => node.cluster === cluster.name);
      const elsewhere = new Set(
        nodes.filter((node) => node.cluster !== cluster.name).map(({ name }) => name),
      );
      const plan = await readEnrollment(live, own, { site: site.name, elsewhere }, { force, progress });
      read.push({ name: cluster.name, live, plan });
    }
    const result: EnrolledCluster[] = [];
    for (const { name, live, plan } of read) {
      const enrollment = apply ? await enroll(live, plan, { force, progress }) : undefined;
      result.push({ name, context: live.context, plan, ...(enrollment !== undefined && { enrollment }) });
    }
    return result;
  });
  const changes = enrolled.some(({ plan }) => plan.changes.length > 0);
  process.stdout.write(
    options.json === true
      ? enrolledJson({ site: site.name, day, applied: apply }, enrolled)
      : enrolledText(site, enrolled, { verbose: options.verbose === true }),
  );
  if (!apply && changes) process.stderr.write("Nothing was written: add --apply to do it.\n");
  if (enrolled.some((cluster) => refusedNodes(cluster).length > 0)) process.exitCode = exitCodes.refused;
}
