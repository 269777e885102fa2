import { type Day, includes } from "../site/day.ts";
import type { Site } from "../site/site.ts";

/** The effective date and every later day on which something changes: what is past nobody can mend any more. */
export function daysAhead(site: Site): readonly Day[] {
  return site.changeDays().filter((on) => on >= site.document.effectiveDate);
}

/** Those of them on which the site has promised to shed load. */
export function daysOfObligations(site: Site): readonly Day[] {
  const { demandResponse } = site.document;
  return daysAhead(site).filter((on) => demandResponse.some((obligation) => includes(obligation, on)));
}
