import type { PowerNode } from "../schema/site-document.ts";
import { Power } from "../units/index.ts";
import { powerFactorOf, ratingOf } from "./rating.ts";

/**
 * What the units of a node lose while they carry a load between them: P = n · (P₀ + Pk · (S / (n · Sr))²), the no-load
 * loss of each and its load loss at rating, which grows as the square of load (the no-load loss and
 * the load loss of IEC 60076-1; IEEE Std C57.12.00 defines the same two). Undefined where the node states no losses.
 *
 * They are part of gross load, which is counted at the meter, and are not added to it.
 */
export function lossesAt(node: PowerNode, load: Power): Power | undefined {
  if (node.losses === undefined) return undefined;
  const noLoad = node.losses.noLoad.value.times(node.units);
  return noLoad.plus(node.losses.load.value.times(node.units * loading(node, load) ** 2));
}

/**
 * The least that a load of its own makes a node lose, whatever else the node carries: its no-load loss in the proportion in
 * which the load uses the rating, or whole where nothing else is on it, and its load loss with the load alone.
 */
export function ownLosses(node: PowerNode, load: Power, alone: boolean): Power {
  if (node.losses === undefined) return Power.zero;
  const { noLoad, load: atRating } = node.losses;
  const used = Math.min(1, loading(node, load));
  return noLoad.value
    .times(node.units * (alone ? 1 : used))
    .plus(atRating.value.times(node.units * used ** 2));
}

/** Load per rating, in apparent power. */
function loading(node: PowerNode, load: Power): number {
  const rated = ratingOf(node).voltAmperes * node.units;
  return rated === 0 ? 0 : load.watts / powerFactorOf(node) / rated;
}
