import { Duration, Power, sum } from "../units/index.ts";
import type { CurtailmentPlan } from "./plan.ts";
import type { RunningLoad } from "./running-load.ts";

interface Held {
  readonly asked: Power;
  readonly shed: Power;
  readonly start: number;
  readonly met: number | undefined;
  readonly lost: number | undefined;
  readonly due: number | undefined;
}

/** Why a site does not do what is asked of it, in words with numbers; nothing where it does. */
export function shortfallReasons(plan: CurtailmentPlan, loads: readonly RunningLoad[], held: Held): string[] {
  const { asked, met, lost, due } = held;
  const late = due !== undefined && (met === undefined || met > due);
  if (met !== undefined && lost === undefined && !late) return [];
  const possible = sum(
    Power.zero,
    loads.map(({ load }) => load.power),
  );
  if (asked.exceeds(possible)) return [tooMuch(plan, asked, possible, loads.length === plan.order.length)];
  return [...(late || met === undefined ? slow(plan, loads, held) : []), ...spent(loads)];
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

function slow(plan: CurtailmentPlan, loads: readonly RunningLoad[], { asked, start }: Held): string[] {
  const minutes = asked.kilowatts / plan.ramp.down.kilowattsPerMinute;
  const waiting = loads.filter(({ earliestMs, load }) => earliestMs > start && !load.notice.isZero);
  return [
    `the site's ramp of ${plan.ramp.down} takes ${Duration.minutes(minutes)} for ${asked}`,
    ...waiting.map(({ load }) => `${load.id} needs ${load.notice} notice`),
  ];
}

function spent(loads: readonly RunningLoad[]): string[] {
  return loads.flatMap(({ load, leftMs, shedSinceMs }) =>
    leftMs <= 0 && shedSinceMs === undefined ? [`${load.id} may be shed no longer by its terms`] : [],
  );
}
