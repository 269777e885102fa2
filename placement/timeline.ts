import { compareText } from "../site/compare-text.ts";
import { changeOf } from "../site/conversion/change.ts";
import { type LongLeadItem, longLeadItems } from "../site/conversion/long-lead.ts";
import { loadEnds, type Phase, phasesOf } from "../site/conversion/phases.ts";
import type { NodeFate } from "../site/conversion/power-fates.ts";
import { type Day, daysBetween, earlier, later, overlaps } from "../site/day.ts";
import { drainPlan } from "../site/mining/drain.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import type { Placement } from "./place.ts";
import { quarterTable, useChanges } from "./quarters.ts";

/** How a site changes sides over time: what `timeline` shows. */
export type Timeline = ReturnType<typeof timeline>;

/** Which part of a site's time is shown. */
export interface TimelineOptions {
  /** @default - the first day on which anything changes */
  readonly from?: Day | undefined;
  /** @default - the last one */
  readonly to?: Day | undefined;
}

/** Every phase of every zone, what has to be ordered for them, and what the site is used for, quarter by quarter. */
export function timeline(site: Site, placement: Placement, options: TimelineOptions = {}) {
  const days = useChanges(site, placement).map(({ day }) => day);
  const { effectiveDate } = site.document;
  const first = days[0] ?? effectiveDate;
  const from = options.from ?? earlier(first, options.to ?? first);
  const to = options.to ?? later(days.at(-1) ?? effectiveDate, from);
  const period = { from, to };
  return {
    site: site.name,
    title: site.document.title,
    operator: site.document.operator,
    day: effectiveDate,
    from,
    to,
    phases: site.zones
      .flatMap((zone) => phasesOf(zone).map((phase) => ({ zone, phase })))
      .filter(({ phase }) => overlaps(period, { from: phase.from, to: phase.complete }))
      .sort((a, b) => compareText(a.phase.from, b.phase.from))
      .map(({ zone, phase }) => phasePlan(site, zone, phase)),
    longLead: longLeadItems(site.document)
      .filter(({ orderBy, neededBy }) => overlaps(period, { from: orderBy, to: neededBy }))
      .map(itemPlan),
    quarters: quarterTable(site, placement, from, to),
  };
}

function phasePlan(site: Site, zone: Zone, phase: Phase) {
  const { power, ...change } = changeOf(site, zone, phase);
  return {
    zone: zone.name,
    title: zone.title,
    kind: phase.kind === "mining" && phase.since !== undefined ? ("return-to-mining" as const) : phase.kind,
    from: phase.from,
    complete: phase.complete,
    days: phase.complete && daysBetween(phase.from, phase.complete),
    hallStood: phase.hallStands,
    /** Until this day what was there before draws power. */
    loadEnds: phase.kind === "new-hall" ? undefined : loadEnds(phase),
    steps: phase.steps.map(({ state, from }) => ({ state, from })),
    drain: drainPlan(zone, phase),
    ...change,
    power: {
      survives: named(power, "survives"),
      joins: named(power, "joins"),
      new: named(power, "new"),
      replaced: power.flatMap((one) =>
        one.fate === "replaced" ? [{ node: one.node.name, by: one.by.name }] : [],
      ),
      removed: named(power, "removed"),
      kept: named(power, "kept"),
      freed: named(power, "freed"),
    },
  };
}

function named(power: readonly NodeFate[], fate: NodeFate["fate"]): string[] {
  return power.filter((one) => one.fate === fate).map(({ node }) => node.name);
}

function itemPlan({ leadTime, ...item }: LongLeadItem) {
  return { ...item, leadTimeWeeks: leadTime.value.weeks, leadTimeSource: leadTime.source };
}
