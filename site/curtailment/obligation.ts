import type { DemandResponse } from "../schema/site-document.ts";
import { Duration, Power, sum } from "../units/index.ts";
import { isUnlimited } from "./defaults.ts";
import { type Dispatch, dispatch } from "./dispatch.ts";
import { baselineOf, type CurtailmentPlan, type PlannedObligation, type SheddableLoad } from "./plan.ts";
import { levelAt } from "./profile.ts";
import { programmeOf } from "./programme-names.ts";
import { milliseconds } from "./running-load.ts";

/** A plan before its obligations are known. */
export type PlanOfLoads = Omit<CurtailmentPlan, "obligations">;

/** An obligation on the plan's day, with what of it can be met and how long the site then takes to be back. */
export function plannedObligation(plan: PlanOfLoads, document: DemandResponse): PlannedObligation {
  const terms = {
    obligation: document.obligation.value,
    notice: document.notice.value,
    maximumDuration: document.maximumDuration.value,
  };
  return {
    name: document.name,
    programme: document.programme,
    ...terms,
    coolDown: document.coolDown?.value ?? Duration.zero,
    payment: document.payment?.value,
    available: availableFor(plan, document.programme, terms),
    recovery: recoveryFrom(plan, terms),
  };
}

/** What can be shed for terms in time. Where a relay opens a breaker, no ramp delays it. */
export function availableFor(
  plan: PlanOfLoads,
  programme: string,
  terms: Pick<PlannedObligation, "notice" | "maximumDuration">,
): Power {
  const loads = loadsFor(plan, terms);
  return programmeOf(programme)?.relay === true
    ? sum(
        Power.zero,
        loads.map(({ power }) => power),
      )
    : shedWithin(plan, loads, terms.notice);
}

/** The loads that count for an obligation: mining, whose notice is no longer, and which may be off for its longest call. */
export function loadsFor(
  plan: PlanOfLoads,
  { notice, maximumDuration }: Pick<PlannedObligation, "notice" | "maximumDuration">,
): readonly SheddableLoad[] {
  return plan.order.filter(
    (load) =>
      load.class !== "flexible-ai" && !load.notice.exceeds(notice) && mayBeOffFor(load, maximumDuration),
  );
}

/** Whether a load's terms let it be off for so long, if nothing was asked of it before. */
export function mayBeOffFor({ maximumDuration, hoursPerYear }: SheddableLoad, duration: Duration): boolean {
  return ![maximumDuration, hoursPerYear].some((limit) => limit !== undefined && duration.exceeds(limit));
}

/** How much of some loads is gone a time after a call for everything, by their ramps and the site's. */
export function shedWithin(plan: PlanOfLoads, loads: readonly SheddableLoad[], time: Duration): Power {
  if (isUnlimited(plan.ramp.down))
    return sum(
      Power.zero,
      loads.map((load) => goneWithin(load, time)),
    );
  const longest = time.plus(Duration.seconds(1));
  const { profile } = called(plan, loads, { kind: "everything" }, longest);
  return baselineOf({ ...plan, order: loads }).minus(levelAt(profile, milliseconds(time)));
}

/** By its own ramp alone, where the site has none. */
function goneWithin({ power, rampDown, notice }: SheddableLoad, time: Duration): Power {
  if (isUnlimited(rampDown)) return notice.exceeds(time) ? Power.zero : power;
  const gone = Power.kilowatts(rampDown.kilowattsPerMinute * Math.max(0, time.minus(notice).minutes));
  return gone.exceeds(power) ? power : gone;
}

/** How long it takes from the end of an obligation's longest call until all is back. */
function recoveryFrom(
  plan: PlanOfLoads,
  terms: Pick<PlannedObligation, "obligation" | "notice" | "maximumDuration">,
): Duration {
  const { obligation: power, maximumDuration } = terms;
  const { restored } = called(plan, loadsFor(plan, terms), { kind: "shed", power }, maximumDuration);
  return Duration.seconds(Math.max(0, restored - milliseconds(maximumDuration)) / 1000);
}

function called(
  plan: PlanOfLoads,
  order: readonly SheddableLoad[],
  request: { readonly kind: "everything" } | { readonly kind: "shed"; readonly power: Power },
  duration: Duration,
): Dispatch {
  return dispatch(
    { ...plan, order, obligations: [] },
    { name: "call", programme: undefined, zones: [], intervals: [{ start: 0, duration, request }] },
  );
}
