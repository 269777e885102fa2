import type { CurtailmentPlan, SheddableLoad } from "../../site/curtailment/plan.ts";
import type { Problem } from "../../site/problem.ts";
import { type Batches, batchesWithin } from "./batches.ts";
import { rampShare } from "./shares.ts";

/** Batches that keep the zone's ramps, and the site's while all those that go together go at once. */
export function pacing(
  plan: CurtailmentPlan,
  load: SheddableLoad,
  together: readonly SheddableLoad[],
  problems: Problem[],
): object {
  const down = rampShare(
    load.rampDown,
    together.map(({ rampDown }) => rampDown),
    plan.ramp.down,
  );
  const up = rampShare(
    load.rampUp,
    together.map(({ rampUp }) => rampUp),
    plan.ramp.up,
  );
  const { steps, interval } = load.restore;
  const shed = kept(batchesWithin(load, down), problems);
  const restore = kept(batchesWithin(load, up, { count: steps, interval }), problems);
  return {
    curtail_batch_size: shed.size,
    curtail_batch_interval_sec: shed.seconds,
    restore_batch_size: restore.size,
    restore_batch_interval_sec: restore.seconds,
  };
}

function kept(found: Batches | Problem, problems: Problem[]): Batches {
  if (!("message" in found)) return found;
  if (!problems.some(({ message }) => message === found.message)) problems.push(found);
  return { size: 0, seconds: 0 };
}
