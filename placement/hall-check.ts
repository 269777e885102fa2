import { hallProblems } from "../site/hall/hall-problems.ts";
import type { Problem } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import { lockFile } from "./lock.ts";
import type { Placement } from "./place.ts";
import { racksInPlace } from "./racks-in-place.ts";

/** Rows and phases that the racks of a placement overload or load unevenly, each said once, for the first such day. */
export function rowAndPhaseProblems(site: Site, placement: Pick<Placement, "tenants">): Problem[] {
  const stated = site.zones.filter(
    ({ ai }) => ai?.rowBusway !== undefined || ai?.maximumPhaseImbalance !== undefined,
  );
  if (stated.length === 0) return [];
  const found = new Map<string, Problem>();
  for (const on of site.changeDays()) {
    const racks = racksInPlace(site, placement, on);
    for (const zone of stated) {
      for (const text of hallProblems(zone, racks.get(zone.name) ?? [])) {
        if (!found.has(text)) found.set(text, { where: lockFile, message: `${text}, from ${on}` });
      }
    }
  }
  return [...found.values()];
}
