import type { Day } from "../day.ts";
import { capacityDays } from "../power/days.ts";
import { type Overload, overloads, overloadText } from "../power/flow.ts";
import type { Site } from "../site.ts";
import { type Finding, inSite } from "./finding.ts";
import { checkObligations } from "./obligations.ts";

/** What must hold on every day and depends on the site alone, not on who is placed where. */
export function checkOverTime(site: Site): readonly Finding[] {
  return [...checkObligations(site), ...miningOverloads(site)];
}

/** Miners alone must not overload the site: then no placement could help. */
function miningOverloads(site: Site): Finding[] {
  return overloads(site, () => new Map(), miningDays(site)).map((overload) =>
    inSite(
      elementPath(site, overload),
      `"${overload.limit.at}" ${overloadText(overload)}, by mining alone: mine less there, or strengthen it`,
    ),
  );
}

function elementPath({ document }: Site, { limit: { at, kind } }: Overload): (string | number)[] {
  const list =
    kind === "load-approval" ? "interconnects" : kind === "standby-rating" ? "generators" : "power";
  return [list, document[list].findIndex(({ name }) => name === at)];
}

/** The days on which mining, or what it may draw, changes. */
function miningDays({ document, zones }: Site): readonly Day[] {
  const days = new Set([
    document.effectiveDate,
    ...capacityDays(document),
    ...zones.flatMap(({ states }) => states.map(({ from }) => from)),
  ]);
  return [...days].sort();
}
