import { media, type unitsToSpare } from "../cooling.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** Cooling groups have units for the redundancy they state, and are removed after they were installed. */
export function checkCooling({ site }: Documents): Finding[] {
  return site.zones.flatMap((zone, index) =>
    media.flatMap((medium) => {
      const group = zone.ai?.cooling[medium];
      if (group === undefined) return [];
      const at = ["zones", index, "ai", "cooling", medium];
      const { installed, removed } = group;
      const problem = unitsProblem(group);
      return [
        ...(problem === undefined ? [] : [inSite(at, `${medium} cooling is ${problem}`)]),
        ...(installed !== undefined && removed !== undefined && removed <= installed
          ? [
              inSite(
                [...at, "removed"],
                `${medium} cooling is removed on ${removed}, but installed on ${installed}: it would never serve`,
              ),
            ]
          : []),
      ];
    }),
  );
}

/** Of N+1 with one unit the check of zone states speaks. */
function unitsProblem(group: Parameters<typeof unitsToSpare>[0]): string | undefined {
  const { redundancy, units } = group;
  if (redundancy === "2N" && units % 2 === 1) {
    return `2N with ${count(units)}: give it an even number, half of which may be lost`;
  }
  if (redundancy === "N+2" && units < 3) return `N+2 with ${count(units)}: give it 3 or more`;
  return undefined;
}

function count(units: number): string {
  return units === 1 ? "1 unit" : `${units} units`;
}
