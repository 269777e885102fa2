import { aiCapacity } from "../ai-capacity.ts";
import { ownLosses } from "../power/losses.ts";
import type { PowerNetwork } from "../power/network.ts";
import { carries } from "../power/rating.ts";
import { shares, suppliesOf } from "../power/splitting.ts";
import type { Zone } from "../schema/site-document.ts";
import { Power } from "../units/index.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/**
 * Gross load is counted at the meter, so a hall's ratio of gross to critical has the losses of the transformers above it
 * in it: where they alone are more than it leaves, the ratio is not that of this hall.
 */
export function checkLosses({ site }: Documents, network: PowerNetwork): Finding[] {
  if (site.power.every(({ losses }) => losses === undefined)) return [];
  const users = usersOf(site.zones, network);
  return site.zones.flatMap((zone, index) => {
    if (zone.ai === undefined) return [];
    const ratio = zone.ai.grossToCritical.value;
    const critical = zone.ai.critical?.value ?? aiCapacity(zone, network);
    const [supply] = suppliesOf(zone, network);
    let lost = Power.zero;
    for (const [name, share] of supply === undefined ? [] : shares(supply, network)) {
      const node = network.node(name);
      if (node === undefined) continue;
      const load = critical.times(share * (carries(node) === "gross" ? ratio : 1));
      lost = lost.plus(ownLosses(node, load, users.get(name) === 1));
    }
    const left = critical.times(ratio - 1);
    if (!lost.exceeds(left)) return [];
    const message = `zone "${zone.name}": what feeds it loses at least ${lost} at its full load of ${critical} critical, but a ratio of ${ratio} leaves ${left} for all losses and cooling: raise the ratio, or correct the losses`;
    return [inSite(["zones", index, "ai", "grossToCritical"], message)];
  });
}

/** How many zones each element feeds. */
function usersOf(zones: readonly Zone[], network: PowerNetwork): ReadonlyMap<string, number> {
  const users = new Map<string, number>();
  for (const zone of zones) {
    const above = new Set(suppliesOf(zone, network).flatMap((supply) => [...supply.above]));
    for (const name of above) users.set(name, (users.get(name) ?? 0) + 1);
  }
  return users;
}
