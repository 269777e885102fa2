import { coolingCapacity, heatShare, media } from "../site/cooling.ts";
import { fleetOf } from "../site/mining/fleet.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { aiReadyPeriods } from "../site/zone-state.ts";
import type { Demand } from "./demand.ts";
import { positionCount } from "./positions.ts";
import { suitableFabrics } from "./suitability.ts";

/** What would give a demand the racks that found no place, cheapest first: waiting for a hall, or converting one. */
export function wayOut(site: Site, demand: Demand, missing: number): string {
  const options = site.zones
    .filter((zone) => couldServe(site, zone, demand))
    .map((zone) => ({ zone, racks: capacityAfterConversion(zone, demand), cost: miningEnded(site, zone) }))
    .filter(({ zone, racks }) => racks > 0 && !readyAtStart(zone, demand))
    .sort((a, b) => enough(b.racks, missing) - enough(a.racks, missing) || a.cost.watts - b.cost.watts);
  const best = options[0];
  if (best === undefined) {
    return "no zone of the site that could still be converted would take them: ask for fewer racks, a shorter term, or add a hall";
  }
  return `${conversion(site, best.zone, demand)}, which would take up to ${best.racks} of them`;
}

/** What a conversion would not change: the zones a demand names, the redundancy of their power, and their fabrics. */
function couldServe(site: Site, zone: Zone, demand: Demand): boolean {
  return (
    zone.ai !== undefined &&
    (demand.zones?.includes(zone.name) ?? true) &&
    (demand.redundancy === "N" || zone.redundancy === "2N") &&
    (demand.fabric === "none" || suitableFabrics(site, demand).some(({ zones }) => zones.includes(zone.name)))
  );
}

function enough(racks: number, missing: number): number {
  return racks >= missing ? 1 : 0;
}

function readyAtStart(zone: Zone, demand: Demand): boolean {
  return aiReadyPeriods(zone).some(
    ({ from, to }) => from <= demand.period.from && (to === undefined || to >= demand.period.from),
  );
}

/** Mining that ends when a zone is converted: nothing where its conversion has begun or it never mined. */
function miningEnded(site: Site, zone: Zone) {
  return fleetOf(zone, (name) => site.minerModel(name)).gross;
}

function conversion(site: Site, zone: Zone, demand: Demand): string {
  const { from } = demand.period;
  const later = aiReadyPeriods(zone).find((ready) => ready.from > from);
  if (later !== undefined)
    return `start on ${later.from}, when zone "${zone.name}" is AI-ready, or have it ready by ${from}`;
  const fleet = fleetOf(zone, (name) => site.minerModel(name));
  const ends =
    fleet.miners === 0
      ? ""
      : `, which ends ${fleet.gross} of mining (${fleet.miners} miners, ${fleet.hashrate})`;
  return `have zone "${zone.name}" AI-ready from ${from} to ${demand.period.to}${ends}`;
}

/** Racks by positions, cooling and the load the hall is built for; its power is checked when it is placed. */
function capacityAfterConversion(zone: Zone, demand: Demand): number {
  const { rackType } = demand;
  if (zone.ai === undefined || rackType.mass.value.exceeds(zone.ai.rackMass.value)) return 0;
  const each = demand.critical.dividedBy(demand.racks);
  const byCooling = media
    .filter((medium) => heatShare(rackType, medium) > 0)
    .map((medium) => coolingCapacity(zone, medium).ratioTo(each.times(heatShare(rackType, medium))));
  const byLoad = zone.ai.critical === undefined ? [] : [zone.ai.critical.value.ratioTo(each)];
  return Math.floor(Math.min(positionCount(zone), ...byCooling, ...byLoad) + 1e-9);
}
