import { type Day, includes } from "../site/day.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { drawsMiningLoad, stateOn } from "../site/zone-state.ts";

/** The effective date and every later day on which something changes: what is past nobody can mend any more. */
export function daysAhead(site: Site): readonly Day[] {
  return site.changeDays().filter((on) => on >= site.document.effectiveDate);
}

/** Those of them on which the site has promised to shed load. */
export function daysOfObligations(site: Site): readonly Day[] {
  const { demandResponse } = site.document;
  return daysAhead(site).filter((on) => demandResponse.some((obligation) => includes(obligation, on)));
}

/** The first day ahead on which a zone's miners draw power; undefined where they are gone, or never come. */
export function minesFrom(site: Site, zone: Zone): Day | undefined {
  if (zone.mining === undefined) return undefined;
  return daysAhead(site).find((on) => drawsMiningLoad(stateOn(zone, on)?.state));
}
