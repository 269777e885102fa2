import type { RackType, Zone } from "../schema/site-document.ts";
import { Percentage, type Power } from "../units/index.ts";
import { type Circuit, continuousFactor, continuousPower, powerFactorOf, ratedPower } from "./circuit.ts";

/**
 * Why a rack of a type cannot be connected in a zone; undefined where it can, or where the hall states no feeds.
 *
 * A rack has `perPath` feeds on each of two of its zone's paths, or on its only one, and those of one path carry it
 * alone: when the other path is lost, all of it comes over them. They carry what the type draws at most, even where a
 * tenant leased less a rack: the lease limits the sum of the racks, nothing limits one of them. A breaker carries its
 * continuous share for hours, and peaks up to its rating.
 */
export function rackFeedProblem(zone: Zone, rackType: RackType): string | undefined {
  const feeds = zone.ai?.rackFeeds;
  if (feeds === undefined) return undefined;
  const { phases, perPath } = feeds;
  const power = rackType.power.value;
  const continuous = continuousPower(feeds, phases).times(perPath);
  const formula = formulaText(feeds, phases, perPath);
  if (power.exceeds(continuous)) {
    return `the feeds of one path carry ${continuous} continuously (${formula} × ${Percentage.percent(100 * continuousFactor(feeds))}), a ${rackType.name} rack draws ${power} and each path carries it alone`;
  }
  const rated = ratedPower(feeds, phases).times(perPath);
  const peak = power.times(rackType.peakFactor.value);
  return peak.exceeds(rated)
    ? `the breakers of one path are rated for ${rated} (${formula}), a ${rackType.name} rack peaks at ${peak} (${power} × ${rackType.peakFactor.value}) and each path carries it alone`
    : undefined;
}

/** The row of a position, from 0. Positions are numbered row by row. */
export function rowOf(zone: Zone, position: number): number {
  return Math.floor(position / (zone.ai?.positionsPerRow.value ?? 1));
}

/** Two phases between which a single-phase rack is connected: 1 is L1-L2, 2 is L2-L3, 3 is L3-L1. */
export type PhasePair = 1 | 2 | 3;

/**
 * The phases between which a position is connected; undefined where racks have three-phase feeds, or none are stated.
 *
 * The pairs take turns along a row, and each row begins one pair after the row before, so that neither a row nor a hall is
 * uneven by more than one rack when it is full. A position keeps its pair when rows are added or lengthened.
 */
export function phaseOf(zone: Zone, position: number): PhasePair | undefined {
  const { ai } = zone;
  if (ai?.rackFeeds?.phases !== 1) return undefined;
  const place = position % ai.positionsPerRow.value;
  return (((rowOf(zone, position) + place) % 3) + 1) as PhasePair;
}

/**
 * What the busway of one row carries continuously on one path when it carries the row alone; undefined where the hall
 * states no busways. Single-phase racks use all of it only where the three pairs of phases are loaded alike.
 */
export function rowCapacity(zone: Zone): Power | undefined {
  const busway = zone.ai?.rowBusway;
  return busway && continuousPower(busway, 3);
}

/**
 * What each pair of phases of a row may carry so that no conductor is overloaded, whatever the other pairs carry within
 * the same limit; undefined where racks are not single-phase, or the hall states no busways.
 *
 * With all three pairs at I, a conductor carries √3 · I; so a third of the row's capacity each. It is sufficient, not
 * necessary: a pair may carry more while its neighbours carry less, which {@link rowLoads} computes.
 */
export function phaseCapacity(zone: Zone): Power | undefined {
  return zone.ai?.rackFeeds?.phases === 1 ? rowCapacity(zone)?.dividedBy(3) : undefined;
}

function formulaText(feed: Circuit, phases: 1 | 3, perPath: number): string {
  const many = perPath === 1 ? "" : `${perPath} × `;
  const three = phases === 3 ? "√3 × " : "";
  return `${many}${three}${feed.voltage.value} × ${feed.current.value} × ${powerFactorOf(feed)}`;
}
