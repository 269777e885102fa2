import { type Day, includes } from "../day.ts";
import { overloads, overloadText } from "../power/flow.ts";
import type { Site } from "../site.ts";
import { Power, sum } from "../units/index.ts";
import { type Finding, inSite } from "./finding.ts";

/** What must hold on every day and depends on the site alone, not on who is placed where. */
export function checkOverTime(site: Site): readonly Finding[] {
  return [...obligations(site), ...miningOverloads(site)];
}

/**
 * Demand response may only promise mining that is still there, and may be shed, on every day of its term. What several
 * programmes are promised on the same days adds up: the same load cannot be shed twice.
 */
function obligations(site: Site): Finding[] {
  const reported = new Set<number>();
  return site.changeDays().flatMap((on) => {
    const inForce = site.document.demandResponse.flatMap((obligation, index) =>
      includes(obligation, on) ? [{ ...obligation, index }] : [],
    );
    const { curtailable } = site.at(on);
    const total = sum(
      Power.zero,
      inForce.map(({ obligation }) => obligation.value),
    );
    if (!total.exceeds(curtailable)) return [];
    const fresh = inForce.filter(({ index }) => !reported.has(index));
    for (const { index } of fresh) reported.add(index);
    return fresh.map(({ index, name, obligation }) =>
      inSite(
        ["demandResponse", index, "obligation"],
        `"${name}" obliges the site to shed ${obligation.value}${inForce.length > 1 ? ` of ${total} promised together` : ""}, but from ${on} only ${curtailable} of curtailable mining remains: end or reduce the obligation by then, or convert later`,
      ),
    );
  });
}

/** Miners alone must not overload the site: then no placement could help. */
function miningOverloads(site: Site): Finding[] {
  const { interconnects, power } = site.document;
  return overloads(site, () => new Map(), miningDays(site)).map((overload) => {
    const { at, kind } = overload.limit;
    const list = kind === "load-approval" ? "interconnects" : "power";
    const index = (list === "power" ? power : interconnects).findIndex(({ name }) => name === at);
    return inSite(
      [list, index],
      `"${at}" ${overloadText(overload)}, by mining alone: mine less there, or strengthen it`,
    );
  });
}

/** The days on which mining, or what it may draw, changes. */
function miningDays(site: Site): readonly Day[] {
  const days = new Set([
    site.document.effectiveDate,
    ...site.zones.flatMap(({ states }) => states.map(({ from }) => from)),
    ...site.document.interconnects.flatMap(({ approvals }) => approvals.map(({ from }) => from)),
  ]);
  return [...days].sort();
}
