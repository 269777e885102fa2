import type { SitePlanDocument } from "../../result/site-plan-document.ts";

/** A state with the days that it lasts: until the next one, or the end of what is drawn. */
export interface Phase {
  readonly state: string;
  readonly from: string;
  /** The first day on which it is over. */
  readonly until?: string;
}

/** The phases of a zone that reach into what is drawn. */
export function phasesOf({ states }: SitePlanDocument["zones"][number], first: string): readonly Phase[] {
  return states
    .map(({ state, from }, index): Phase => {
      const next = states[index + 1];
      return next === undefined ? { state, from } : { state, from, until: next.from };
    })
    .filter(({ until }) => until === undefined || until > first);
}

/** Racks of one tenant in one zone, over the same days. */
export interface LeaseBar {
  readonly tenant: string;
  readonly racks: number;
  readonly from: string;
  readonly to: string;
}

/** A tenant's allocations of a zone, those of the same days together. */
export function leasesIn(plan: SitePlanDocument, zone: string): readonly LeaseBar[] {
  const bars = new Map<string, LeaseBar>();
  for (const { name, allocations } of plan.tenants) {
    for (const { zone: where, racks, from, to } of allocations) {
      if (where !== zone) continue;
      const key = JSON.stringify([name, from, to]);
      bars.set(key, { tenant: name, racks: racks + (bars.get(key)?.racks ?? 0), from, to });
    }
  }
  return [...bars.values()].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** Bars in as few lanes as keep them apart. */
export function lanesOf(bars: readonly LeaseBar[]): readonly (readonly LeaseBar[])[] {
  const lanes: LeaseBar[][] = [];
  for (const bar of bars) {
    const lane = lanes.find((each) => (each.at(-1)?.to ?? "") < bar.from);
    if (lane === undefined) lanes.push([bar]);
    else lane.push(bar);
  }
  return lanes;
}
