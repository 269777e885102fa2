import { criticalLoads } from "../placement/site-plan.ts";
import type { Day } from "../site/day.ts";
import type { LimitUse } from "../site/power/flow.ts";
import type { PowerLimit } from "../site/power/limit.ts";
import { columnLoads, inColumns, wattsOf } from "../site/power/limit-columns.ts";
import type { PowerNode } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { Percentage, Power } from "../site/units/index.ts";
import { daysAhead } from "./days-ahead.ts";
import type { Subject } from "./rule.ts";

/** A limit on the day ahead on which most of it is used. */
export interface PeakUse extends LimitUse {
  readonly on: Day;
  readonly used: Percentage;
}

/** Several rules ask for the same. */
const known = new WeakMap<Subject, readonly PeakUse[]>();

/** Every power limit of a site that carries something on a day ahead, at its peak. */
export function peakUses(subject: Subject): readonly PeakUse[] {
  const found = known.get(subject) ?? computed(subject);
  known.set(subject, found);
  return found;
}

function computed({ site, lock }: Subject): readonly PeakUse[] {
  const limits = inColumns(site);
  const peaks = new Map<PowerLimit, { ratio: number; watts: number; capacity: Power; on: Day }>();
  for (const on of daysAhead(site)) {
    const loads = columnLoads(site, on, criticalLoads(lock, on));
    for (const columns of limits) {
      const watts = wattsOf(columns, loads);
      if (watts === 0) continue;
      const capacity = columns.limit.capacityOn(on);
      const ratio = watts / capacity.watts;
      if (ratio > (peaks.get(columns.limit)?.ratio ?? 0))
        peaks.set(columns.limit, { ratio, watts, capacity, on });
    }
  }
  return [...peaks].map(([limit, { ratio, watts, capacity, on }]) => ({
    limit,
    load: Power.watts(watts),
    capacity,
    on,
    used: Percentage.percent(100 * ratio),
  }));
}

/** Of limits the one of each element that is used most, in the order in which the elements come. */
export function worstOfEach(uses: readonly PeakUse[]): readonly PeakUse[] {
  const worst = new Map<string, PeakUse>();
  for (const use of uses) {
    const other = worst.get(use.limit.at);
    if (other === undefined || use.used.exceeds(other.used)) worst.set(use.limit.at, use);
  }
  return [...worst.values()];
}

/** Whether a limit is that of a node's own load, with nothing lost. */
export function isNormalOperation({ kind, scenario }: PowerLimit): boolean {
  return kind === "continuous-rating" && scenario === "all in service";
}

/** The node that a limit is of. */
export function nodeOf(site: Site, { at }: PowerLimit): PowerNode | undefined {
  return site.powerNetwork.node(at);
}
