import type { CurtailmentPlan } from "./plan.ts";
import { isSpent, milliseconds, type RunningLoad, wantsDown, wantsUp } from "./running-load.ts";

/** How fast a whole site may change, in kilowatts a millisecond. */
export interface SiteRates {
  readonly fall: number;
  readonly rise: number;
}

export function siteRates({ ramp }: Pick<CurtailmentPlan, "ramp">): SiteRates {
  return { fall: ramp.down.kilowattsPerMinute / 60_000, rise: ramp.up.kilowattsPerMinute / 60_000 };
}

/**
 * Gives every load its rate until something changes. Those that fall share the site's ramp in the plan's order; those
 * that rise share it in the reverse. What is shed beyond what is wanted (`excess`, in kilowatts) may come back, and no
 * more: while one load takes over from another, the sum stays.
 */
export function setRates(
  loads: readonly RunningLoad[],
  site: SiteRates,
  excessKilowatts: number,
  nowMs: number,
): void {
  for (const one of loads) one.rate = 0;
  const falling = loads.filter((one) => wantsDown(one) && nowMs >= one.earliestMs);
  const fall = inTurn(falling, site.fall, (one, most) => {
    const rate = Math.min(one.fallRate, most);
    one.rate = -rate;
    return rate;
  });
  const rising = returning(loads, nowMs);
  const spent = rising.filter((one) => isSpent(one, nowMs));
  const rest = rising.filter((one) => !spent.includes(one));
  const rise = riseTogether(spent, site.rise);
  // Less than a millisecond's worth is nothing: moments are whole milliseconds.
  const room = excessKilowatts > rise ? rise : Math.min(rise, fall);
  inTurn(rest, room, (one, most) => {
    one.rate = Math.min(one.riseRate, most);
    return one.rate;
  });
  for (const one of loads) account(one, nowMs);
}

/** Lets loads rise within a rate, all of them at once: their terms let none of them wait. Tells what of it is left. */
function riseTogether(loads: readonly RunningLoad[], rate: number): number {
  const wanted = loads.reduce((total, { riseRate }) => total + riseRate, 0);
  const share = Math.min(1, rate / wanted);
  for (const one of loads) one.rate = one.riseRate * share;
  return Math.max(0, rate - wanted);
}

/** Below a watt a minute a rate is what binary fractions leave of a ramp that is used up. */
const negligibleRate = 1e-3 / 60_000;

/** Shares a rate out among loads, to the first of them first, and tells how much of it is used. */
function inTurn(
  loads: readonly RunningLoad[],
  rate: number,
  use: (one: RunningLoad, most: number) => number,
): number {
  let left = rate;
  for (const one of loads) if (left > negligibleRate) left -= use(one, left);
  return rate - left;
}

/**
 * The loads that may rise now, what was shed last first: of the first group that is not back yet, and those whose terms
 * let them be off no longer, whatever their group.
 */
function returning(loads: readonly RunningLoad[], nowMs: number): RunningLoad[] {
  const waiting = loads.filter(wantsUp);
  const group = Math.min(...waiting.map(({ load }) => load.restore.group));
  return waiting
    .filter((one) => (one.load.restore.group === group && mayRise(one, nowMs)) || isSpent(one, nowMs))
    .reverse();
}

/** A contract's limit on being off outweighs the least time that miners stay off. */
function mayRise(one: RunningLoad, nowMs: number): boolean {
  return nowMs >= offUntil(one) && nowMs >= nextPartAt(one);
}

/** Until when it stays off, once shed. */
export function offUntil(one: RunningLoad): number {
  return one.lastFellMs + milliseconds(one.load.minimumOff);
}

/** When its next part may come back: at once, unless one has come back and the interval has not passed. */
export function nextPartAt({ part, levelKilowatts, load }: RunningLoad): number {
  if (part === undefined || levelKilowatts < part.endKilowatts) return Number.NEGATIVE_INFINITY;
  return part.beganMs + milliseconds(load.restore.interval);
}

/** Begins a part, or gives it up; and keeps account of how long a load has been off. */
function account(one: RunningLoad, nowMs: number): void {
  if (one.rate > 0 && (one.part === undefined || one.levelKilowatts >= one.part.endKilowatts)) {
    const endKilowatts = Math.min(one.setpointKilowatts, one.levelKilowatts + one.partKilowatts);
    one.part = { beganMs: nowMs, endKilowatts };
  }
  if (!wantsUp(one)) one.part = undefined;
  else if (one.part !== undefined && one.part.endKilowatts > one.setpointKilowatts)
    one.part = { ...one.part, endKilowatts: one.setpointKilowatts };
  const comesBack = one.rate > 0 && one.setpointKilowatts === one.fullKilowatts;
  if (comesBack && one.shedSinceMs !== undefined) {
    one.leftMs -= nowMs - one.shedSinceMs;
    one.shedSinceMs = undefined;
  }
  const staysOff = one.setpointKilowatts < one.fullKilowatts && one.levelKilowatts < one.fullKilowatts;
  if (staysOff || one.rate < 0) one.shedSinceMs ??= nowMs;
}
