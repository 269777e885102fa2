import { fleetOf } from "../site/mining/fleet.ts";
import type { Site } from "../site/site.ts";

/** What a curtailable hash is worth beside one that cannot be shed: it earns the same, and is paid for shedding too. */
const curtailableWorth = 1.5;

/**
 * The share of the value of a site's mining that each zone is, by zone name: its hashrate, and half of it again where
 * it may be shed. A hall that stays free may go back to mining, and one that racks stand in may not.
 */
export function miningValues(site: Site): ReadonlyMap<string, number> {
  const values = site.zones.map((zone) => {
    const { hashrate } = fleetOf(zone, (name) => site.minerModel(name));
    const worth = zone.mining?.curtailable === true ? curtailableWorth : 1;
    return [zone.name, hashrate.petahashes * worth] as const;
  });
  const total = values.reduce((sum, [, value]) => sum + value, 0);
  return new Map(values.map(([name, value]) => [name, total === 0 ? 0 : value / total]));
}
