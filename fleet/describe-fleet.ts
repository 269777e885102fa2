import { aiLoadsOn } from "../placement/ai-loads.ts";
import { criticalLoads, tightest } from "../placement/site-plan.ts";
import { compareText } from "../site/compare-text.ts";
import { quarterSpans } from "../site/conversion/quarter.ts";
import { curtailmentPlan } from "../site/curtailment/make-plan.ts";
import { programmeOf } from "../site/curtailment/programme-names.ts";
import type { Day } from "../site/day.ts";
import { groupBy } from "../site/group-by.ts";
import { limitUses } from "../site/power/flow.ts";
import { Power, sum } from "../site/units/index.ts";
import { byRegion, type Fleet, type PlacedSite, type SiteOfFleet } from "./fleet.ts";
import { type FleetUse, totalUse, useOverTime } from "./use.ts";

/** What the sites of a fleet are used for, on a day and from then on: what `fleet describe` shows. */
export type FleetPicture = ReturnType<typeof describeFleet>;

/** The last of the days on which its sites stand: by then all that any of them has rolled out is there. */
export function fleetDay({ sites }: Pick<Fleet<SiteOfFleet>, "sites">): Day {
  const days = sites.map(({ site }) => site.document.effectiveDate).sort();
  const last = days.at(-1);
  if (last === undefined) throw new RangeError("a fleet without sites has no day");
  return last;
}

/** The fleet on a day, by region and site, and over the days on which something changes anywhere. */
export function describeFleet(fleet: Fleet, on: Day = fleetDay(fleet)) {
  const over = new Map(fleet.sites.map((member) => [member.name, useOverTime(member)]));
  const useOn = (members: readonly PlacedSite[], day: Day): FleetUse =>
    totalUse(members.flatMap(({ name }) => over.get(name)?.on(day) ?? []));
  const days = [...new Set([on, ...[...over.values()].flatMap((one) => one.days)])]
    .filter((day) => day >= on)
    .sort();
  const regions = byRegion(fleet);
  const inAll = (day: Day) => ({
    fleet: useOn(fleet.sites, day),
    regions: regions.map(({ region, sites }) => ({ name: region.name, ...useOn(sites, day) })),
  });
  return {
    fleet: fleet.document.name,
    title: fleet.document.title,
    day: on,
    use: useOn(fleet.sites, on),
    regions: regions.map(({ region, sites }) => ({
      name: region.name,
      title: region.title,
      gridOperator: region.gridOperator,
      latency: region.latency,
      constraints: region.constraints.map(({ text }) => text),
      ...useOn(sites, on),
      sites: sites.map((member) => ({
        name: member.name,
        owner: member.entry.owner,
        ...useOn([member], on),
        tightest: tightestOf(member, on),
      })),
    })),
    programmes: programmes(fleet.sites, on),
    days: days.map((day) => ({ day, ...inAll(day) })),
    quarters: quarterSpans(days).map(({ name, from, to }) => ({ quarter: name, from, to, ...inAll(to) })),
  };
}

function tightestOf({ site, lock }: PlacedSite, on: Day) {
  return tightest(limitUses(site, on, criticalLoads(lock, on)));
}

/**
 * What the sites are obliged to shed on a day, and could in time, by programme, whichever of its names each site calls it by.
 * A site that is obliged twice by one programme can shed its load but once for both.
 */
export function programmes(members: readonly PlacedSite[], on: Day) {
  const obligations = members.flatMap(({ name, site, lock }) =>
    site.at(on).obligations.length === 0
      ? []
      : curtailmentPlan(site, on, aiLoadsOn(site, lock, on)).obligations.map((one) => ({
          site: name,
          ...one,
        })),
  );
  const byProgramme = groupBy(obligations, ({ programme }) => programmeOf(programme)?.name ?? programme);
  return [...byProgramme.values()]
    .map((own) => ({
      programme: own[0]?.programme ?? "",
      obligation: sum(
        Power.zero,
        own.map(({ obligation }) => obligation),
      ),
      available: sum(
        Power.zero,
        [...groupBy(own, ({ site }) => site).values()].map((ofSite) =>
          ofSite.reduce((most, { available }) => (available.exceeds(most) ? available : most), Power.zero),
        ),
      ),
      sites: own.map(({ site, name, obligation, available }) => ({ site, name, obligation, available })),
    }))
    .sort((a, b) => compareText(a.programme, b.programme));
}
