import { groupBy } from "../../site/group-by.ts";
import { workerNames } from "../../site/mining/worker-name.ts";
import { minerColumns } from "./columns.ts";
import type { FleetSite } from "./fleet-site.ts";
import type { MinerRow } from "./miner-row.ts";
import { dotted } from "./networks.ts";

/** How fleets name workers after addresses. */
const usual = [
  "{zone}.{octet3}x{octet4}",
  "{octet3}x{octet4}",
  "{octet1}x{octet2}x{octet3}x{octet4}",
  "{octet1}-{octet2}-{octet3}-{octet4}",
  "{octet2}x{octet3}x{octet4}",
  "{octet4}",
] as const;

/**
 * The pattern that all workers of a zone are named by, as `workerName` of a pool set states it. Of workers without one, and of
 * accounts, nothing is said: an account may be a wallet's address.
 */
export function workerPatterns(miners: readonly MinerRow[], site: FleetSite): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [zone, here] of groupBy(miners, (miner) => miner.zone)) {
    const stated = site.zones?.find(({ name }) => name === zone)?.workerName;
    const candidates = [...(stated === undefined ? [] : [stated]), ...usual];
    const pattern = candidates.find((candidate) => fits(candidate, here, site.name));
    if (pattern !== undefined) found.set(zone, pattern);
  }
  return found;
}

/** Whether all miners that name a worker name it so, after the account and a point. */
function fits(pattern: string, miners: readonly MinerRow[], site: string): boolean {
  const nameOf = workerNames(pattern);
  let named = 0;
  for (const { row, zone, rack = "", address } of miners) {
    const worker = row.cell(...minerColumns.worker);
    if (worker === undefined) continue;
    if (!worker.endsWith(`.${nameOf({ site, zone, rack, address: dotted(address) })}`)) return false;
    named += 1;
  }
  return named > 0;
}
