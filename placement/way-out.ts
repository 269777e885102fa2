import { couldBeReady } from "../site/conversion/readiness.ts";
import { coolingCapacity, heatShare, media } from "../site/cooling.ts";
import type { Day } from "../site/day.ts";
import type { Fleet } from "../site/mining/fleet.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { aiReadyPeriods } from "../site/zone-state.ts";
import { type Demand, domainRacks } from "./demand.ts";
import type { Ledger } from "./ledger.ts";
import type { Part } from "./part.ts";
import { positionCount } from "./positions.ts";
import { fabricsReaching } from "./suitability.ts";

/** How far a demand came before it was refused. */
export interface Shortfall {
  /** The racks that were to be placed, and how many of them found no place. */
  readonly racks: number;
  readonly missing: number;
  /** Where the demand has racks already, and where the others would have stood. */
  readonly kept: readonly Part[];
  readonly found: readonly Part[];
}

interface Option {
  readonly zone: Zone;
  readonly racks: number;
  /** AI-ready soon enough by the plan that the site has, only not on the first day. */
  readonly readyFrom: Day | undefined;
  /** What would otherwise mine there on the first day. */
  readonly mining: Fleet;
}

/** What would give a demand the racks that found no place, cheapest first: waiting for a hall, or converting one. */
export function wayOut(site: Site, ledger: Ledger, demand: Demand, shortfall: Shortfall): string {
  const enough = ({ racks }: Option) => (racks >= shortfall.missing ? 1 : 0);
  const cost = ({ readyFrom, mining }: Option) => (readyFrom === undefined ? mining.gross.watts : 0);
  const [best] = site.zones
    .filter((zone) => couldServe(zone, demand) && !readyAtStart(zone, demand))
    .map((zone): Option => {
      const readyFrom = aiReadyPeriods(zone).find(
        ({ from, to = demand.period.to }) => from > demand.period.from && to >= demand.period.to,
      )?.from;
      const planned = readyFrom !== undefined && readyFrom <= demand.period.to ? readyFrom : undefined;
      const after = capacityAfterConversion(zone, demand);
      return {
        zone,
        racks: planned === undefined ? after : Math.min(after, roomFrom(site, ledger, demand, zone, planned)),
        readyFrom: planned,
        mining: site.fleet(zone, demand.period.from),
      };
    })
    .filter(({ zone, racks }) => racks > 0 && joins(site, zone, racks, demand, shortfall))
    .sort((a, b) => enough(b) - enough(a) || cost(a) - cost(b));
  return best === undefined
    ? "no zone of the site that could still be converted would take them: ask for fewer racks, a shorter term, or add a hall"
    : `${conversion(site, best, demand)}, which would take up to ${best.racks} of them`;
}

/** The racks for which a zone has room beside what others have there, once it is ready by the site's own plan. */
function roomFrom(site: Site, ledger: Ledger, demand: Demand, zone: Zone, from: Day): number {
  const span = ledger.span({ ...demand.period, from });
  const each = demand.critical.dividedBy(demand.racks);
  const [fabric] = demand.fabric === "none" ? [] : fabricsReaching(site, demand, zone);
  const unit = domainRacks(demand.rackType);
  return Math.floor(ledger.room(zone, demand.rackType, each, span, fabric).racks / unit) * unit;
}

/** What a conversion would not change: the zones that a demand names, and the redundancy of their power. */
export function couldServe(zone: Zone, demand: Demand): boolean {
  return (
    zone.ai !== undefined &&
    (demand.zones?.includes(zone.name) ?? true) &&
    (demand.redundancy === "N" || zone.redundancy !== "N")
  );
}

/**
 * Whether a fabric would join racks in a zone with the others. Where a demand needs one fabric, that is the one it
 * is on, or one on which all that was to be placed finds room in this zone.
 */
function joins(
  site: Site,
  zone: Zone,
  racks: number,
  demand: Demand,
  { kept, found, ...shortfall }: Shortfall,
): boolean {
  if (demand.fabric === "none") return true;
  const fabrics = fabricsReaching(site, demand, zone);
  const [other] = [...kept, ...found];
  if (demand.fabric === "any" || other === undefined) return fabrics.length > 0;
  if (fabrics.some(({ name }) => name === other.fabric?.name)) return true;
  return fabrics.length > 0 && kept.length === 0 && racks >= shortfall.racks;
}

function readyAtStart(zone: Zone, demand: Demand): boolean {
  return aiReadyPeriods(zone).some(
    ({ from, to }) => from <= demand.period.from && (to === undefined || to >= demand.period.from),
  );
}

function conversion(site: Site, { zone, readyFrom, mining }: Option, demand: Demand): string {
  const { from, to } = demand.period;
  if (readyFrom !== undefined) {
    return `start on ${readyFrom}, when zone "${zone.name}" is AI-ready, or have it ready by ${from}`;
  }
  const { miners, gross, hashrate } = mining;
  const ends = miners === 0 ? "" : `, which ends ${gross} of mining (${miners} miners, ${hashrate})`;
  return `have zone "${zone.name}" AI-ready from ${from} to ${to}${ends}${estimate(site, zone, from)}`;
}

/** When a zone without a plan could be ready, where that is too late for a demand. */
function estimate(site: Site, zone: Zone, from: Day): string {
  const could = couldBeReady(site, zone);
  if (could === undefined || could.day <= from) return "";
  return `; begun on ${site.document.effectiveDate} and as fast as "${could.like}" (${could.days} days), it could be ready on ${could.day}`;
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
  const unit = rackType.scaleUp?.racks.value ?? 1;
  return Math.floor((Math.min(positionCount(zone), ...byCooling, ...byLoad) + 1e-9) / unit) * unit;
}
