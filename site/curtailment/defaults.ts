import type { CurtailmentDocument } from "../schema/curtailment.ts";
import type { Zone } from "../schema/site-document.ts";
import { Duration, PowerRamp } from "../units/index.ts";
import type { SheddableLoad } from "./plan.ts";

/** How fast a load, or a whole site, may fall and rise. */
export interface Ramps {
  readonly down: PowerRamp;
  readonly up: PowerRamp;
}

/**
 * How fast a site's load changes where it states nothing: a choice, not a rule of any grid. A site of 750 MW then takes
 * over half an hour to go, which is far from the sudden loss of a large load that operators guard against. Not verified.
 */
export const usualRamps: Ramps = {
  down: PowerRamp.megawattsPerMinute(20),
  up: PowerRamp.megawattsPerMinute(20),
};

/** No limit at all: what a check takes for a ramp that is not stated, since a default refuses nothing. */
export const unlimitedRamps: Ramps = {
  down: PowerRamp.megawattsPerMinute(1e9),
  up: PowerRamp.megawattsPerMinute(1e9),
};

export function isUnlimited(ramp: PowerRamp): boolean {
  return !unlimitedRamps.down.exceeds(ramp);
}

/** Starting and stopping miners more often wears supplies and fans, and loses what tuning gained. A choice. */
const usualMinimum = Duration.minutes(15);

type Document = CurtailmentDocument | undefined;

/** The whole site's ramps. */
export function siteRamps(document: Document, unstated: Ramps): Ramps {
  return {
    down: document?.ramp?.down.value ?? unstated.down,
    up: document?.ramp?.up.value ?? unstated.up,
  };
}

/** How the miners of a zone are shed: as the zone states, else as the site does. */
export function zoneTerms(
  zone: Zone,
  document: Document,
  unstated: Ramps,
): Pick<SheddableLoad, "rampDown" | "rampUp" | "minimumRun" | "minimumOff"> {
  const own = zone.mining?.curtailment;
  const site = siteRamps(document, unstated);
  return {
    rampDown: own?.ramp?.down.value ?? site.down,
    rampUp: own?.ramp?.up.value ?? site.up,
    minimumRun: own?.minimumRun?.value ?? document?.minimumRun?.value ?? usualMinimum,
    minimumOff: own?.minimumOff?.value ?? document?.minimumOff?.value ?? usualMinimum,
  };
}

/** How a zone comes back: at once and first of all mining, where it does not say. */
export function restoreTerms(zone: Zone): SheddableLoad["restore"] {
  const stated = zone.mining?.restore;
  return {
    group: stated?.group ?? 1,
    steps: stated?.steps ?? 1,
    interval: stated?.interval?.value ?? Duration.zero,
    inrush: stated?.inrush.value ?? 1,
  };
}
