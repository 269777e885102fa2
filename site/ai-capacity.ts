import { coolingCapacity, media } from "./cooling.ts";
import type { Day } from "./day.ts";
import type { PowerNetwork } from "./power/network.ts";
import { carries, continuousCapacity, sparesOf, whileInService } from "./power/rating.ts";
import type { PowerNode, Zone } from "./schema/site-document.ts";
import { Power, sum } from "./units/index.ts";

/**
 * The critical load that an AI hall can take by itself: the least of what its own feeds carry with the spare units of
 * their groups lost (after the loss of a path, each feed of a 2N zone carries the whole, of 3N/2 a half, of 4N/3 a third),
 * what its cooling of all media removes, and what it is built for. What it shares with other zones may allow less;
 * placement sees to that.
 *
 * @param on The day whose equipment counts. @default - all that was ever installed
 */
export function aiCapacity(zone: Zone, network: PowerNetwork, on?: Day): Power {
  const { ai } = zone;
  if (ai === undefined) return Power.zero;
  const paths = network.paths(zone);
  const part = 1 / Math.max(1, paths.length - 1);
  const feeds = paths
    .flatMap((path) => network.chain(zone, path).slice(0, 1))
    .map((node) => {
      const ratio = carries(node) === "gross" ? ai.grossToCritical.value : 1;
      return feedCapacity(node, on).dividedBy(ratio * part);
    });
  const cooling = sum(
    Power.zero,
    media.map((medium) => coolingCapacity(zone, medium, on)),
  );
  const built = ai.critical === undefined ? [] : [ai.critical.value];
  return [...feeds, ...built].reduce((least, limit) => (least.exceeds(limit) ? limit : least), cooling);
}

function feedCapacity(node: PowerNode, on: Day | undefined): Power {
  const capacity = continuousCapacity(node, node.units - sparesOf(node));
  return on === undefined ? capacity : whileInService(node, capacity)(on);
}
