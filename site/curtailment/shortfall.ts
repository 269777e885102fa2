import { Duration, Power, type PowerRamp, sum } from "../units/index.ts";
import type { CurtailmentPlan } from "./plan.ts";
import type { RunningLoad } from "./running-load.ts";

interface Held {
  readonly asked: Power;
  readonly shed: Power;
  readonly start: number;
  readonly end: number;
  readonly met: number | undefined;
  readonly lost: number | undefined;
  readonly due: number | undefined;
}

/** Why a site does not do what is asked of it, in words with numbers; nothing where it does. */
export function shortfallReasons(plan: CurtailmentPlan, loads: readonly RunningLoad[], held: Held): string[] {
  const { asked, met, lost } = held;
  const late = isLate(held);
  if (met !== undefined && lost === undefined && !late) return [];
  const possible = sum(
    Power.zero,
    loads.map(({ load }) => load.power),
  );
  if (asked.exceeds(possible)) return [tooMuch(plan, asked, possible, loads.length === plan.order.length)];
  return [...(late || met === undefined ? slow(plan, loads, held) : []), ...spent(loads)];
}

/** What goes on with a call may have been due before it began: then it is in time if it holds from its start. */
export function isLate({ start, met, due }: Pick<Held, "start" | "met" | "due">): boolean {
  return due !== undefined && (met === undefined || met > Math.max(due, start));
}

function tooMuch(plan: CurtailmentPlan, asked: Power, possible: Power, wholeSite: boolean): string {
  const total = (powers: readonly { readonly power: Power }[]) =>
    sum(
      Power.zero,
      powers.map(({ power }) => power),
    );
  const rest = [
    plan.firm.length > 0 ? `${total(plan.firm)} is firm AI` : "",
    plan.protected.length > 0 ? `${total(plan.protected)} is mining that may not be shed` : "",
    wholeSite ? "" : "the signal is about some zones only",
  ].filter((text) => text !== "");
  return `${asked} is asked for, and only ${possible} can be shed${rest.length > 0 ? `: ${rest.join(", ")}` : ""}`;
}

/** What takes longer than there is time: the site's ramp, a load's own, its notice; or all of them together. */
function slow(plan: CurtailmentPlan, loads: readonly RunningLoad[], held: Held): string[] {
  const { asked, start, due, end } = held;
  const there = Duration.seconds(((due ?? end) - start) / 1000);
  const takes = (power: Power, ramp: PowerRamp) =>
    Duration.minutes(power.kilowatts / ramp.kilowattsPerMinute);
  const bySite = takes(asked, plan.ramp.down);
  const late = bySite.exceeds(there)
    ? [`the site's ramp of ${plan.ramp.down} takes ${bySite} for ${asked}`]
    : [];
  const waiting = loads.filter(({ earliestMs, load }) => earliestMs > start && !load.notice.isZero);
  const slowly = loads.filter(
    ({ load }) => plan.ramp.down.exceeds(load.rampDown) && takes(load.power, load.rampDown).exceeds(there),
  );
  const reasons = [
    ...late,
    ...slowly.map(
      ({ load }) =>
        `${load.id}'s ramp of ${load.rampDown} takes ${takes(load.power, load.rampDown)} for ${load.power}`,
    ),
    ...waiting.map(({ load }) => `${load.id} needs ${load.notice} notice`),
  ];
  return reasons.length > 0 ? reasons : [`the site's ramp of ${plan.ramp.down} takes ${bySite} for ${asked}`];
}

function spent(loads: readonly RunningLoad[]): string[] {
  return loads.flatMap(({ load, leftMs, shedSinceMs }) =>
    leftMs <= 0 && shedSinceMs === undefined ? [`${load.id} may be shed no longer by its terms`] : [],
  );
}
