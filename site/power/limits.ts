import type { Interconnect, PowerNode, SiteDocument, Zone } from "../schema/site-document.ts";
import { approvedLoad } from "./approvals.ts";
import { type ElementShares, elementShares } from "./contingencies.ts";
import { hardest, type Shares } from "./hardest.ts";
import { type PowerLimit, zoneShares } from "./limit.ts";
import type { PowerNetwork } from "./network.ts";
import { networkPeriods, overPeriods } from "./periods.ts";
import { carries, continuousCapacity, sparesOf, whileInService } from "./rating.ts";
import { restoreLimits } from "./restore.ts";
import { standbyLimits } from "./standby.ts";

export type { PowerLimit, PowerShare } from "./limit.ts";

type PowerDocument = Pick<SiteDocument, "power" | "interconnects" | "zones" | "generators">;

/** Every limit of a site: normal operation, each single loss that can matter, generators, inrush, and load approvals. */
export function powerLimits(document: PowerDocument, network: PowerNetwork): readonly PowerLimit[] {
  return overPeriods(networkPeriods(document, network), (then) => limitsOf(document, then));
}

function limitsOf(document: PowerDocument, network: PowerNetwork): readonly PowerLimit[] {
  const { zones, generators } = document;
  const all = elementShares(network, zones, generators);
  const of = (name: string): ElementShares => all.get(name) ?? { normal: new Map(), contingencies: [] };
  return [
    ...document.power.flatMap((node) => nodeLimits(node, of(node.name), zones)),
    ...document.interconnects.map((interconnect) =>
      approvalLimit(interconnect, of(interconnect.name), zones),
    ),
    ...generators.flatMap((plant) => standbyLimits(plant, network.node(plant.backs), of(plant.backs), zones)),
    ...document.power.flatMap((node) => restoreLimits(node, of(node.name).normal, zones)),
  ];
}

function nodeLimits(
  node: PowerNode,
  { normal, contingencies }: ElementShares,
  zones: readonly Zone[],
): PowerLimit[] {
  if (normal.size === 0) return [];
  const limit = (scenario: string, shares: Shares, units: number): PowerLimit => ({
    at: node.name,
    kind: "continuous-rating",
    scenario,
    shares: zoneShares(zones, shares, carries(node)),
    capacityOn: whileInService(node, continuousCapacity(node, units)),
  });
  const spares = sparesOf(node);
  return [
    limit("all in service", normal, node.units),
    ...(spares > 0 ? [limit(`${spares} of ${node.units} units lost`, normal, node.units - spares)] : []),
    ...hardest(normal, contingencies).map(({ text, changed }) =>
      limit(text, new Map([...normal, ...changed]), node.units),
    ),
  ];
}

/**
 * An interconnect must be able to carry whatever may come to it after any single loss, of all zones at once: a zone that
 * two interconnects feed counts whole at each.
 */
function approvalLimit(
  interconnect: Interconnect,
  { normal, contingencies }: ElementShares,
  zones: readonly Zone[],
): PowerLimit {
  const most = new Map(normal);
  for (const { changed } of contingencies) {
    for (const [column, share] of changed) most.set(column, Math.max(share, most.get(column) ?? 0));
  }
  return {
    at: interconnect.name,
    kind: "load-approval",
    scenario: "load approval in force",
    shares: zoneShares(zones, most, "gross"),
    capacityOn: (on) => approvedLoad(interconnect, on),
  };
}
