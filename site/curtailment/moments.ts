import { type Demand, endOf } from "./demand.ts";
import { nextPartAt, offUntil } from "./rates.ts";
import { milliseconds, type RunningLoad, shedTimeLeft, wantsDown, wantsUp } from "./running-load.ts";

/**
 * The next moment at which a rate may change; undefined once all is back and nothing is asked any more. Whole
 * milliseconds: a load that arrives between two of them arrives at the later, so that none is faster than its ramp.
 */
export function nextMoment(
  loads: readonly RunningLoad[],
  demands: readonly Demand[],
  excessKilowatts: number,
  nowMs: number,
): number | undefined {
  const moments = demands.flatMap(({ interval }) =>
    interval === undefined ? [] : [interval.start, endOf(interval)],
  );
  const lastEnd = Math.max(...moments);
  for (const one of loads) {
    moments.push(...momentsOf(one, nowMs));
    // When a price may stop it again; once nothing is asked any more, that changes nothing.
    const mayFall = one.lastRoseMs + milliseconds(one.load.minimumRun);
    if (mayFall < lastEnd) moments.push(mayFall);
  }
  const rise = loads.reduce((total, { rate }) => total + rate, 0);
  if (rise > 0 && Number.isFinite(excessKilowatts)) moments.push(nowMs + Math.floor(excessKilowatts / rise));
  let next = Number.POSITIVE_INFINITY;
  for (const moment of moments) if (moment > nowMs && moment < next) next = moment;
  return Number.isFinite(next) ? next : undefined;
}

/** When something changes for a load, as far as it depends on the load alone. */
function momentsOf(one: RunningLoad, nowMs: number): number[] {
  const { levelKilowatts, setpointKilowatts, rate, part } = one;
  const moments: number[] = [];
  if (one.shedSinceMs !== undefined) moments.push(nowMs + shedTimeLeft(one, nowMs));
  if (rate < 0) moments.push(nowMs + Math.ceil((levelKilowatts - setpointKilowatts) / -rate));
  else if (rate > 0)
    moments.push(nowMs + Math.ceil(((part?.endKilowatts ?? setpointKilowatts) - levelKilowatts) / rate));
  else if (wantsDown(one)) moments.push(one.earliestMs);
  else if (wantsUp(one)) moments.push(offUntil(one), nextPartAt(one));
  return moments;
}
