import type { Site } from "../site/site.ts";
import { Assignment } from "./assignment.ts";
import { type Demand, demandsOf, optionsOf } from "./demand.ts";
import { Ledger } from "./ledger.ts";
import type { LockedTenant } from "./lock.ts";
import type { Request } from "./model.ts";
import { modelOf } from "./model-builder.ts";
import { entryOf, type Part } from "./part.ts";
import type { Placement } from "./place.ts";
import { readRanges } from "./positions.ts";

/** A demand with the racks that a placement gives it. */
export interface StandingDemand {
  readonly demand: Demand;
  readonly parts: readonly Part[];
}

/** What every demand and expansion right of a site has in a placement that holds. */
export function standingDemands(site: Site, placement: Placement): StandingDemand[] {
  const locked = new Map(placement.tenants.map((tenant) => [tenant.tenant, tenant]));
  return site.tenants.flatMap((tenant) =>
    [...demandsOf(site, tenant), ...optionsOf(site, tenant)].map((demand) => ({
      demand,
      parts: partsOf(site, demand, locked.get(tenant.name)),
    })),
  );
}

function partsOf(site: Site, demand: Demand, locked: LockedTenant | undefined): Part[] {
  const list = (demand.isOption ? locked?.options : locked?.allocations) ?? [];
  return list
    .filter((allocation) => allocation.demand === demand.name)
    .map((allocation) => {
      const zone = site.zone(allocation.zone);
      const fabric = allocation.fabric === undefined ? undefined : site.fabric(allocation.fabric);
      return { zone, fabric, positions: readRanges(zone, allocation.positions) ?? [] };
    });
}

/**
 * The assignment that some demands of a placement amount to, beside all others, which are locked: what they cost in
 * the terms of the objective.
 */
export function assignmentOfStanding(
  site: Site,
  all: readonly StandingDemand[],
  moving: readonly StandingDemand[],
): { readonly assignment: Assignment; readonly ledger: Ledger } {
  const ledger = new Ledger(site);
  for (const { demand, parts } of all.filter((one) => !moving.includes(one))) {
    for (const part of parts) ledger.enter(entryOf(demand, part, ledger));
  }
  const tenants = new Set(moving.map(({ demand }) => demand.tenant));
  // A tenant's other demands count where they stand apart from these, or near.
  const requests = all
    .filter(({ demand }) => tenants.has(demand.tenant))
    .map((one): Request => {
      const moves = moving.includes(one);
      return { demand: one.demand, racks: moves ? one.demand.racks : 0, kept: moves ? [] : one.parts };
    });
  const assignment = new Assignment(modelOf(site, ledger, requests));
  for (const request of assignment.model.requests.filter(({ domains }) => domains > 0)) {
    const parts = all.find(({ demand }) => demand === request.demand)?.parts ?? [];
    for (const { zone, fabric, positions } of parts) {
      const choice = request.choices.find(
        (candidate) =>
          assignment.model.zones[candidate.zone]?.zone === zone && candidate.fabric?.name === fabric?.name,
      );
      if (choice !== undefined) assignment.add(choice, positions.length / request.unit);
    }
  }
  return { assignment, ledger };
}
