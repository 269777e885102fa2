import { type SiteUse, siteUse, useChanges } from "../placement/quarters.ts";
import { criticalLoads } from "../placement/site-plan.ts";
import type { Day } from "../site/day.ts";
import { grossLoads } from "../site/power/flow.ts";
import { Hashrate, Power, sum } from "../site/units/index.ts";
import type { PlacedSite } from "./fleet.ts";

/** What sites are used for on a day. `leased`, `held` and `free` make up `aiReady`. */
export interface FleetUse extends SiteUse {
  readonly approved: Power;
  /** Load at the meters of everything that mines or is leased. */
  readonly gross: Power;
  /** What is approved beyond it: neither mined with nor leased. */
  readonly approvedFree: Power;
  readonly curtailable: Power;
  readonly hashrate: Hashrate;
  readonly miners: number;
}

const powers = [
  "mining",
  "underConstruction",
  "aiReady",
  "leased",
  "held",
  "free",
  "approved",
  "gross",
  "approvedFree",
  "curtailable",
] as const;

export function useOf({ site, lock }: PlacedSite, on: Day): FleetUse {
  const { zones, approvals, curtailable } = site.at(on);
  const approved = sum(
    Power.zero,
    approvals.map(({ load }) => load),
  );
  const gross = sum(Power.zero, grossLoads(site, on, criticalLoads(lock, on)).values());
  return {
    ...siteUse(site, lock, on),
    approved,
    gross,
    approvedFree: approved.minus(gross),
    curtailable,
    hashrate: sum(
      Hashrate.zero,
      zones.map(({ fleet }) => fleet.hashrate),
    ),
    miners: zones.reduce((total, { fleet }) => total + fleet.miners, 0),
  };
}

/** What several sites are used for together. */
export function totalUse(uses: readonly FleetUse[]): FleetUse {
  const total = (key: (typeof powers)[number]) =>
    sum(
      Power.zero,
      uses.map((use) => use[key]),
    );
  return {
    ...(Object.fromEntries(powers.map((key) => [key, total(key)])) as Pick<
      FleetUse,
      (typeof powers)[number]
    >),
    hashrate: sum(
      Hashrate.zero,
      uses.map(({ hashrate }) => hashrate),
    ),
    miners: uses.reduce((all, { miners }) => all + miners, 0),
  };
}

/** What a site is used for on any day. Between two days on which something changes there it is looked at but once. */
export function useOverTime(member: PlacedSite): {
  readonly days: readonly Day[];
  on(day: Day): FleetUse;
} {
  const { site, lock } = member;
  const days = [...new Set([...site.changeDays(), ...useChanges(site, lock).map(({ day }) => day)])].sort();
  const known = new Map<Day | undefined, FleetUse>();
  return {
    days,
    on: (day) => {
      const since = days.findLast((change) => change <= day);
      const use = known.get(since) ?? useOf(member, day);
      known.set(since, use);
      return use;
    },
  };
}
