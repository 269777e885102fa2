import type { CurtailmentPlan } from "./plan.ts";
import type { RunningHours } from "./simulated-load.ts";

/** What all loads that may be shed draw together at a minute of an hour; between two moments along a straight line. */
export interface Moment {
  readonly minute: number;
  readonly watts: number;
}

const minutes = 60;

/**
 * Passes an hour: loads that are to go fall in the plan's order, those that come back rise in the reverse, each by its own
 * ramp and all together by the site's. What does not arrive within the hour goes on in the next.
 *
 * @returns what each load drew, in whole watt-hours, and what they drew together from moment to moment.
 */
export function passHour(
  loads: readonly RunningHours[],
  { ramp }: Pick<CurtailmentPlan, "ramp">,
): { readonly wattHours: readonly number[]; readonly moments: readonly Moment[] } {
  const begins = { minute: 0, watts: together(loads) };
  // Most hours of a year change nothing.
  if (loads.every(({ levelWatts, targetWatts }) => levelWatts === targetWatts))
    return {
      wattHours: loads.map(({ levelWatts }) => levelWatts),
      moments: [begins, { minute: minutes, watts: begins.watts }],
    };
  const wattMinutes = new Float64Array(loads.length);
  const moments: Moment[] = [begins];
  let minute = 0;
  while (minute < minutes) {
    const rates = ratesOf(loads, ramp.down.wattsPerMinute, ramp.up.wattsPerMinute);
    const step = stepOf(loads, rates, minutes - minute);
    for (const [at, load] of loads.entries()) {
      const rate = rates[at] ?? 0;
      const before = load.levelWatts;
      if (rate !== 0) load.levelWatts = levelAfter(load, rate, step);
      wattMinutes[at] = (wattMinutes[at] ?? 0) + ((before + load.levelWatts) / 2) * step;
    }
    minute += step;
    moments.push({ minute, watts: together(loads) });
  }
  return {
    wattHours: loads.map(({ fullWatts }, at) =>
      Math.min(fullWatts, Math.round((wattMinutes[at] ?? 0) / minutes)),
    ),
    moments,
  };
}

function together(loads: readonly RunningHours[]): number {
  return loads.reduce((sum, { levelWatts }) => sum + levelWatts, 0);
}

/** How fast each load changes, in watts a minute: until one of them arrives. */
function ratesOf(loads: readonly RunningHours[], fall: number, rise: number): readonly number[] {
  const rates = loads.map(() => 0);
  for (const [at, { load, levelWatts, targetWatts }] of loads.entries()) {
    if (targetWatts >= levelWatts) continue;
    const rate = Math.min(load.rampDown.wattsPerMinute, fall);
    rates[at] = -rate;
    fall -= rate;
  }
  for (const [at, { load, levelWatts, targetWatts }] of [...loads.entries()].reverse()) {
    if (targetWatts <= levelWatts) continue;
    const rate = Math.min(load.rampUp.wattsPerMinute, rise);
    rates[at] = rate;
    rise -= rate;
  }
  return rates;
}

/** The minutes until the first load arrives, or the hour ends. */
function stepOf(loads: readonly RunningHours[], rates: readonly number[], left: number): number {
  let step = left;
  for (const [at, { levelWatts, targetWatts }] of loads.entries()) {
    const rate = rates[at] ?? 0;
    if (rate !== 0) step = Math.min(step, (targetWatts - levelWatts) / rate);
  }
  return step;
}

function levelAfter({ levelWatts, targetWatts }: RunningHours, rate: number, step: number): number {
  const level = levelWatts + rate * step;
  // Within what a binary fraction cannot tell apart, it has arrived: or it would arrive for ever.
  return Math.abs(targetWatts - level) < 1e-3 ? targetWatts : level;
}
