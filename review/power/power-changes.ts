import { changeOf, isChanged, paired } from "../changed.ts";
import { type DayPlan, daysAhead } from "../days-ahead.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { Change, PowerChanges, Quantity } from "../review.ts";
import { laterDays } from "./later-days.ts";

type Plan = SitePlanDocument | undefined;
type ZoneChange = PowerChanges["zones"][number];
type NodeChange = PowerChanges["nodes"][number];

/** What changes for who runs the site's power: each plan on its own effective date, and both on every later day. */
export function powerChanges(base: Plan, head: Plan): PowerChanges {
  const zones = zoneChanges(base, head);
  const nodes = nodeChanges(base, head);
  return {
    site: siteQuantities(base, head),
    zones: zones.filter(differs),
    nodes: nodes.filter(differs),
    interconnects: paired(base?.interconnects, head?.interconnects, ({ name }) => name)
      .map(({ name, before, after }) => ({
        interconnect: name,
        approvedKilowatts: changeOf(before?.approvedKilowatts, after?.approvedKilowatts),
        grossKilowatts: changeOf(before?.grossKilowatts, after?.grossKilowatts),
        headroomKilowatts: changeOf(before?.headroomKilowatts, after?.headroomKilowatts),
      }))
      .filter(differs),
    tightest: changeOf(tightestAhead(base), tightestAhead(head)),
    later: laterDays(base, head),
    unchanged: {
      zones: zones.filter((zone) => !differs(zone)).length,
      nodes: nodes.filter((node) => !differs(node)).length,
    },
  };
}

/** Whether any of the changes of an entry is one. Its scenario alone is none: of equally bad ones either may be named. */
function differs({ worstScenario: _, ...entry }: Readonly<Record<string, unknown>>): boolean {
  return Object.values(entry).some(
    (value) => typeof value === "object" && value !== null && isChanged(value),
  );
}

function siteQuantities(base: Plan, head: Plan): readonly Quantity[] {
  const approved = (plan: Plan) =>
    plan?.interconnects.reduce((total, { approvedKilowatts }) => total + approvedKilowatts, 0);
  const quantity = (name: string, of: (plan: Plan) => number | undefined): Quantity => ({
    name,
    unit: "kW",
    change: changeOf(of(base), of(head)),
  });
  return [
    quantity("gross load", (plan) => plan?.load.grossKilowatts),
    quantity("gross load of mining", (plan) => plan?.load.miningKilowatts),
    quantity("gross load of AI", (plan) => plan?.load.aiKilowatts),
    quantity("critical load of AI", (plan) => plan?.load.criticalKilowatts),
    quantity("critical load that AI halls take", (plan) => plan?.load.aiCapacityKilowatts),
    quantity("approved load", approved),
  ].filter(({ change }) => isChanged(change));
}

function zoneChanges(base: Plan, head: Plan): readonly ZoneChange[] {
  const [before, after] = [zonePeaks(daysAhead(base)), zonePeaks(daysAhead(head))];
  return paired(base?.zones, head?.zones, ({ name }) => name).map(({ name, before: old, after: now }) => ({
    zone: name,
    state: changeOf(old?.state, now?.state),
    grossKilowatts: changeOf(old?.grossKilowatts, now?.grossKilowatts),
    criticalKilowatts: changeOf(old?.criticalKilowatts, now?.criticalKilowatts),
    ...peakChange(before.get(name), after.get(name), ({ grossKilowatts }) => grossKilowatts),
  }));
}

type ZonePeak = NonNullable<NonNullable<ZoneChange["peak"]>["before"]>;

function zonePeaks(days: readonly DayPlan[]): ReadonlyMap<string, ZonePeak> {
  const peaks = new Map<string, ZonePeak>();
  for (const { day, zones } of days) {
    for (const { name, grossKilowatts } of zones) {
      if (grossKilowatts > (peaks.get(name)?.grossKilowatts ?? -1)) peaks.set(name, { day, grossKilowatts });
    }
  }
  return peaks;
}

function nodeChanges(base: Plan, head: Plan): readonly NodeChange[] {
  return paired(base?.powerNodes, head?.powerNodes, ({ name }) => name).map(({ name, before, after }) => ({
    node: name,
    loadKilowatts: changeOf(before?.loadKilowatts, after?.loadKilowatts),
    worstLoadKilowatts: changeOf(before?.worstLoadKilowatts, after?.worstLoadKilowatts),
    worstScenario: changeOf(before?.worstScenario, after?.worstScenario),
    capacityKilowatts: changeOf(before?.capacityKilowatts, after?.capacityKilowatts),
    headroomKilowatts: changeOf(before?.headroomKilowatts, after?.headroomKilowatts),
    ...peakChange(before?.peak, after?.peak, (peak) => [peak.loadKilowatts, peak.capacityKilowatts]),
  }));
}

/** A peak that differs by what it comes to: the same on another day is none, since a plan may list other days. */
function peakChange<P>(
  before: P | undefined,
  after: P | undefined,
  of: (peak: P) => unknown,
): { readonly peak?: Change<P> } {
  const differs = isChanged(changeOf(before && of(before), after && of(after)));
  return differs ? { peak: changeOf(before, after) } : {};
}

/** By share of the rating. Of equals the first day's. */
function tightestAhead(plan: Plan): NonNullable<PowerChanges["tightest"]["before"]> | undefined {
  let found: NonNullable<PowerChanges["tightest"]["before"]> | undefined;
  for (const { day, tightest } of daysAhead(plan)) {
    if (tightest === undefined) continue;
    const { at, scenario, headroomKilowatts, capacityKilowatts } = tightest;
    const spare = headroomKilowatts / capacityKilowatts;
    if (found === undefined || spare < found.headroomKilowatts / found.capacityKilowatts)
      found = { day, at, scenario, headroomKilowatts, capacityKilowatts };
  }
  return found;
}
