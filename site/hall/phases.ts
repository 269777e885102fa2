import type { RackType, Zone } from "../schema/site-document.ts";
import { Current, Percentage, Power } from "../units/index.ts";
import { type Circuit, continuousFactor, powerFactorOf } from "./circuit.ts";
import { phaseOf, rowOf } from "./rack-feeds.ts";

/** Racks of one type that stand in a hall, drawing alike. */
export interface RacksInPlace {
  readonly rackType: RackType;
  /** What one of them draws. */
  readonly critical: Power;
  readonly positions: readonly number[];
}

/** One value for each phase conductor: L1, L2, L3. */
export type Conductors = readonly [Current, Current, Current];

/** What a row draws over one path that carries it alone. */
export interface RowLoad {
  readonly row: number;
  readonly load: Power;
  /** Undefined where the hall states neither busways nor feeds: then no voltage is known. */
  readonly conductors: Conductors | undefined;
}

/** The loads of all rows in which racks stand, in order. */
export function rowLoads(zone: Zone, racks: readonly RacksInPlace[]): readonly RowLoad[] {
  const rows = new Map<number, LoadByPair>();
  for (const [position, load] of loads(racks)) {
    const row = rowOf(zone, position);
    rows.set(row, added(rows.get(row) ?? nothing, phaseOf(zone, position), load));
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([row, pairs]) => ({ row, load: total(pairs), conductors: conductorsOf(zone, pairs) }));
}

/** The phases of a hall on one path that carries it alone, and how unevenly they are loaded. */
export interface PhaseBalance {
  readonly conductors: Conductors;
  /** How far the largest current is above the mean of the three. */
  readonly imbalance: Percentage;
  /** Whether another order of the same racks could be more even: two pairs differ by more than the largest rack. */
  readonly avoidable: boolean;
}

/** Undefined where racks are not single-phase: then the phases are loaded alike. */
export function phaseImbalance(zone: Zone, racks: readonly RacksInPlace[]): PhaseBalance | undefined {
  if (zone.ai?.rackFeeds?.phases !== 1) return undefined;
  let pairs = nothing;
  let largest = Power.zero;
  for (const [position, load] of loads(racks)) {
    pairs = added(pairs, phaseOf(zone, position), load);
    if (load.compare(largest) > 0) largest = load;
  }
  const conductors = conductorsOf(zone, pairs);
  if (conductors === undefined) return undefined;
  const amperes = conductors.map((current) => current.amperes);
  const mean = amperes.reduce((sum, each) => sum + each, 0) / 3;
  const above = mean === 0 ? 0 : Math.max(...amperes) / mean - 1;
  const [least, , most] = pairs.toSorted((a, b) => a.compare(b));
  return {
    conductors,
    imbalance: Percentage.percent(100 * above),
    avoidable: most !== undefined && least !== undefined && most.minus(least).exceeds(largest),
  };
}

/**
 * Currents of the three phase conductors from the loads between them, at one power factor. By Kirchhoff's current law a
 * conductor of an unbalanced delta-connected load carries the difference of two currents that are 120° apart, so
 * I_L1 = √(I₁₂² + I₃₁² + I₁₂ · I₃₁), and so on; with all pairs alike it is √3 · I.
 */
export function conductorCurrents(pairs: readonly [Power, Power, Power], circuit: Circuit): Conductors {
  const voltAmperes = circuit.voltage.value.volts * powerFactorOf(circuit);
  const [i12, i23, i31] = [pairs[0], pairs[1], pairs[2]].map((power) => power.watts / voltAmperes);
  return [joined(i12, i31), joined(i23, i12), joined(i31, i23)];
}

/** What each conductor of a circuit carries continuously. */
export function continuousCurrent(circuit: Circuit): Current {
  return circuit.current.value.times(continuousFactor(circuit));
}

function joined(one = 0, other = 0): Current {
  return Current.amperes(Math.sqrt(one ** 2 + other ** 2 + one * other));
}

/** The load between L1 and L2, L2 and L3, L3 and L1. */
type LoadByPair = readonly [Power, Power, Power];

const nothing: LoadByPair = [Power.zero, Power.zero, Power.zero];

function loads(racks: readonly RacksInPlace[]): (readonly [position: number, load: Power])[] {
  return racks.flatMap(({ critical, positions }) => positions.map((at) => [at, critical] as const));
}

/** A three-phase rack loads all pairs alike. */
function added([l12, l23, l31]: LoadByPair, pair: 1 | 2 | 3 | undefined, load: Power): LoadByPair {
  if (pair === 1) return [l12.plus(load), l23, l31];
  if (pair === 2) return [l12, l23.plus(load), l31];
  if (pair === 3) return [l12, l23, l31.plus(load)];
  const third = load.dividedBy(3);
  return [l12.plus(third), l23.plus(third), l31.plus(third)];
}

function total([l12, l23, l31]: LoadByPair): Power {
  return l12.plus(l23).plus(l31);
}

function conductorsOf(zone: Zone, pairs: LoadByPair): Conductors | undefined {
  const circuit = zone.ai?.rowBusway ?? zone.ai?.rackFeeds;
  return circuit && conductorCurrents(pairs, circuit);
}
