import { coolingCapacity, media } from "./cooling.ts";
import { continuousCapacity, type PowerTree } from "./power/tree.ts";
import type { PowerNode, Zone } from "./schema/site-document.ts";
import { Power, sum } from "./units/index.ts";

/**
 * The critical load that an AI hall can take by itself: the least of what its own feeds carry with one unit of an N+1
 * group lost (each feed of a 2N zone carries the whole), what its cooling of all media removes, and what it is built
 * for. What it shares with other zones may allow less; placement sees to that.
 */
export function aiCapacity(zone: Zone, tree: PowerTree): Power {
  const { ai } = zone;
  if (ai === undefined) return Power.zero;
  const feeds = tree
    .paths(zone)
    .flatMap((path) => tree.chain(zone, path).slice(0, 1))
    .map((node) => withOneLost(node).dividedBy(ai.grossToCritical.value));
  const cooling = sum(
    Power.zero,
    media.map((medium) => coolingCapacity(zone, medium)),
  );
  const built = ai.critical === undefined ? [] : [ai.critical.value];
  return [...feeds, ...built].reduce((least, limit) => (least.exceeds(limit) ? limit : least), cooling);
}

function withOneLost(node: PowerNode): Power {
  return continuousCapacity(node, node.redundancy === "N+1" ? node.units - 1 : node.units);
}
