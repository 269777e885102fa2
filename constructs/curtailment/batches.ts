import type { SheddableLoad } from "../../site/curtailment/plan.ts";
import type { Problem } from "../../site/problem.ts";
import { Duration, type Power, type PowerRamp } from "../../site/units/index.ts";

/** So many miners at a time, so long apart. */
export interface Batches {
  readonly size: number;
  readonly seconds: number;
}

/** What Proto Fleet takes for a batch. */
const largestBatch = 10_000;
const longestInterval = Duration.hours(1);
/** A miner takes 10 to 20 s to change its mode, so that commands closer together say nothing of the power drawn. */
const usualInterval = Duration.seconds(10);

/**
 * Batches that change a load no faster than a ramp: as many miners as it lets go in 10 s, or one as often as it lets one.
 * Fewer where the load comes back in steps of its own.
 */
export function batchesWithin(
  load: SheddableLoad,
  ramp: PowerRamp,
  steps: { readonly count: number; readonly interval: Duration } = { count: 1, interval: Duration.zero },
): Batches | Problem {
  const miner = load.power.dividedBy(load.miners);
  const oneMiner = Math.ceil((miner.watts / ramp.wattsPerMinute) * 60 - 1e-9);
  const seconds = Math.max(oneMiner, usualInterval.seconds, Math.ceil(steps.interval.seconds));
  if (!(seconds <= longestInterval.seconds)) return tooSlow(load, miner, ramp, steps.interval);
  const within = Math.floor((ramp.wattsPerMinute * seconds) / 60 / miner.watts + 1e-9);
  return { size: Math.min(within, Math.ceil(load.miners / steps.count), largestBatch), seconds };
}

function tooSlow(load: SheddableLoad, miner: Power, ramp: PowerRamp, interval: Duration): Problem {
  const found = interval.exceeds(longestInterval)
    ? `its steps of restoring are ${interval} apart`
    : `its ramp of ${ramp} lets a miner of ${miner} change less than once an hour`;
  return {
    where: `zones.${load.zone}.mining`,
    message: `"${load.id}": ${found}, and a fleet manager waits at most ${longestInterval} between batches: choose a steeper ramp, or steps closer together`,
  };
}
