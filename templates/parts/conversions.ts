import type { HallDates, UsualSteps } from "./hall-dates.ts";
import { statesOf } from "./hall-dates.ts";
import type { MinerCooling } from "./miners.ts";

/** What a hall's conversion is to its zone: its states over time, and what of it is kept. */
export interface ConvertedHall {
  readonly states: ReturnType<typeof statesOf>;
  readonly conversion?: {
    readonly reuses: readonly ("building" | "pads" | "water" | "fibre" | "security")[];
    readonly replaces: readonly ("building" | "cooling" | "cabling")[];
  };
}

/** Rows of air-cooled miners: shelves go, walls and fans are rebuilt. Nothing is said to be kept unless the site says so. */
const afterAir: UsualSteps = { drainingDays: 30, strippedDays: 30 };

/** Containers leave by lorry, filled as they are once their water is drained. */
const afterHydro: UsualSteps = { drainingDays: 21, strippedDays: 14 };

/** Miners are lifted out of oil one by one and drip; the oil is pumped off before the containers may travel. */
const afterImmersion: UsualSteps = { drainingDays: 45, strippedDays: 21 };

/** A hall of air-cooled rows becomes a hall of AI. How long the steps take is assumed, as in the others. */
export function airConversion(dates: HallDates): ConvertedHall {
  return { states: statesOf(dates, afterAir) };
}

/** A yard of water-cooled containers does: its pads and its water stay, and a building comes to them. */
export function hydroConversion(dates: HallDates): ConvertedHall {
  const conversion = {
    reuses: ["pads", "water", "fibre", "security"],
    replaces: ["building", "cabling"],
  } as const;
  return { states: statesOf(dates, afterHydro), conversion };
}

/** A yard of immersion containers does: its pads stay; its coolers are sized for oil and go. */
export function immersionConversion(dates: HallDates): ConvertedHall {
  const conversion = {
    reuses: ["pads", "fibre", "security"],
    replaces: ["building", "cooling", "cabling"],
  } as const;
  return { states: statesOf(dates, afterImmersion), conversion };
}

/** A hall that is built where none was. */
export function newBuild(dates: HallDates): ConvertedHall {
  return { states: statesOf(dates, undefined) };
}

/** The conversion that becomes of miners, by how they are cooled. */
export const conversionFrom: Readonly<Record<MinerCooling, (dates: HallDates) => ConvertedHall>> = {
  air: airConversion,
  hydro: hydroConversion,
  immersion: immersionConversion,
};
