import { aiCapacity } from "../site/ai-capacity.ts";
import { quarterOf, quarterSpans } from "../site/conversion/quarter.ts";
import { addDays, type Day, includes } from "../site/day.ts";
import { serviceDays } from "../site/power/days.ts";
import type { DeclaredZoneState } from "../site/schema/zone.ts";
import type { Site } from "../site/site.ts";
import { Power, sum } from "../site/units/index.ts";
import { drawsMiningLoad, isUnderConstruction } from "../site/zone-state.ts";
import type { Allocation } from "./lock.ts";
import type { Placement } from "./place.ts";
import { criticalLoads } from "./site-plan.ts";

/** Where a zone is counted on a day: on each day in one of them, or nowhere before its first. */
export type ZoneUse = "mining" | "under construction" | "ai-ready";

/** What a zone is counted as in a state. A draining zone mines to its last day: it draws its whole load. */
export function zoneUse(state: DeclaredZoneState | undefined): ZoneUse | undefined {
  if (drawsMiningLoad(state)) return "mining";
  if (isUnderConstruction(state)) return "under construction";
  return state === "ai-ready" ? "ai-ready" : undefined;
}

/** What a site is used for on a day. `leased`, `held` and `free` make up `aiReady`. */
export interface SiteUse {
  /** Gross load of the miners. */
  readonly mining: Power;
  /** Critical load of the halls that are being made, as they will be. */
  readonly underConstruction: Power;
  /** Critical load that AI-ready halls take, each by itself. */
  readonly aiReady: Power;
  readonly leased: Power;
  /** Kept free for expansion rights that are sold. */
  readonly held: Power;
  readonly free: Power;
}

export function siteUse(site: Site, placement: Placement, on: Day): SiteUse {
  const { zones } = site.at(on);
  const total = (use: ZoneUse, of: (zone: (typeof zones)[number]) => Power) =>
    sum(
      Power.zero,
      zones.filter(({ state }) => zoneUse(state) === use).map((zone) => of(zone)),
    );
  const aiReady = total("ai-ready", (zone) => zone.aiCapacity);
  const leased = sum(Power.zero, criticalLoads(placement, on).values());
  const held = heldOn(placement, on);
  return {
    mining: total("mining", ({ fleet }) => fleet.gross),
    underConstruction: total("under construction", ({ zone }) => aiCapacity(zone, site.powerNetwork)),
    aiReady,
    leased,
    held,
    free: aiReady.minus(leased).minus(held),
  };
}

/** The critical load of racks that are kept for those who have a right to take them. */
function heldOn({ tenants }: Placement, on: Day): Power {
  return sum(
    Power.zero,
    tenants.flatMap(({ options = [] }) =>
      options.filter((option) => includes(option, on)).map(({ critical }) => critical),
    ),
  );
}

/** Something that changes on a day: a zone's state, or a tenant that gets or gives up racks. */
export interface UseChange {
  readonly day: Day;
  readonly zone: string;
  /** What becomes of the zone; undefined where a tenant comes or goes. */
  readonly state?: DeclaredZoneState;
  readonly tenant?: string;
  /** A zone enters a state; a tenant comes or goes with racks; racks are held for it, or released again. */
  readonly what: "enters" | "comes" | "goes" | "held" | "released";
}

/** Every change of what a site is used for, in order of days. */
export function useChanges(site: Site, placement: Placement): readonly UseChange[] {
  const states = site.zones.flatMap(({ name, states }) =>
    states.map(({ state, from }): UseChange => ({ day: from, zone: name, state, what: "enters" })),
  );
  const racks = placement.tenants.flatMap(({ tenant, allocations, options = [] }) => [
    ...allocations.flatMap((one) => term(tenant, one, "comes", "goes")),
    ...options.flatMap((one) => term(tenant, one, "held", "released")),
  ]);
  return [...states, ...racks].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function term(
  tenant: string,
  { zone, from, to }: Allocation,
  first: UseChange["what"],
  last: UseChange["what"],
): UseChange[] {
  return [
    { day: from, zone, tenant, what: first },
    { day: addDays(to, 1), zone, tenant, what: last },
  ];
}

/** What a site is used for at the end of each quarter from the first to the last, and what changed within it. */
export function quarterTable(site: Site, placement: Placement, first: Day, last: Day) {
  const whole = { from: quarterOf(first).from, to: quarterOf(last).to };
  const changes = useChanges(site, placement).filter(({ day }) => includes(whole, day));
  const equipped = serviceDays(site.document).filter((day) => includes(whole, day));
  return quarterSpans([first, ...changes.map(({ day }) => day), ...equipped, last]).map(
    ({ name, from, to }) => ({
      quarter: name,
      from,
      to,
      ...siteUse(site, placement, to),
      changes: changes.filter(({ day }) => includes({ from, to }, day)),
    }),
  );
}
