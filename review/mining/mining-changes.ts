import { changeOf, isChanged, paired } from "../changed.ts";
import { daysAhead } from "../days-ahead.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { MiningChanges, Quantity } from "../review.ts";
import { minesUntil } from "./mines-until.ts";
import { poolChanges } from "./pool-changes.ts";

type Plan = SitePlanDocument | undefined;
type ZonePlan = SitePlanDocument["zones"][number];
type ZoneChange = MiningChanges["zones"][number];

/** What changes for who runs the miners, and for who promised to shed them. */
export function miningChanges(base: Plan, head: Plan): MiningChanges {
  const pairs = paired(base?.zones, head?.zones, ({ name }) => name).filter(
    ({ before, after }) => everMines(before) || everMines(after),
  );
  const zones = pairs
    .map(({ name, before, after }): ZoneChange => zoneChange(name, before, after, base, head))
    .filter(differs);
  return {
    site: siteQuantities(base, head),
    zones,
    pools: poolChanges(base, head),
    obligations: obligationChanges(base, head),
    margin: changeOf(leastMargin(base), leastMargin(head)),
    unchanged: { zones: pairs.length - zones.length },
  };
}

function obligationChanges(base: Plan, head: Plan): MiningChanges["obligations"] {
  const isOfAllDays = [base, head].every((plan) => plan === undefined || plan.programmes !== undefined);
  const [old, now] = [obligationsAhead(base, isOfAllDays), obligationsAhead(head, isOfAllDays)];
  return paired(old, now, ({ name }) => name)
    .map(({ name, before, after }) => ({
      name,
      programme: (after ?? before)?.programme ?? "",
      obligationKilowatts: changeOf(before?.obligationKilowatts, after?.obligationKilowatts),
      from: changeOf(before?.from, after?.from),
      to: changeOf(before?.to, after?.to),
    }))
    .filter(({ obligationKilowatts, from, to }) => [obligationKilowatts, from, to].some(isChanged));
}

interface Obligation {
  readonly name: string;
  readonly programme: string;
  readonly obligationKilowatts: number;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Those that are in force or to come; those in force alone where a side says no more. */
function obligationsAhead(plan: Plan, isOfAllDays: boolean): readonly Obligation[] | undefined {
  if (!isOfAllDays) return plan?.obligations;
  return plan?.programmes?.filter(({ to }) => to === undefined || to >= plan.day);
}

function everMines(zone: ZonePlan | undefined): boolean {
  return zone?.states.some(({ state }) => state === "mining" || state === "draining") ?? false;
}

function zoneChange(
  zone: string,
  before: ZonePlan | undefined,
  after: ZonePlan | undefined,
  base: Plan,
  head: Plan,
): ZoneChange {
  return {
    zone,
    state: changeOf(before?.state, after?.state),
    hashratePetahashes: changeOf(before?.hashratePetahashes, after?.hashratePetahashes),
    miners: changeOf(before?.miners, after?.miners),
    minesUntil: changeOf(
      before && base && minesUntil(before.states, base.day),
      after && head && minesUntil(after.states, head.day),
    ),
  };
}

/** A hall that has mined once changes its state without any miner being concerned. */
function differs({ state, hashratePetahashes, miners, minesUntil }: ZoneChange): boolean {
  const mines = (miners.before ?? 0) > 0 || (miners.after ?? 0) > 0;
  return [hashratePetahashes, miners, minesUntil].some(isChanged) || (mines && isChanged(state));
}

function siteQuantities(base: Plan, head: Plan): readonly Quantity[] {
  const quantity = (
    name: string,
    unit: Quantity["unit"],
    of: (plan: SitePlanDocument) => number,
  ): Quantity => ({ name, unit, change: changeOf(base && of(base), head && of(head)) });
  return [
    quantity("hashrate", "PH/s", ({ load }) => load.hashratePetahashes),
    quantity("miners", "miners", ({ load }) => load.miners),
    quantity("curtailable load", "kW", ({ load }) => load.curtailableKilowatts),
    quantity("obliged to be shed", "kW", (plan) =>
      plan.obligations.reduce((total, { obligationKilowatts }) => total + obligationKilowatts, 0),
    ),
  ].filter(({ change }) => isChanged(change));
}

/** Of the days ahead on which anything is obliged. */
function leastMargin(plan: Plan): NonNullable<MiningChanges["margin"]["before"]> | undefined {
  let least: { readonly day: string; readonly kilowatts: number } | undefined;
  for (const { day, load, obligationKilowatts } of daysAhead(plan)) {
    if (obligationKilowatts <= 0) continue;
    const kilowatts = Math.round((load.curtailableKilowatts - obligationKilowatts) * 1000) / 1000;
    if (least === undefined || kilowatts < least.kilowatts) least = { day, kilowatts };
  }
  return least;
}
