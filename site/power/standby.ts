import type { GeneratorPlant, PowerNode, Zone } from "../schema/site-document.ts";
import type { ElementShares } from "./contingencies.ts";
import { hardest, type Shares } from "./hardest.ts";
import { type PowerLimit, zoneShares } from "./limit.ts";
import { carries, sparesOf, standbyCapacity, whileInService } from "./rating.ts";

/**
 * With the grid lost, a plant carries the AI load that reaches the node it backs, with as many of its units failing to
 * start as its redundancy says; and with all of them what comes to it where another plant is not there at all. Mining is
 * shed, and counts for nothing.
 */
export function standbyLimits(
  plant: GeneratorPlant,
  node: PowerNode | undefined,
  { contingencies }: ElementShares,
  zones: readonly Zone[],
): PowerLimit[] {
  // With its generators running a node carries no more than they give: these are the outages in which they run.
  const [all, ...others] = contingencies.filter(({ outage }) => outage.backed?.has(plant.backs));
  if (node === undefined || all === undefined) return [];
  const limit = (scenario: string, shares: Shares, units: number): PowerLimit => ({
    at: plant.name,
    kind: "standby-rating",
    scenario,
    shares: zoneShares(zones, shares, carries(node)),
    capacityOn: whileInService(plant, standbyCapacity(plant, units)),
  });
  const spares = sparesOf(plant);
  const failing = spares === 0 ? "" : ` and ${spares} of ${plant.units} units failing to start`;
  return [
    limit(`${all.text}${failing}`, all.changed, plant.units - spares),
    ...hardest(all.changed, others).map(({ text, changed }) => limit(text, changed, plant.units)),
  ];
}
