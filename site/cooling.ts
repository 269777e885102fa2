import type { RackType, Zone } from "./schema/site-document.ts";
import { Power } from "./units/index.ts";

export const media = ["air", "liquid"] as const;

export type Medium = (typeof media)[number];

type CoolingGroup = NonNullable<NonNullable<Zone["ai"]>["cooling"]["air"]>;

/** The heat that a zone's cooling of one medium removes, with one unit lost where it is N+1; zero if it has none. */
export function coolingCapacity(zone: Zone, medium: Medium): Power {
  const group: CoolingGroup | undefined = zone.ai?.cooling[medium];
  if (group === undefined) return Power.zero;
  return group.unit.value.times(group.redundancy === "N+1" ? group.units - 1 : group.units);
}

/** The share of a rack's heat that a medium must remove. All of its power becomes heat. */
export function heatShare(rackType: RackType, medium: Medium): number {
  const liquid = rackType.liquidShare.value.fraction;
  return medium === "liquid" ? liquid : 1 - liquid;
}
