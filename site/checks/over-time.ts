import { includes } from "../day.ts";
import type { Site } from "../site.ts";
import { type Finding, inSite } from "./finding.ts";

/** What must hold on every day and depends on the site alone, not on who is placed where. */
export function checkOverTime(site: Site): readonly Finding[] {
  return [...obligations(site)];
}

/** Demand response may only promise mining that is still there, and may be shed, on every day of its term. */
function obligations(site: Site): Finding[] {
  const days = site.changeDays();
  return site.document.demandResponse.flatMap((obligation, index) => {
    for (const on of days) {
      if (!includes(obligation, on)) continue;
      const { curtailable } = site.at(on);
      if (!obligation.obligation.value.exceeds(curtailable)) continue;
      const message = `"${obligation.name}" obliges the site to shed ${obligation.obligation.value}, but from ${on} only ${curtailable} of curtailable mining remains: end or reduce the obligation by then, or convert later`;
      return [inSite(["demandResponse", index, "obligation"], message)];
    }
    return [];
  });
}
