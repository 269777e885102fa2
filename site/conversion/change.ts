import { aiCapacity } from "../ai-capacity.ts";
import { type Medium, media } from "../cooling.ts";
import { addDays, type Day } from "../day.ts";
import { fleetOf } from "../mining/fleet.ts";
import { parsePoolUrl } from "../mining/pool-url.ts";
import type { reusables } from "../schema/conversion.ts";
import type { Zone } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import type { Hashrate, Power } from "../units/index.ts";
import { firstConversion, type Phase } from "./phases.ts";
import { type NodeFate, powerFates } from "./power-fates.ts";
import { Supply } from "./supply.ts";

/** The miners of a zone, and what goes with them when they leave. */
export interface ZoneMiners {
  readonly miners: readonly { readonly model: string; readonly count: number }[];
  readonly hashrate: Hashrate;
  /** What they draw from the site. */
  readonly gross: Power;
  readonly poolSet: string;
  /** The hosts that their hashrate goes to. */
  readonly pools: readonly string[];
  readonly networks: readonly { readonly vlan: number; readonly cidr: string }[];
}

/** What a zone offers as an AI hall. */
export interface HallOffer {
  /** The critical load that it takes by itself; what it shares with others may allow less. */
  readonly critical: Power;
  readonly positions: number;
  readonly redundancy: Zone["redundancy"];
}

export interface HallCooling {
  readonly medium: Medium;
  readonly units: number;
  readonly unit: Power;
  readonly redundancy: string;
  /** Whether it cooled the miners before. */
  readonly reused: boolean;
}

export type Reusable = (typeof reusables)[number];

/** What a phase does to a zone. What it does not touch is left out. */
export interface Change {
  /** Of a conversion: what mined there until then. Of a return to mining: undefined. */
  readonly minersLeave: ZoneMiners | undefined;
  readonly minersArrive: ZoneMiners | undefined;
  readonly hallEnds: HallOffer | undefined;
  readonly hallBegins: HallOffer | undefined;
  readonly power: readonly NodeFate[];
  readonly generators: readonly string[];
  readonly cooling: readonly HallCooling[];
  readonly reused: readonly Reusable[];
  readonly replaced: readonly Reusable[];
}

/** What a phase of a zone does: who leaves, what is built or kept, what becomes available. */
export function changeOf(site: Site, zone: Zone, phase: Phase): Change {
  const toMining = phase.kind === "mining";
  const first = firstConversion(zone)?.from === phase.from;
  const builds = first && !phase.hallStands;
  return {
    minersLeave: phase.kind === "conversion" ? minersOf(site, zone) : undefined,
    minersArrive: toMining ? minersOf(site, zone) : undefined,
    hallEnds: toMining && phase.hallStands ? hallOf(site, zone, addDays(phase.from, -1)) : undefined,
    hallBegins: toMining ? undefined : hallOf(site, zone, phase.complete),
    power: powerFates(site, zone, phase),
    generators: builds ? generatorsOf(site, zone) : [],
    cooling: builds ? coolingOf(zone) : [],
    reused: (first && zone.conversion?.reuses) || [],
    replaced: (first && zone.conversion?.replaces) || [],
  };
}

function minersOf(site: Site, zone: Zone): ZoneMiners | undefined {
  const { mining } = zone;
  if (mining === undefined) return undefined;
  const { hashrate, gross } = fleetOf(zone, (name) => site.minerModel(name));
  const counts = new Map<string, number>();
  for (const { model, count } of mining.asics) counts.set(model, (counts.get(model) ?? 0) + count.value);
  const pools = site.document.poolSets.find(({ name }) => name === mining.poolSet)?.groups ?? [];
  const hosts = pools.flatMap((group) => group.pools.map(({ url }) => hostOf(url)));
  return {
    miners: [...counts].map(([model, count]) => ({ model, count })),
    hashrate,
    gross,
    poolSet: mining.poolSet,
    pools: [...new Set(hosts)],
    networks: mining.asics.map(({ network }) => ({ vlan: network.vlan, cidr: network.cidr })),
  };
}

function hostOf(url: string): string {
  const parsed = parsePoolUrl(url);
  return "value" in parsed ? parsed.value.host : url;
}

function hallOf(site: Site, zone: Zone, on: Day | undefined): HallOffer | undefined {
  const { ai } = zone;
  if (ai === undefined) return undefined;
  return {
    critical: aiCapacity(zone, site.powerNetwork, on),
    positions: ai.rows.value * ai.positionsPerRow.value,
    redundancy: zone.redundancy,
  };
}

/** The generators that carry the hall when the grid is lost. */
function generatorsOf(site: Site, zone: Zone): string[] {
  const above = new Set(new Supply(site.powerNetwork).above(zone.feeds).map(({ name }) => name));
  return site.document.generators.filter(({ backs }) => above.has(backs)).map(({ name }) => name);
}

function coolingOf(zone: Zone): HallCooling[] {
  const reuses = zone.conversion?.reuses.includes("cooling") ?? false;
  return media.flatMap((medium) => {
    const group = zone.ai?.cooling[medium];
    if (group === undefined) return [];
    const { units, redundancy, installed } = group;
    return [{ medium, units, unit: group.unit.value, redundancy, reused: reuses && installed === undefined }];
  });
}
