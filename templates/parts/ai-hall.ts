import type { z } from "zod";
import { catalog } from "../../site/catalog/catalog.ts";
import { heatShare, type Medium, media } from "../../site/cooling.ts";
import { closed } from "../../site/schema/closed.ts";
import type { RackType } from "../../site/schema/site-document.ts";
import { count, figure, name, quantity, ratio } from "../../site/schema/values.ts";
import { Mass, Power } from "../../site/units/index.ts";
import type { Judgement } from "./refused.ts";

const coolingUnits = closed({
  unit: quantity(Power)
    .optional()
    .describe("The heat one unit removes. Default 2 MW of liquid, 400 kW of air."),
  units: count.optional().describe("How many. Default: as the racks need, and one to spare."),
});

/** What a hall is as a place for AI racks. */
export const aiHall = closed({
  racks: name.describe("The rack type of the catalog that it is built for."),
  critical: figure(quantity(Power)).describe("The critical load that it is built for."),
  grossToCritical: figure(ratio(1, 3)).describe("Gross load at the meter per critical load."),
  cooling: closed({ air: coolingUnits.optional(), liquid: coolingUnits.optional() })
    .prefault({})
    .describe("Its cooling, N+1. Default: what follows from the racks' shares of heat to liquid and air."),
  rows: figure(count).optional().describe("Default: as many as the critical load fills with its racks."),
  positionsPerRow: count.default(20).describe("Default 20."),
  rackMass: quantity(Mass)
    .optional()
    .describe("The heaviest rack a position carries. Default: the rack's mass and 15 %, in steps of 100 kg."),
});

export type AiHall = z.output<typeof aiHall>;

/** Default sizes of cooling units: of coolant distribution units and of computer-room air handlers. Assumed. */
const usualUnit: Readonly<Record<Medium, Power>> = {
  liquid: Power.megawatts(2),
  air: Power.kilowatts(400),
};

/** What a floor is given above the racks it is built for. Assumed. */
const massMargin = 1.15;

/** Refuses rack types that the catalog does not have. */
export function judgeAiHall({ racks }: AiHall, path: readonly (string | number)[], judge: Judgement): void {
  judge.oneOf([...path, "racks"], "rack type", racks, catalog().rackTypes.keys());
}

/**
 * The AI block of a hall for racks of GPUs, or of whatever else is no TPU: cooling by the share of heat that its racks give
 * to each medium, rows for as many racks as the critical load feeds.
 */
export function gpuHall(hall: AiHall) {
  const type = rackType(hall.racks);
  const racks = Math.floor(hall.critical.value.ratioTo(type.power.value) + 1e-9);
  return {
    grossToCritical: hall.grossToCritical,
    critical: hall.critical,
    cooling: coolingFor(hall, type),
    rows: hall.rows ?? Math.max(1, Math.ceil(racks / hall.positionsPerRow)),
    positionsPerRow: hall.positionsPerRow,
    rackMass:
      hall.rackMass ?? Mass.kilograms(Math.ceil((type.mass.value.kilograms * massMargin) / 100) * 100),
  };
}

/**
 * The AI block of a hall for TPU racks. All their heat goes to liquid, but the hosts and the storage beside them are cooled by
 * air: a tenth of the heat, which is assumed, unless the hall says otherwise.
 */
export function tpuHall(hall: AiHall) {
  const hosts = unitsFor(hall.critical.value.times(0.1), hall.cooling.air?.unit ?? usualUnit.air);
  const air = { ...hall.cooling.air, units: hall.cooling.air?.units ?? hosts };
  return gpuHall({ ...hall, cooling: { ...hall.cooling, air } });
}

/** The AI block of a hall, by what its racks are. */
export function aiBlock(hall: AiHall) {
  const kinds = rackType(hall.racks).fabric?.kinds ?? [];
  return kinds.includes("tpu-ici") ? tpuHall(hall) : gpuHall(hall);
}

/** The gross load of a hall that is full. */
export function aiLoad({ critical, grossToCritical }: AiHall): Power {
  return critical.value.times(grossToCritical.value);
}

function coolingFor({ cooling, critical }: AiHall, type: RackType) {
  const groups = media.flatMap((medium) => {
    const share = heatShare(type, medium);
    if (share < 1e-9 && cooling[medium]?.units === undefined) return [];
    const unit = cooling[medium]?.unit ?? usualUnit[medium];
    const units = cooling[medium]?.units ?? unitsFor(critical.value.times(share), unit);
    return [[medium, { unit, units, redundancy: units === 1 ? ("N" as const) : ("N+1" as const) }] as const];
  });
  return Object.fromEntries(groups);
}

/** The units that remove a heat, and one to spare. */
function unitsFor(heat: Power, unit: Power): number {
  return Math.ceil(heat.ratioTo(unit) - 1e-9) + 1;
}

function rackType(name: string): RackType {
  const type = catalog().rackTypes.get(name);
  if (type === undefined) throw new RangeError(`the catalog has no rack type "${name}"`);
  return type;
}
