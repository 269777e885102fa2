import type { Allocation } from "../../placement/lock.ts";
import type { Day } from "../../site/day.ts";
import type { Zone } from "../../site/schema/site-document.ts";
import type { Site } from "../../site/site.ts";
import { Power, sum } from "../../site/units/index.ts";

/** What a part of a lease is on a day. */
export type PhaseState = "to be handed over" | "handed over" | "ended";

/** The parts of a lease in the order in which they begin, each with the day from which its hall is ready. */
export function handedOverPhases(site: Site, allocations: readonly Allocation[], on: Day) {
  return allocations
    .map(({ demand, zone, rackType, racks, critical, from, to }) => ({
      name: demand,
      zone,
      hall: site.zone(zone).hall,
      rackType,
      rackTitle: site.rackType(rackType).title,
      racks,
      critical,
      ready: readyBy(site.zone(zone), from),
      from,
      to,
      state: stateOf(from, to, on),
    }))
    .sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1));
}

function stateOf(from: Day, to: Day, on: Day): PhaseState {
  if (on < from) return "to be handed over";
  return on > to ? "ended" : "handed over";
}

/** The last day before a lease's first on which its hall became ready. A hall may have been a mine again in between. */
function readyBy({ states }: Zone, from: Day): Day | undefined {
  return states.filter((each) => each.state === "ai-ready" && each.from <= from).at(-1)?.from;
}

/** The most that allocations come to on any day: phases may follow each other, and their sum would never be drawn. */
export function mostAtOnce(
  allocations: readonly Allocation[],
  of: (allocation: Allocation) => Power = ({ critical }) => critical,
): Power {
  const days = allocations.map(({ from }) =>
    sum(Power.zero, allocations.filter((each) => each.from <= from && from <= each.to).map(of)),
  );
  return days.reduce((most, each) => (each.exceeds(most) ? each : most), Power.zero);
}
