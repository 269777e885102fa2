import type { Figure } from "../figure.ts";
import { defaultContinuousFactor, defaultPowerFactor } from "../power/rating.ts";
import { type Current, type Percentage, Power, type Voltage } from "../units/index.ts";

/** A breaker or a busway: what it is rated for, in the words of the documents. */
export interface Circuit {
  readonly voltage: Figure<Voltage>;
  readonly current: Figure<Current>;
  readonly powerFactor?: Figure<number> | undefined;
  readonly continuousRating?: Figure<Percentage> | undefined;
}

/** The share of its rating that a circuit carries for three hours or more. */
export function continuousFactor({ continuousRating }: Circuit): number {
  return continuousRating?.value.fraction ?? defaultContinuousFactor;
}

/**
 * What a circuit carries at its rated current: P = √3 · U · I · pf on three phases and P = U · I · pf between two, U being
 * the voltage between phases (IEEE Std 141-1993 §2.4; with a factor for continuous load it is NetBox's available power of
 * a feed, `|V| · A · utilization`, times 1.732 on three phases).
 */
export function ratedPower(circuit: Circuit, phases: 1 | 3): Power {
  const amperes = circuit.current.value.amperes * (phases === 3 ? Math.sqrt(3) : 1);
  return Power.watts(circuit.voltage.value.volts * amperes * powerFactorOf(circuit));
}

/** What it carries continuously: 80 % of that unless it is 100 %-rated (NEC 210.20, 215.3). */
export function continuousPower(circuit: Circuit, phases: 1 | 3): Power {
  return ratedPower(circuit, phases).times(continuousFactor(circuit));
}

/** The power factor of what a circuit carries: 0.95 unless stated. */
export function powerFactorOf({ powerFactor }: Circuit): number {
  return powerFactor?.value ?? defaultPowerFactor;
}
