import { mayShareLoad } from "../site/curtailment/programme-names.ts";
import { type Day, includes } from "../site/day.ts";
import { grossLoads, type LimitUse, limitUses } from "../site/power/flow.ts";
import type { Site, SiteState } from "../site/site.ts";
import { Power, sum } from "../site/units/index.ts";
import { isAbove } from "../site/units/quantity.ts";
import type { Placement } from "./place.ts";
import { planJson } from "./plan-json.ts";
import { criticalLoads, shownState, siteLoad, tightest } from "./site-plan.ts";

/** A site over time, as plain data. */
export interface OverTime {
  /**
   * Every day on which something changes, with what the site is from then on: totals, zones, and the element nearest its
   * limit. The effective date is always among them; other days are left out where all is as it was before.
   */
  readonly days: readonly object[];
  /** Of each node the day ahead on which it is nearest its rating, by name. What carries nothing has none. */
  readonly peaks: ReadonlyMap<string, object>;
}

export function siteOverTime(site: Site, placement: Placement): OverTime {
  const { effectiveDate } = site.document;
  const peaks = new Map<string, Peak>();
  const days: object[] = [];
  let before = "";
  for (const on of site.changeDays()) {
    const critical = criticalLoads(placement, on);
    const uses = limitUses(site, on, critical);
    if (on >= effectiveDate) for (const use of uses) raise(peaks, use, on);
    const plan = planJson(dayPlan(site, placement, on, critical, uses)) as object;
    const text = JSON.stringify(plan);
    if (text !== before || on === effectiveDate) days.push({ day: on, ...plan });
    before = text;
  }
  return { days, peaks };
}

type Peak = Omit<NonNullable<ReturnType<typeof tightest>>, "at"> & { readonly day: Day };

/** What is past nobody can mend any more: a peak is one of the days ahead. Of equals the first stays. */
function raise(peaks: Map<string, Peak>, { limit, load, capacity }: LimitUse, on: Day): void {
  if (limit.kind !== "continuous-rating" || load.isZero || capacity.isZero) return;
  const other = peaks.get(limit.at);
  if (other !== undefined && !isAbove(load.ratioTo(capacity), other.load.ratioTo(other.capacity))) return;
  const headroom = capacity.minus(load);
  peaks.set(limit.at, { day: on, scenario: limit.scenario, load, capacity, headroom });
}

function dayPlan(
  site: Site,
  placement: Placement,
  on: Day,
  critical: ReadonlyMap<string, Power>,
  uses: readonly LimitUse[],
) {
  const state = site.at(on);
  const gross = grossLoads(site, on, critical);
  const racks = racksOn(placement, on);
  return {
    load: siteLoad(state, gross, critical),
    approved: sum(
      Power.zero,
      state.approvals.map(({ load }) => load),
    ),
    obligation: obligationOn(state),
    tightest: tightest(uses),
    zones: state.zones.map(({ zone: { name }, state: declared, fleet }) => ({
      name,
      state: shownState(declared, racks.get(name) ?? 0),
      gross: gross.get(name) ?? Power.zero,
      critical: critical.get(name) ?? Power.zero,
      racks: racks.get(name) ?? 0,
      miners: fleet.miners,
      hashrate: fleet.hashrate,
    })),
  };
}

function racksOn({ tenants }: Placement, on: Day): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { allocations } of tenants) {
    for (const { zone, racks, from, to } of allocations)
      if (includes({ from, to }, on)) found.set(zone, (found.get(zone) ?? 0) + racks);
  }
  return found;
}

/** The load that has to be there to be shed: what programmes that take load alone add up to, or the most of one that shares it. */
function obligationOn({ obligations }: SiteState): Power {
  const isShared = ({ programme }: (typeof obligations)[number]) => mayShareLoad(programme);
  const alone = obligations.filter((one) => !isShared(one)).map(({ obligation }) => obligation.value);
  const shared = obligations.filter(isShared).map(({ obligation }) => obligation.value);
  return [sum(Power.zero, alone), ...shared].reduce((most, one) => (one.exceeds(most) ? one : most));
}
