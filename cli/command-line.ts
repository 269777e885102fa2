import { Command, CommanderError } from "commander";
import { addCommand } from "./commands/add.ts";
import { applyCommand } from "./commands/apply.ts";
import { checkCommand } from "./commands/check.ts";
import { clusterCommand } from "./commands/cluster.ts";
import { curtailCommand } from "./commands/curtail.ts";
import { describeCommand } from "./commands/describe.ts";
import { economicsCommand } from "./commands/economics.ts";
import { enrollCommand } from "./commands/enroll.ts";
import { explainCommand } from "./commands/explain.ts";
import { exportCommand } from "./commands/export.ts";
import { fabricCommand } from "./commands/fabric.ts";
import { fleetCommand } from "./commands/fleet.ts";
import { importCommand } from "./commands/import.ts";
import { initCommand } from "./commands/init.ts";
import { placeCommand } from "./commands/place.ts";
import { rebalanceCommand } from "./commands/rebalance.ts";
import { rehearseCommand } from "./commands/rehearse.ts";
import { reviewCommand } from "./commands/review.ts";
import { schemaCommand } from "./commands/schema.ts";
import { synthCommand } from "./commands/synth.ts";
import { timelineCommand } from "./commands/timeline.ts";
import { upgradeCommand } from "./commands/upgrade.ts";
import { verifyCommand } from "./commands/verify.ts";
import { exitCodes } from "./refusal.ts";
import { version } from "./version.ts";

const commands: readonly (() => Command)[] = [
  initCommand,
  addCommand,
  explainCommand,
  upgradeCommand,
  placeCommand,
  rebalanceCommand,
  checkCommand,
  synthCommand,
  describeCommand,
  timelineCommand,
  economicsCommand,
  curtailCommand,
  fabricCommand,
  reviewCommand,
  schemaCommand,
  applyCommand,
  verifyCommand,
  enrollCommand,
  clusterCommand,
  rehearseCommand,
  fleetCommand,
  importCommand,
  exportCommand,
];

const overview = `
Exit codes: 0 done, 1 refused or failed, 2 the command line is wrong, 3 what is live is not what is declared,
4 a policy is broken, 5 a review has changes to show.

A site is a folder with site.yaml, tenants/*.yaml and placement.lock.yaml. The usual order:
  busbar init DIR       write the project of a new site, made by a template
  busbar add tenant DIR add a tenant, or a zone or a pool, to the documents
  busbar place DIR      decide which racks each tenant gets, and write the lock
  busbar rebalance DIR  show what moves of placed tenants would gain
  busbar describe DIR   show what the site delivers to whom
  busbar explain DIR P  say where the value at a path comes from
  busbar timeline DIR   show how zones change sides, and what to order by when
  busbar economics DIR  show what each zone earns as a mine and as an AI hall
  busbar curtail DIR    show which load goes when the grid or a price asks for it
  busbar fabric DIR     show switches, cables, ports and tenants of the fabrics
  busbar check DIR      judge it by its policies
  busbar review DIR     show what a change means, against a git ref or another folder
  busbar upgrade DIR    show what another release of a template changes
  busbar fleet …        show several sites as one
  busbar import …       propose parts of a site from NetBox, or miners from a CSV
  busbar export …       write what other tools read: NetBox, DPS, a hand-over sheet
  busbar synth DIR      write Terraform and Kubernetes manifests to cdktf.out
  busbar rehearse DIR   prove it on a control plane on this machine
  busbar enroll DIR     label and taint the nodes of the tenants' racks
  busbar apply DIR      make the site's clusters hold what it declares
  busbar verify DIR     compare what is live with what is declared`;

/**
 * Runs what a command line asks for, and ends when that is done; the exit code is left in `process.exitCode`. Commands remember
 * what they were given, so that each command line has its own.
 *
 * @param args Without the program's own name.
 */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  try {
    await commandLine().parseAsync(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
}

function commandLine(): Command {
  const program = new Command("busbar")
    .description("Infrastructure as code for Bitcoin-mining sites that host AI tenants.")
    .version(version)
    .showHelpAfterError("Run busbar --help for the commands, busbar COMMAND --help for one.")
    .exitOverride()
    .addHelpText("after", overview);
  for (const command of commands) {
    program.addCommand(command().exitOverride().copyInheritedSettings(program));
  }
  return program;
}
