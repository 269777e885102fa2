import { loadsFor } from "../../site/curtailment/obligation.ts";
import type { CurtailmentPlan, PlannedObligation, SheddableLoad } from "../../site/curtailment/plan.ts";
import { Power, PowerRamp, sum } from "../../site/units/index.ts";

/** What of a load is shed. */
export interface ShedPart {
  readonly load: SheddableLoad;
  readonly power: Power;
}

/**
 * Which miners an obligation's call takes, in the plan's order, until it is met: those that count for it. What they cannot
 * give stays open; whether an obligation can be met at all is a matter of the site's checks.
 */
export function partsFor(plan: CurtailmentPlan, obligation: PlannedObligation): readonly ShedPart[] {
  const parts: ShedPart[] = [];
  let open = obligation.obligation;
  for (const load of loadsFor(plan, obligation)) {
    if (!open.exceeds(Power.zero)) break;
    const power = open.exceeds(load.power) ? load.power : open;
    parts.push({ load, power });
    open = open.minus(power);
  }
  return parts;
}

/** The loads that consist of miners. */
export function miningIn({ order }: CurtailmentPlan): readonly SheddableLoad[] {
  return order.filter(({ miners }) => miners > 0);
}

/**
 * How fast one of several loads may change, so that all of them at once keep within the site's ramp: each has a share of it
 * by its own ramp.
 */
export function rampShare(own: PowerRamp, together: readonly PowerRamp[], site: PowerRamp): PowerRamp {
  const total = sum(PowerRamp.zero, together);
  return total.exceeds(site) ? own.times(site.ratioTo(total)) : own;
}
