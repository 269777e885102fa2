import type { PowerNode } from "../schema/site-document.ts";
import { Duration } from "../units/index.ts";

/** How often one unit fails, and how long it is then out of service. */
export interface Reliability {
  readonly failuresPerYear: number;
  readonly repair: Duration;
  readonly source: string;
}

const goldBook = "IEEE Std 493-1997 (Gold Book), industry average, as it is commonly cited; not verified";
const assumed = "assumed";

/** The grid behind an interconnect: a utility's supply over a single circuit. */
export const gridReliability: Reliability = {
  failuresPerYear: 1.956,
  repair: Duration.hours(1.32),
  source: goldBook,
};

/** One unit of each kind of power node. */
export const nodeReliability: Readonly<Record<PowerNode["kind"], Reliability>> = {
  // Liquid-filled, above 10 MVA.
  "main-transformer": { failuresPerYear: 0.0153, repair: Duration.hours(1178.5), source: goldBook },
  // An insulated switchgear bus with five breakers, each 0.0034 a year.
  "mv-bus": { failuresPerYear: 0.017, repair: Duration.hours(26.8), source: goldBook },
  // A thousand feet of cable below ground, above 600 V.
  feeder: { failuresPerYear: 0.00613, repair: Duration.hours(26.5), source: goldBook },
  // Liquid-filled, 300 kVA to 10 MVA.
  "unit-transformer": { failuresPerYear: 0.0059, repair: Duration.hours(297.4), source: goldBook },
  // A bare 480 V switchgear bus with seven breakers, each 0.00034 a year.
  switchboard: { failuresPerYear: 0.0024, repair: Duration.hours(24), source: goldBook },
  ups: { failuresPerYear: 0.035, repair: Duration.hours(8), source: assumed },
  // A hundred feet of bus duct, each 0.000125 a year.
  busway: { failuresPerYear: 0.0125, repair: Duration.hours(128), source: goldBook },
  pdu: { failuresPerYear: 0.0036, repair: Duration.hours(24), source: assumed },
};

/** A standby generator set, apart from starting. */
export const generatorReliability: Reliability = {
  failuresPerYear: 0.12,
  repair: Duration.hours(24),
  source: assumed,
};

/** How often a standby generator does not start when it is called. */
export const failureToStart = { probability: 0.0135, source: goldBook };

/** One cooling unit: a chiller with its pumps, a coolant distribution unit, an air handler. */
export const coolingReliability: Reliability = {
  failuresPerYear: 0.1,
  repair: Duration.hours(12),
  source: assumed,
};
