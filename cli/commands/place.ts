import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { loadSite, loadTenant } from "../../fleet/load-site.ts";
import { currentLock, existingLock } from "../../placement/current-lock.ts";
import { explain } from "../../placement/explain.ts";
import { type Lock, lockFile, writeLock } from "../../placement/lock.ts";
import type { Placement } from "../../placement/place.ts";
import { placeExactly } from "../../placement/place-exactly.ts";
import { withoutRacks } from "../../placement/release.ts";
import { loadSolver } from "../../placement/solver.ts";
import { whatIf } from "../../placement/what-if.ts";
import { type Problem, Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import { explanationLines, whatIfLines } from "../placement.ts";
import { reportingRefusals } from "../refusal.ts";
import { writeLockTo } from "../written-lock.ts";

interface PlaceOptions {
  readonly release?: readonly string[];
  readonly explain?: string;
  readonly whatIf?: string;
}

export function placeCommand(): Command {
  return new Command("place")
    .description("put each tenant's racks on AI-ready positions, and write placement.lock.yaml")
    .argument("<dir>", "the site's folder")
    .option(
      "--release <tenant...>",
      "let these tenants be placed anew: the only way in which racks ever move",
    )
    .option("--explain <tenant>", "say why a tenant's racks stand where they do, and what else was possible")
    .option(
      "--what-if <file>",
      "say where the tenant of a file would go, and what has to be converted for it",
    )
    .action((folder: string, options: PlaceOptions) =>
      reportingRefusals(() => {
        if (options.explain !== undefined) return runExplain(folder, options.explain);
        if (options.whatIf !== undefined) return runWhatIf(folder, options.whatIf);
        return runPlace(folder, options.release ?? []);
      }),
    );
}

function runExplain(folder: string, tenant: string): void {
  const { site } = loadSite(folder);
  const lock = currentLock(site, folder);
  if (!lock.tenants.some((entry) => entry.tenant === tenant)) {
    throw new Refusal("There is nothing to explain.", [noSuchTenant(tenant, lock)]);
  }
  for (const line of explanationLines(explain(site, lock, tenant), site.document.placement)) {
    process.stdout.write(`${line}\n`);
  }
}

async function runWhatIf(folder: string, file: string): Promise<void> {
  const { site, tenant } = loadTenant(folder, file);
  const result = whatIf(site, existingLock(folder), tenant, await loadSolver());
  const lines = whatIfLines(result).join("\n");
  if (result.is === "refused") {
    throw new Refusal(
      `There is no room for ${tenant.name}, whatever is converted. ${lines}`,
      result.refusal.problems,
    );
  }
  process.stdout.write(`${lines}\n`);
}

async function runPlace(folder: string, released: readonly string[]): Promise<void> {
  const { site } = loadSite(folder);
  const previous = existingLock(folder);
  const unknown = released.filter((name) => !previous?.tenants.some(({ tenant }) => tenant === name));
  if (unknown.length > 0) {
    throw new Refusal(
      "Nothing was released.",
      unknown.map((name) => noSuchTenant(name, previous)),
    );
  }
  const placement = await placeExactly(site, previous && withoutRacks(previous, released));
  const text = writeLock(placement);
  if (previous !== undefined && readFileSync(join(folder, lockFile), "utf8") === text) {
    process.stdout.write(`${lockFile} is up to date: ${summary(placement)}.\n`);
    return;
  }
  const path = writeLockTo(folder, placement);
  for (const line of changes(previous, placement)) process.stdout.write(`${line}\n`);
  process.stdout.write(`Wrote ${path}: ${summary(placement)}.\n`);
}

function noSuchTenant(name: string, lock: Lock | undefined): Problem {
  const hint =
    lock === undefined
      ? "is not there yet: there is nothing to release"
      : `has no tenant "${name}": ${suggestion(
          name,
          lock.tenants.map(({ tenant }) => tenant),
        )}`;
  return { where: lockFile, message: hint };
}

function summary({ tenants }: Placement): string {
  const racks = tenants
    .flatMap(({ allocations }) => allocations)
    .reduce((total, { racks }) => total + racks, 0);
  return `${racks} racks of ${tenants.length} tenant${tenants.length === 1 ? "" : "s"}`;
}

function changes(previous: Lock | undefined, placement: Placement): string[] {
  const before = new Map(previous?.tenants.map((tenant) => [tenant.tenant, standing(tenant)]));
  const after = new Map(placement.tenants.map((tenant) => [tenant.tenant, standing(tenant)]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((tenant) => {
    const [old, now] = [before.get(tenant), after.get(tenant)];
    if (old === undefined) return [`  + ${tenant}: ${now?.racks} racks`];
    if (now === undefined) return [`  - ${tenant}: its ${old.racks} racks are free`];
    if (old.racks !== now.racks) return [`  ~ ${tenant}: ${old.racks} → ${now.racks} racks`];
    return old.where === now.where
      ? []
      : [`  ~ ${tenant}: its ${now.racks} racks move from ${old.where} to ${now.where}`];
  });
}

/** How many racks a tenant has, and where, in words. */
function standing({ allocations }: Placement["tenants"][number]): {
  readonly racks: number;
  readonly where: string;
} {
  return {
    racks: allocations.reduce((sum, { racks }) => sum + racks, 0),
    where: allocations.map(({ zone, positions }) => `${zone} ${positions.join(" ")}`).join(", "),
  };
}
