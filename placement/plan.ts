import { compareText } from "../site/compare-text.ts";
import type { Site } from "../site/site.ts";
import { criticalOf, type Demand, demandsOf, optionsOf } from "./demand.ts";
import type { Allocation } from "./lock.ts";
import { type Part, racksOf } from "./part.ts";
import { writeRanges } from "./positions.ts";

/** A demand, or a right to one, with the parts it has so far. */
export interface Plan {
  readonly demand: Demand;
  parts: Part[];
}

/** By tenant, in order of name: a plan for each demand and each expansion right, still without parts. */
export function plansOf(site: Site): ReadonlyMap<string, readonly Plan[]> {
  return new Map(
    [...site.tenants]
      .sort((a, b) => compareText(a.name, b.name))
      .map((tenant) => [
        tenant.name,
        [...demandsOf(site, tenant), ...optionsOf(site, tenant)].map(
          (demand): Plan => ({ demand, parts: [] }),
        ),
      ]),
  );
}

export function missingRacks({ demand, parts }: Plan): number {
  return demand.racks - racksOf(parts);
}

/** Adds parts; those of one zone and fabric are one, with what was added last at its end: shrinking gives up from there. */
export function addParts(plan: Plan, parts: readonly Part[]): void {
  const byPlace = new Map<string, Part>();
  for (const part of [...plan.parts, ...parts]) {
    const key = `${part.zone.name}/${part.fabric?.name ?? ""}`;
    const earlier = byPlace.get(key);
    byPlace.set(
      key,
      earlier === undefined ? part : { ...earlier, positions: [...earlier.positions, ...part.positions] },
    );
  }
  plan.parts = [...byPlace.values()];
}

/** The parts of a plan as the lock has them. */
export function allocationsOf(site: Site, { demand, parts }: Plan): Allocation[] {
  return parts.map(({ zone, fabric, positions }) => ({
    demand: demand.name,
    zone: zone.name,
    rackType: demand.rackType.name,
    racks: positions.length,
    positions: writeRanges(zone, positions),
    critical: criticalOf(demand, positions.length),
    ...demand.period,
    fabric: fabric?.name,
    paths: site.powerNetwork.namedPaths(zone),
  }));
}
