import type { Day } from "../day.ts";
import type { GeneratorPlant, PowerNode } from "../schema/site-document.ts";
import { isInService, type ServicePeriod } from "../service-period.ts";
import { ApparentPower, Power } from "../units/index.ts";

/** Used where a node does not state the power factor of its load: the low end for modern ASIC and server supplies. */
export const defaultPowerFactor = 0.95;

/** NEC 210.20 and 215.3: a continuous load (3 h or more) may use 80 % of a rating that is not a 100 % rating. */
export const defaultContinuousFactor = 0.8;

/** Generator sets are rated at a power factor of 0.8 lagging (ISO 8528-1). */
export const generatorPowerFactor = 0.8;

/**
 * The rating of one unit: as stated, or of its current, S = √3 · U · I for three phases and U · I for one (IEEE Std
 * 141-1993 §2.4; the same formula as NetBox's available power of a feed).
 */
export function ratingOf({
  rating,
  current,
  voltage,
  phases,
}: Pick<PowerNode, "rating" | "current" | "voltage" | "phases">): ApparentPower {
  if (rating !== undefined) return rating.value;
  const voltAmperes = (voltage?.value.volts ?? 0) * (current?.value.amperes ?? 0);
  return ApparentPower.voltAmperes(voltAmperes * (phases === 3 ? Math.sqrt(3) : 1));
}

/** The power factor of the load that a node carries. */
export function powerFactorOf(node: PowerNode): number {
  return node.powerFactor?.value ?? defaultPowerFactor;
}

/**
 * What a node may carry continuously with a number of its units in service: S · units · pf · continuous factor,
 * in kW from kVA.
 */
export function continuousCapacity(node: PowerNode, unitsInService = node.units): Power {
  const continuous = node.continuousRating?.value.fraction ?? defaultContinuousFactor;
  return Power.ofApparent(ratingOf(node), powerFactorOf(node)).times(unitsInService * continuous);
}

/** What a node carries for seconds: its whole nameplate, S · units · pf. The 80 % rule is of loads of three hours. */
export function nameplateCapacity(node: PowerNode): Power {
  return Power.ofApparent(ratingOf(node), powerFactorOf(node)).times(node.units);
}

/** What a plant's generators carry while the grid is lost, of those that started: S · units · pf (ISO 8528-1, standby). */
export function standbyCapacity(plant: GeneratorPlant, unitsRunning: number): Power {
  const powerFactor = plant.powerFactor?.value ?? generatorPowerFactor;
  return Power.ofApparent(plant.rating.value, powerFactor).times(unitsRunning);
}

/** How many units of a group may be out of service while the others carry its load. */
export function sparesOf({ redundancy }: Pick<PowerNode, "redundancy">): number {
  return { N: 0, "N+1": 1, "N+2": 2 }[redundancy];
}

/** A capacity on the days on which the equipment is there, and none on the others. */
export function whileInService(equipment: ServicePeriod, capacity: Power): (on: Day) => Power {
  return (on) => (isInService(equipment, on) ? capacity : Power.zero);
}

/**
 * Whether an AI hall's cooling hangs on a node as well (gross), or its racks alone (critical), as behind a UPS. Mining
 * counts with its gross load everywhere.
 */
export function carries({ carries, kind }: Pick<PowerNode, "carries" | "kind">): "gross" | "critical" {
  return carries ?? (kind === "ups" || kind === "busway" || kind === "pdu" ? "critical" : "gross");
}
