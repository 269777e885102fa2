import type { Site } from "../site.ts";
import { type Duration, Power, sum } from "../units/index.ts";
import { mayBeOffFor, shedWithin } from "./obligation.ts";
import { baselineOf, type CurtailmentPlan, type SheddableLoad } from "./plan.ts";
import type { Programme } from "./programmes.ts";

/** What of a site could take part in a programme on a plan's day, and what stands in the way of the rest. */
export interface Qualification {
  readonly programme: Programme;
  readonly qualifies: boolean;
  /** The loads that could, by their ids. */
  readonly loads: readonly string[];
  /** What of them is gone within the programme's response time; all of it where nobody calls. */
  readonly power: Power;
  /** How long they can stay off; undefined: as long as is asked. */
  readonly lasts: Duration | undefined;
  /** What stands in the way, in words. */
  readonly lacks: readonly string[];
}

/** Who qualifies for a programme, with how much and for how long. Only mining counts: what AI tenants let wait is theirs. */
export function qualification(site: Site, plan: CurtailmentPlan, programme: Programme): Qualification {
  const mining = plan.order.filter(({ class: turn }) => turn !== "flexible-ai");
  const judged = mining.map((load) => ({ load, lacks: lacksOf(load, programme) }));
  const fit = judged.filter(({ lacks }) => lacks === undefined).map(({ load }) => load);
  const power =
    programme.responseTime === undefined || programme.relay
      ? totalOf(fit)
      : shedWithin(plan, fit, programme.responseTime);
  const size = programme.kind === "duty" ? baselineOf(plan) : power;
  const lacks = [
    ...elsewhere(site, programme),
    ...judged.flatMap(({ lacks: why }) => why ?? []),
    ...late(plan, programme, fit, power),
    ...(programme.minimumSize.exceeds(size) ? [tooSmall(programme, size)] : []),
  ];
  // A duty holds for a site however little of it may be shed.
  const qualifies =
    elsewhere(site, programme).length === 0 && !size.isZero && !programme.minimumSize.exceeds(size);
  return { programme, qualifies, loads: fit.map(({ id }) => id), power, lasts: lastsFor(fit), lacks };
}

function totalOf(loads: readonly SheddableLoad[]): Power {
  return sum(
    Power.zero,
    loads.map(({ power }) => power),
  );
}

function elsewhere({ document }: Site, { name, gridOperator }: Programme): string[] {
  const operators = [...new Set(document.interconnects.map((one) => one.gridOperator))];
  if (gridOperator === undefined || operators.includes(gridOperator)) return [];
  return [`${name} is ${gridOperator}'s, and the site is connected to ${operators.join(", ")}`];
}

function lacksOf(load: SheddableLoad, { responseTime, longestCall }: Programme): string | undefined {
  if (responseTime !== undefined && load.notice.exceeds(responseTime))
    return `${load.id} needs ${load.notice} notice, and the call leaves ${responseTime}`;
  if (longestCall !== undefined && !mayBeOffFor(load, longestCall))
    return `${load.id} may be off for less than the ${longestCall} of a call`;
  return undefined;
}

function late(
  plan: CurtailmentPlan,
  { responseTime }: Programme,
  loads: readonly SheddableLoad[],
  power: Power,
): string[] {
  const all = totalOf(loads);
  if (responseTime === undefined || !all.exceeds(power)) return [];
  return [
    `ramps, the site's of ${plan.ramp.down} among them, leave ${all.minus(power)} running after ${responseTime}`,
  ];
}

function tooSmall({ kind, minimumSize }: Programme, size: Power): string {
  return kind === "duty"
    ? `it holds for sites from ${minimumSize} on, and this one draws ${size}`
    : `it takes ${minimumSize} or more, and there is ${size}`;
}

function lastsFor(loads: readonly SheddableLoad[]): Duration | undefined {
  const limits = loads.flatMap(({ maximumDuration, hoursPerYear }) => [maximumDuration, hoursPerYear]);
  let least: Duration | undefined;
  for (const limit of limits) {
    if (limit !== undefined && (least === undefined || limit.compare(least) < 0)) least = limit;
  }
  return least;
}
