import { coolingProblem } from "../site/cooling.ts";
import { cablingProblem } from "../site/fabric/fabric.ts";
import { rackFeedProblem } from "../site/hall/rack-feeds.ts";
import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { isAiReadyThroughout, stateOn } from "../site/zone-state.ts";
import type { Demand } from "./demand.ts";

/** Why a zone cannot serve a demand at all, whatever is free in it; undefined if it can. */
export function unsuitable(zone: Zone, demand: Demand): string | undefined {
  const { rackType, period } = demand;
  if (zone.ai === undefined) return "it is not planned as an AI hall";
  if (demand.zones !== undefined && !demand.zones.includes(zone.name)) return "the demand does not name it";
  if (demand.redundancy === "2N" && zone.redundancy === "N") return "its power is N, the demand asks for 2N";
  if (rackType.mass.value.exceeds(zone.ai.rackMass.value)) {
    return `its positions carry ${zone.ai.rackMass.value}, a ${rackType.name} rack weighs ${rackType.mass.value}`;
  }
  const unserved = coolingProblem(zone, rackType) ?? rackFeedProblem(zone, rackType);
  if (unserved !== undefined) return unserved;
  if (!isAiReadyThroughout(zone, period)) {
    const state = stateOn(zone, period.from)?.state ?? "not there yet";
    return state === "ai-ready"
      ? `it leaves "ai-ready" before ${period.to}`
      : `it is "${state}" on ${period.from}`;
  }
  return undefined;
}

/** The fabrics that can join racks of a demand, in order of name. */
export function suitableFabrics(site: Site, demand: Demand): FabricDocument[] {
  const kinds = demand.rackType.fabric?.kinds ?? [];
  return site.document.fabrics
    .filter((fabric) => kinds.includes(fabric.kind) && cablingProblem(fabric, demand.rackType) === undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Those of them that reach a zone. */
export function fabricsReaching(site: Site, demand: Demand, zone: Zone): FabricDocument[] {
  return suitableFabrics(site, demand).filter(({ zones }) => zones.includes(zone.name));
}
