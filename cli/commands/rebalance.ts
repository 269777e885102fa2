import { Command } from "commander";
import { loadSite } from "../../fleet/load-site.ts";
import { currentLock } from "../../placement/current-lock.ts";
import { type Lock, lockFile } from "../../placement/lock.ts";
import { rebalance } from "../../placement/rebalance.ts";
import { Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import { rebalancingLines } from "../placement.ts";
import { reportingRefusals } from "../refusal.ts";
import { writeLockTo } from "../written-lock.ts";

interface RebalanceOptions {
  readonly consent?: readonly string[];
  readonly write?: boolean;
}

export function rebalanceCommand(): Command {
  return new Command("rebalance")
    .description(
      "propose moves of placed tenants that would make the placement better; nobody is moved unasked",
    )
    .argument("<dir>", "the site's folder")
    .option("--consent <tenant...>", "only these tenants may move: those that agreed to")
    .option("--write", "write the moves of those that agreed to placement.lock.yaml")
    .action((folder: string, options: RebalanceOptions) =>
      reportingRefusals(() => runRebalance(folder, options)),
    );
}

function runRebalance(folder: string, { consent, write = false }: RebalanceOptions): void {
  if (write && consent === undefined) {
    throw new Refusal("Nothing was written.", [
      { where: "--write", message: "moves only tenants that agreed: name them with --consent" },
    ]);
  }
  const { site } = loadSite(folder);
  const lock = currentLock(site, folder);
  refuseUnknown(consent ?? [], lock);
  const result = rebalance(site, lock, consent ?? lock.tenants.map(({ tenant }) => tenant));
  for (const line of rebalancingLines(result)) process.stdout.write(`${line}\n`);
  if (!write || result.moves.length === 0) {
    const remedy = result.moves.length === 0 ? "" : "; --consent TENANT --write writes the moves";
    process.stdout.write(`Nothing was written${remedy}.\n`);
    return;
  }
  process.stdout.write(`Wrote ${writeLockTo(folder, result.placement)}.\n`);
}

function refuseUnknown(names: readonly string[], lock: Lock): void {
  const known = lock.tenants.map(({ tenant }) => tenant);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new Refusal(
    "Nothing was moved.",
    unknown.map((name) => ({
      where: lockFile,
      message: `has no tenant "${name}": ${suggestion(name, known)}`,
    })),
  );
}
