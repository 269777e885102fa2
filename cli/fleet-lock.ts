import { readFleet } from "../fleet/load-fleet.ts";
import { existingLock } from "../placement/current-lock.ts";
import { writeLock } from "../placement/lock.ts";
import { place } from "../placement/place.ts";
import { loadSolver } from "../placement/solver.ts";
import { type Problem, Refusal } from "../site/problem.ts";
import type { FleetLockOptions } from "./fleet-options.ts";
import { writeLockTo } from "./written-lock.ts";

/**
 * What `busbar fleet lock` does: all of the sites are placed before any lock is written.
 *
 * @throws Refusal where the fleet or one of its sites is not right, or a site has no room.
 */
export async function fleetLocked(folder: string, { site: only }: FleetLockOptions): Promise<void> {
  const { sites } = readFleet(folder, only);
  const solver = await loadSolver();
  const problems: Problem[] = [];
  const placed = sites.flatMap(({ name, site, folder: siteFolder }) => {
    const previous = existingLock(siteFolder);
    try {
      return [{ name, siteFolder, previous, placement: place(site, previous, solver) }];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems.map(({ where, message }) => ({ where: `${name}: ${where}`, message })));
      return [];
    }
  });
  if (problems.length > 0)
    throw new Refusal("The placement is refused; every lock is left as it was.", problems);
  for (const { name, siteFolder, previous, placement } of placed) {
    const isCurrent = previous !== undefined && writeLock(placement) === writeLock(previous);
    const what = isCurrent ? "is up to date" : `wrote ${writeLockTo(siteFolder, placement)}`;
    process.stdout.write(`${name}: ${what}\n`);
  }
}
