import { addDays, type Day, includes } from "../day.ts";
import { capacityDays } from "../power/days.ts";
import { type Overload, overloads, overloadText } from "../power/flow.ts";
import type { Site } from "../site.ts";
import { Power, sum } from "../units/index.ts";
import { type Finding, inSite } from "./finding.ts";

/** What must hold on every day and depends on the site alone, not on who is placed where. */
export function checkOverTime(site: Site): readonly Finding[] {
  return [...obligations(site), ...miningOverloads(site)];
}

/** What cannot be shed of what was promised, on every day from the first to the last. */
interface Shortfall {
  readonly index: number;
  /** What is promised, in words, and what there is: the same on all of its days. */
  readonly promised: string;
  readonly curtailable: Power;
  readonly from: Day;
  readonly to: Day | undefined;
}

/**
 * Demand response may only promise mining that is still there, and may be shed, on every day of its term. What several
 * programmes are promised on the same days adds up: the same load cannot be shed twice.
 */
function obligations(site: Site): Finding[] {
  const days = site.changeDays();
  const found: Shortfall[] = [];
  for (const [at, on] of days.entries()) {
    const next = days[at + 1];
    const to = next === undefined ? undefined : addDays(next, -1);
    for (const { index, promised, curtailable } of shortfallsOn(site, on)) {
      const last = found.findLastIndex((other) => other.index === index);
      const before = found[last];
      const goesOn =
        before?.to === addDays(on, -1) &&
        before.promised === promised &&
        before.curtailable.equals(curtailable);
      if (goesOn) found[last] = { ...before, to };
      else found.push({ index, promised, curtailable, from: on, to });
    }
  }
  return found.map(({ index, promised, curtailable, from, to }) =>
    inSite(
      ["demandResponse", index, "obligation"],
      `${promised}, but from ${from}${to === undefined ? "" : ` to ${to}`} only ${curtailable} of curtailable mining remains: end or reduce the obligation by then, or convert later`,
    ),
  );
}

function shortfallsOn(site: Site, on: Day): Pick<Shortfall, "index" | "promised" | "curtailable">[] {
  const inForce = site.document.demandResponse.flatMap((obligation, index) =>
    includes(obligation, on) ? [{ ...obligation, index }] : [],
  );
  if (inForce.length === 0) return [];
  const { curtailable } = site.at(on);
  const total = sum(
    Power.zero,
    inForce.map(({ obligation }) => obligation.value),
  );
  if (!total.exceeds(curtailable)) return [];
  const together = inForce.length > 1 ? ` of ${total} promised together` : "";
  return inForce.map(({ index, name, obligation }) => ({
    index,
    promised: `"${name}" obliges the site to shed ${obligation.value}${together}`,
    curtailable,
  }));
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
