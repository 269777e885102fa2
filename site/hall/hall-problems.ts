import type { Zone } from "../schema/site-document.ts";
import type { Current } from "../units/index.ts";
import { type Conductors, continuousCurrent, phaseImbalance, type RacksInPlace, rowLoads } from "./phases.ts";

/** What is wrong with the rows and phases of a hall in which racks stand at the same time, as sentences. */
export function hallProblems(zone: Zone, racks: readonly RacksInPlace[]): readonly string[] {
  return [...overloadedRows(zone, racks), ...unevenPhases(zone, racks)];
}

function overloadedRows(zone: Zone, racks: readonly RacksInPlace[]): string[] {
  const busway = zone.ai?.rowBusway;
  if (busway === undefined) return [];
  const carries = continuousCurrent(busway);
  return rowLoads(zone, racks).flatMap(({ row, load, conductors }) => {
    if (conductors === undefined || !largest(conductors).exceeds(carries)) return [];
    return [
      `row ${row + 1} of zone "${zone.name}" draws ${load}, which is ${currentsText(conductors)} when one path carries it alone: its busway carries ${carries} a phase continuously; put fewer racks into the row`,
    ];
  });
}

/** An unevenness that no other order of the same racks would mend is let pass: a single rack is never balanced. */
function unevenPhases(zone: Zone, racks: readonly RacksInPlace[]): string[] {
  const most = zone.ai?.maximumPhaseImbalance?.value;
  const balance = phaseImbalance(zone, racks);
  if (most === undefined || balance === undefined || !balance.avoidable) return [];
  const { conductors, imbalance } = balance;
  return imbalance.exceeds(most)
    ? [
        `each path of zone "${zone.name}" carries ${currentsText(conductors)}, the largest ${imbalance} above their mean: at most ${most}; put racks at positions of the other phases`,
      ]
    : [];
}

function largest([first, ...rest]: Conductors): Current {
  return rest.reduce((most, each) => (each.compare(most) > 0 ? each : most), first);
}

function currentsText([l1, l2, l3]: Conductors): string {
  return `${l1} on L1, ${l2} on L2 and ${l3} on L3`;
}
