import type { CurtailmentPlan, SheddableLoad } from "../../site/curtailment/plan.ts";
import { Power, PowerRamp, sum } from "../../site/units/index.ts";

/** What of a load is shed. */
export interface ShedPart {
  readonly load: SheddableLoad;
  readonly power: Power;
}

/**
 * Which miners a call takes, in the plan's order: those that need no longer notice than the call gives, until it is met.
 * What they cannot give stays open; whether an obligation can be met at all is a matter of the site's checks.
 */
export function partsFor(
  plan: CurtailmentPlan,
  call: { readonly power: Power; readonly notice: SheddableLoad["notice"] },
): readonly ShedPart[] {
  const parts: ShedPart[] = [];
  let open = call.power;
  for (const load of miningIn(plan)) {
    if (load.notice.exceeds(call.notice) || !open.exceeds(Power.zero)) continue;
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
