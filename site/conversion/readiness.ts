import { addDays, type Day, daysBetween } from "../day.ts";
import type { Zone } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import { aiReadyPeriods } from "../zone-state.ts";
import { neededBy, type Phase, phasesOf } from "./phases.ts";
import { feedNames, Supply } from "./supply.ts";

/**
 * The first day from a day on on which a zone is AI-ready, by the plan that the site has; undefined where it plans none.
 * What a plan needs is checked when the site is loaded: a site that is loaded can keep it.
 */
export function earliestReady(site: Site, zone: Zone, from = site.document.effectiveDate): Day | undefined {
  const period = aiReadyPeriods(zone).find(({ to }) => to === undefined || to >= from);
  return period === undefined || period.from > from ? period?.from : from;
}

/** When a zone could be AI-ready that no plan makes so, and what the estimate rests on. */
export interface Estimate {
  readonly day: Day;
  /** From the first day of draining until AI-ready. */
  readonly days: number;
  /** The zone whose conversion took so long. */
  readonly like: string;
}

/**
 * When a zone could be AI-ready if its conversion began on the site's effective date and went as fast as the site's
 * fastest did, or the zone's own where it has been converted before; undefined where there is none to go by, or the zone
 * is no AI hall.
 */
export function couldBeReady(site: Site, zone: Zone): Estimate | undefined {
  if (zone.ai === undefined) return undefined;
  const own = conversionsOf(zone);
  const all = own.length > 0 ? own : site.zones.flatMap(conversionsOf);
  const [fastest] = all.sort((a, b) => a.days - b.days || (a.like < b.like ? -1 : 1));
  if (fastest === undefined) return undefined;
  const { phase, days, like } = fastest;
  const toCommission = daysBetween(phase.from, neededBy(phase) ?? phase.from);
  const commissioned = addDays(site.document.effectiveDate, toCommission);
  const supplied = suppliedFrom(site, zone, commissioned);
  if (supplied === undefined) return undefined;
  return { day: addDays(supplied, days - toCommission), days, like };
}

interface Conversion {
  readonly phase: Phase;
  readonly days: number;
  readonly like: string;
}

function conversionsOf(zone: Zone): Conversion[] {
  return phasesOf(zone).flatMap((phase) => {
    const { kind, complete, from, steps } = phase;
    // One that began before the document does says nothing of how long it took.
    if (kind !== "conversion" || complete === undefined || steps[0]?.state !== "draining") return [];
    return [{ phase, days: daysBetween(from, complete), like: zone.name }];
  });
}

/** The first day from a day on on which all feeds of a zone are connected. */
function suppliedFrom(site: Site, zone: Zone, from: Day): Day | undefined {
  const supply = new Supply(site.powerNetwork);
  let latest: Day = from;
  for (const feed of feedNames(zone.feeds)) {
    const day = supply.connectedFrom(feed, from);
    if (day === undefined) return undefined;
    if (day > latest) latest = day;
  }
  return latest;
}
