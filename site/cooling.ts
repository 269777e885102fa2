import type { Day } from "./day.ts";
import type { RackType, Zone } from "./schema/site-document.ts";
import { isInService } from "./service-period.ts";
import { Power } from "./units/index.ts";

export const media = ["air", "liquid"] as const;

export type Medium = (typeof media)[number];

/** Cooling units of one medium that serve a zone together. */
export type CoolingGroup = NonNullable<NonNullable<Zone["ai"]>["cooling"]["air"]>;

/**
 * The heat that a zone's cooling of one medium removes with as many units lost as its redundancy allows; zero if it has
 * none, or none that is in service on the day. Without a day it is what all that is ever installed removes.
 */
export function coolingCapacity(zone: Zone, medium: Medium, on?: Day): Power {
  const group: CoolingGroup | undefined = zone.ai?.cooling[medium];
  if (group === undefined || (on !== undefined && !isInService(group, on))) return Power.zero;
  return group.unit.value.times(group.units - unitsToSpare(group));
}

/** How many units of a group may be lost while the rest remove the heat: half of them where there are two of each. */
export function unitsToSpare({ redundancy, units }: Pick<CoolingGroup, "redundancy" | "units">): number {
  return { N: 0, "N+1": 1, "N+2": 2, "2N": Math.ceil(units / 2) }[redundancy];
}

/** The share of a rack's heat that a medium must remove. All of its power becomes heat. */
export function heatShare(rackType: RackType, medium: Medium): number {
  const liquid = rackType.liquidShare.value.fraction;
  return medium === "liquid" ? liquid : 1 - liquid;
}

/** Why a zone cannot cool a rack of a type at all: it lacks a medium by which the rack gives off heat. */
export function coolingProblem(zone: Zone, rackType: RackType): string | undefined {
  const missing = media.find(
    (medium) => heatShare(rackType, medium) > 1e-9 && zone.ai?.cooling[medium] === undefined,
  );
  if (missing === undefined) return undefined;
  const percent = Number((100 * heatShare(rackType, missing)).toFixed(1));
  return `it has no ${missing} cooling, by which ${percent} % of a ${rackType.name} rack's heat leaves`;
}
