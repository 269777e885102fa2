import { Command } from "commander";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import { declaredSite } from "../declared.ts";
import { progress } from "../progress.ts";
import { exitCodes, reportingRefusals } from "../refusal.ts";
import { chosenStacks, type TargetOptions, withConnections, withTargetOptions } from "../targets.ts";

interface VerifyOptions extends TargetOptions {
  readonly at?: Day;
  readonly stack?: readonly string[];
  readonly nodes: boolean;
  readonly json?: true;
}

export function verifyCommand(): Command {
  const command = new Command("verify")
    .description(
      "compare what is live in the site's clusters with what it declares; exit code 3 on any difference",
    )
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day whose state is compared (default: the site's effective date)", asDay)
    .option("--stack <name...>", "only these stacks, and no nodes (default: all)");
  return withTargetOptions(command)
    .option("--no-nodes", "leave out the nodes' labels and taints")
    .option("--json", "the result as JSON")
    .action((folder: string, options: VerifyOptions) => reportingRefusals(() => runVerify(folder, options)));
}

async function runVerify(folder: string, options: VerifyOptions): Promise<void> {
  // What needs a client of Kubernetes takes a while to load: other commands should not wait for it.
  const { siteNodes } = await import("../../cluster/nodes/site-nodes.ts");
  const { isAsDeclared } = await import("../../cluster/verify/findings.ts");
  const { verifyStacks } = await import("../../cluster/verify/verify.ts");
  const { verifiedJson, verifiedText } = await import("../verified.ts");
  const { site, lock, stacks } = await declaredSite(folder, options.at);
  const day = site.document.effectiveDate;
  const chosen = chosenStacks(stacks, options);
  const withNodes = options.nodes && options.stack === undefined;
  const result = await withConnections(options, (connect) =>
    verifyStacks(stacks, {
      site: site.name,
      connect,
      stacks: chosen,
      ...(withNodes && { nodes: siteNodes(site, lock, day) }),
      progress,
    }),
  );
  const of = { site: site.name, day };
  process.stdout.write(options.json === true ? verifiedJson(result, of) : verifiedText(result, of));
  if (!isAsDeclared(result)) process.exitCode = exitCodes.drift;
}
