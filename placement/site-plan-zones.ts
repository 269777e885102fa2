import { coolingCapacity } from "../site/cooling.ts";
import type { Day } from "../site/day.ts";
import { parsePoolUrl } from "../site/mining/pool-url.ts";
import { quotasOf } from "../site/mining/shares.ts";
import { fedPaths, feedsOf } from "../site/power/network.ts";
import type { PoolSet, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { Percentage } from "../site/units/index.ts";
import { drawsMiningLoad, stateOn } from "../site/zone-state.ts";
import { checksum } from "./lock.ts";

/** What a zone is beyond its numbers: its states over time, its floor, what feeds it, and whom its miners work for on a day. */
export function zoneDetails(site: Site, zone: Zone, on: Day) {
  const mines = drawsMiningLoad(stateOn(zone, on)?.state);
  const feeds = feedsOf(zone, mines ? "mining" : "ai");
  return {
    states: zone.states.map(({ state, from }) => ({ state, from })),
    rows: zone.ai?.rows.value ?? 0,
    positionsPerRow: zone.ai?.positionsPerRow.value ?? 0,
    feeds: Object.fromEntries(fedPaths(feeds).map((path) => [path, feeds[path]])),
    cooling: zone.ai && {
      air: coolingCapacity(zone, "air", on),
      liquid: coolingCapacity(zone, "liquid", on),
    },
    fleet: mines ? fleetByModel(zone) : [],
    poolGroups: mines ? poolGroups(site, zone) : [],
  };
}

function fleetByModel({ mining }: Zone) {
  const counts = new Map<string, number>();
  for (const { model, count } of mining?.asics ?? []) {
    counts.set(model, (counts.get(model) ?? 0) + count.value);
  }
  return [...counts].map(([model, count]) => ({ model, count }));
}

function poolGroups({ document }: Site, { mining }: Zone) {
  const set = document.poolSets.find(({ name }) => name === mining?.poolSet);
  if (set === undefined) return [];
  const quotas = quotasOf(set.groups);
  const total = quotas.reduce((all, quota) => all + quota, 0);
  return set.groups.map(({ name, pools }, index) => ({
    name,
    quota: Percentage.percent((100 * (quotas[index] ?? 0)) / total),
    pools: pools.flatMap(reachedAt),
  }));
}

/**
 * Where a pool is reached. Of the account that it pays a digest, to tell that it is another one, and neither its name nor the
 * Secret of its password: a plan is read by many. What is no pool URL is left out, since nobody knows what it holds.
 */
function reachedAt({ url, user }: PoolSet["groups"][number]["pools"][number]) {
  return "value" in parsePoolUrl(url) ? [{ url, account: checksum(user) }] : [];
}
