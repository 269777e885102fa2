import type { Day } from "../site/day.ts";
import { leasedEnergy, rentsPerYear } from "../site/economics/ai-side.ts";
import { demandResponsePerYear } from "../site/economics/demand-response.ts";
import { derivedHall } from "../site/economics/derived-hall.ts";
import { type MiningSide, miningSide } from "../site/economics/mining-side.ts";
import { capacityPerYear, netPerYear, totalPerYear, type Yearly } from "../site/economics/money-per-year.ts";
import type { Terms } from "../site/economics/terms.ts";
import type { Site } from "../site/site.ts";
import { drawsMiningLoad, stateOn } from "../site/zone-state.ts";
import { leasesOn } from "./economics-leases.ts";
import type { Placement } from "./place.ts";

/** What a site earns and costs in a year as on a day. What it has none of is undefined. */
export interface SiteEarnings {
  readonly hashing: Yearly | undefined;
  readonly hosting: Yearly | undefined;
  readonly leases: Yearly | undefined;
  readonly demandResponse: Yearly | undefined;
  readonly energy: Yearly | undefined;
  readonly operations: Yearly | undefined;
  readonly margin: Yearly | undefined;
}

/**
 * As the zones are used on the day: those that mine as mines, the others by their leases, and no rent that nobody pays. A hall
 * that is ready is operated, whether or not somebody is in it.
 */
export function siteEarnings(site: Site, placement: Placement, on: Day, terms: Terms): SiteEarnings {
  const mines = site.zones
    .filter((zone) => drawsMiningLoad(stateOn(zone, on)?.state))
    .flatMap((zone) => {
      const side = miningSide(site, zone, terms, undefined);
      return "notApplicable" in side ? [] : [side];
    });
  const halls = site.zones.flatMap((zone) => {
    const leases = leasesOn(site, placement, zone.name, on, terms);
    const isOperated = leases.length > 0 || stateOn(zone, on)?.state === "ai-ready";
    const hall = isOperated ? derivedHall(site, zone, terms.evidence) : undefined;
    return hall === undefined ? [] : [{ ...hall, leases }];
  });
  const leases = halls.flatMap((hall) => hall.leases);
  const of = (name: string, amounts: readonly (Yearly | undefined)[]) =>
    totalPerYear(
      name,
      amounts.flatMap((amount) => amount ?? []),
    );
  const revenue = {
    hashing: of("hashing", revenueOf(mines, true)),
    hosting: of("hosting", revenueOf(mines, false)),
    leases: of("leases", rentsPerYear(leases)),
    demandResponse: demandResponsePerYear(site, on, terms.evidence),
  };
  const costs = {
    energy: of("energy", [
      ...mines.map((mine) => mine.energyPerYear),
      ...halls.map((hall) => leasedEnergy(hall.leases, hall.grossToCritical, terms)),
    ]),
    operations: of("operation", [
      ...mines.map((mine) => mine.operationsPerYear),
      ...halls.map((hall) =>
        capacityPerYear("operation of the hall", hall.critical, terms.given.leaseOperations),
      ),
    ]),
  };
  const plus = Object.values(revenue).flatMap((amount) => amount ?? []);
  const minus = Object.values(costs).flatMap((amount) => amount ?? []);
  const margin = plus.length + minus.length === 0 ? undefined : netPerYear("margin", plus, minus);
  return { ...revenue, ...costs, margin };
}

function revenueOf(mines: readonly MiningSide[], own: boolean): readonly Yearly[] {
  return mines
    .filter(({ paidHashrate }) => (paidHashrate !== undefined) === own)
    .map(({ revenuePerYear }) => revenuePerYear);
}
