import type { Day } from "../day.ts";
import { fleetOf } from "../mining/fleet.ts";
import type { Zone } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import { Power } from "../units/index.ts";
import { drawsMiningLoad } from "../zone-state.ts";

/**
 * The zones whose mining has ended by a day and would make up for a power that is missing then: those that ended last, and
 * no more of them than it takes; all of them where they do not suffice.
 */
export function endedMining(site: Site, on: Day, missing: Power): readonly string[] {
  const ended = site.zones.flatMap((zone) => {
    const past = zone.states.filter(({ from }) => from <= on);
    const last = past.findLastIndex(({ state }) => drawsMiningLoad(state));
    const since = past[last + 1]?.from;
    if (last === -1 || since === undefined || !mayBePromised(site, zone)) return [];
    return [{ name: zone.name, since, power: fleetOf(zone, (name) => site.minerModel(name)).gross }];
  });
  ended.sort((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : 0));
  const names: string[] = [];
  let left = missing;
  for (const { name, power } of ended) {
    if (!left.exceeds(Power.zero)) break;
    names.push(name);
    left = left.minus(power);
  }
  return names;
}

/** Whether a zone's mining could be promised while it was there. */
function mayBePromised({ document }: Site, { mining }: Zone): boolean {
  const owner = document.hashrateOwners.find(({ name }) => name === mining?.owner);
  return mining?.curtailable === true && (owner === undefined || owner.curtailment !== undefined);
}
