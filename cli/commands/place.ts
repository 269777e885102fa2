import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { existingLock } from "../../placement/current-lock.ts";
import { type Lock, lockFile, writeLock } from "../../placement/lock.ts";
import { type Placement, place } from "../../placement/place.ts";
import { loadSite } from "../../site/load/load-site.ts";
import { type Problem, Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import { reportingRefusals } from "../refusal.ts";

export function placeCommand(): Command {
  return new Command("place")
    .description("put each tenant's racks on AI-ready positions, and write placement.lock.yaml")
    .argument("<dir>", "the site's folder")
    .option(
      "--release <tenant...>",
      "let these tenants be placed anew: the only way in which racks ever move",
    )
    .action((folder: string, options: { release?: string[] }) =>
      reportingRefusals(() => runPlace(folder, options.release ?? [])),
    );
}

function runPlace(folder: string, released: readonly string[]): void {
  const { site } = loadSite(folder);
  const previous = existingLock(folder);
  const unknown = released.filter((name) => !previous?.tenants.some(({ tenant }) => tenant === name));
  if (unknown.length > 0) {
    throw new Refusal(
      "Nothing was released.",
      unknown.map((name) => noSuchTenant(name, previous)),
    );
  }
  const placement = place(site, previous && without(previous, released));
  const text = writeLock(placement);
  const path = join(folder, lockFile);
  if (previous !== undefined && readFileSync(path, "utf8") === text) {
    process.stdout.write(`${lockFile} is up to date: ${summary(placement)}.\n`);
    return;
  }
  // A reader never sees half a lock.
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
  for (const line of changes(previous, placement)) process.stdout.write(`${line}\n`);
  process.stdout.write(`Wrote ${path}: ${summary(placement)}.\n`);
}

/** The lock without the racks of tenants that may move. Their identifiers they keep. */
function without(lock: Lock, released: readonly string[]): Lock {
  return {
    ...lock,
    tenants: lock.tenants.map((tenant) =>
      released.includes(tenant.tenant) ? { ...tenant, allocations: [] } : tenant,
    ),
  };
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
