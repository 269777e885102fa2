import type { Allocation } from "../../placement/lock.ts";
import { positionName, readRanges, writeRanges } from "../../placement/positions.ts";
import { groupBy } from "../../site/group-by.ts";
import { phaseOf, rowOf } from "../../site/hall/rack-feeds.ts";
import { rackNodeNames } from "../../site/node-names.ts";
import type { RackType, Zone } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";

/** Between which phases a rack of one phase is connected, by the number of its pair. */
const phasePairs = { 1: "L1-L2", 2: "L2-L3", 3: "L3-L1" } as const;

/**
 * The positions of each allocation, one entry a row of the hall. A hall of hundreds of racks would fill a binder rack by rack,
 * and names follow from positions: the first and the last of a row say all of them.
 */
export function handedOverRows(site: Site, allocations: readonly Allocation[]) {
  return allocations.flatMap((allocation) => {
    const zone = site.zone(allocation.zone);
    const type = site.rackType(allocation.rackType);
    const positions = readRanges(zone, allocation.positions) ?? [];
    return [...groupBy(positions, (position) => rowName(zone, position))].map(([row, here]) => ({
      zone: zone.name,
      row,
      demand: allocation.demand,
      positions: writeRanges(zone, here),
      racks: here.length,
      rackType: type.name,
      critical: allocation.critical.times(here.length / allocation.racks),
      firstPhases: firstPhases(zone, here),
      nodes: nodesOf(site, zone, type, here),
    }));
  });
}

/** As names of positions begin: `r01`. */
function rowName(zone: Zone, position: number): string {
  return `r${String(rowOf(zone, position) + 1).padStart(2, "0")}`;
}

function firstPhases(zone: Zone, [first]: readonly number[]): string | undefined {
  const pair = first === undefined ? undefined : phaseOf(zone, first);
  return pair && phasePairs[pair];
}

function nodesOf({ document }: Site, zone: Zone, type: RackType, positions: readonly number[]) {
  const nodes = type.nodes.value;
  const [first, last] = [positions[0], positions.at(-1)];
  if (nodes === 0 || first === undefined || last === undefined) return undefined;
  const names = (position: number) =>
    rackNodeNames(document, { zone: zone.name, rack: positionName(zone, position), nodes });
  return {
    count: nodes * positions.length,
    first: names(first)[0] ?? "",
    last: names(last).at(-1) ?? "",
  };
}
