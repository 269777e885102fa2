import type { Problem } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import { type Demand, demandsOf, optionsOf } from "./demand.ts";
import { FailureDomains } from "./failure-domains.ts";
import { rowAndPhaseProblems } from "./hall-check.ts";
import { Ledger } from "./ledger.ts";
import { type Allocation, type LockedTenant, lockFile } from "./lock.ts";
import { entryOf, type Part } from "./part.ts";
import type { Placement } from "./place.ts";
import { readRanges } from "./positions.ts";
import { relationProblems } from "./relations.ts";
import { unsuitable } from "./suitability.ts";

/** Whether a placement holds every limit of its site, on every day: nothing is taken on trust from a file. */
export function checkPlacement(site: Site, placement: Placement): readonly Problem[] {
  const ledger = new Ledger(site);
  const locked = new Map(placement.tenants.map((tenant) => [tenant.tenant, tenant]));
  const problems = site.tenants.flatMap((tenant) =>
    [...demandsOf(site, tenant), ...optionsOf(site, tenant)].flatMap((demand) =>
      demandProblems(site, ledger, demand, locked.get(tenant.name)),
    ),
  );
  const unknown = placement.tenants.flatMap((tenant) => unknownDemands(site, tenant));
  const relations = placement.tenants.flatMap((tenant) => tenantRelations(site, tenant));
  return [
    ...problems,
    ...unknown,
    ...relations,
    ...rowAndPhaseProblems(site, placement),
    ...ledger.exceeded().map((message) => ({ where: lockFile, message })),
  ];
}

function unknownDemands(site: Site, { tenant: name, allocations, options = [] }: LockedTenant): Problem[] {
  const tenant = site.tenants.find((candidate) => candidate.name === name);
  const unknown = (list: readonly Allocation[], known: readonly { readonly name: string }[] = []) =>
    list.filter(({ demand }) => !known.some((one) => one.name === demand));
  return [...unknown(allocations, tenant?.demand), ...unknown(options, tenant?.options)].map(
    ({ demand }) => ({
      where: `${lockFile}: ${name}/${demand}`,
      message: "is a demand that no tenant has",
    }),
  );
}

/** What is wrong between the racks of a tenant's demands. */
function tenantRelations(site: Site, { tenant: name, allocations, options = [] }: LockedTenant): Problem[] {
  const tenant = site.tenants.find((candidate) => candidate.name === name);
  if (tenant === undefined) return [];
  const partsOf = (demand: Demand): Part[] =>
    (demand.isOption ? options : allocations)
      .filter((allocation) => allocation.demand === demand.name)
      .flatMap((allocation) => {
        const zone = site.zones.find((candidate) => candidate.name === allocation.zone);
        const positions = zone && readRanges(zone, allocation.positions);
        return zone === undefined || positions === undefined ? [] : [{ zone, positions, fabric: undefined }];
      });
  const stands = [...demandsOf(site, tenant), ...optionsOf(site, tenant)].map((demand) => ({
    demand,
    kept: partsOf(demand),
  }));
  return relationProblems(stands, new FailureDomains(site)).map((message) => ({
    where: `${lockFile}: ${name}`,
    message,
  }));
}

/** Books what a demand has, and says what is wrong with it by itself. */
function demandProblems(
  site: Site,
  ledger: Ledger,
  demand: Demand,
  locked: LockedTenant | undefined,
): Problem[] {
  const where = `${lockFile}: ${demand.tenant.name}/${demand.name}`;
  const list = (demand.isOption ? locked?.options : locked?.allocations) ?? [];
  const allocations = list.filter(({ demand: name }) => name === demand.name);
  const racks = allocations.reduce((total, allocation) => total + allocation.racks, 0);
  const missing = racks === demand.racks ? [] : [`has ${racks} racks, the tenant asks for ${demand.racks}`];
  const wrong = allocations.flatMap(
    (allocation) => allocationProblem(site, ledger, demand, allocation) ?? [],
  );
  return [...missing, ...wrong].map((message) => ({ where, message }));
}

function allocationProblem(
  site: Site,
  ledger: Ledger,
  demand: Demand,
  allocation: Allocation,
): string | undefined {
  const zone = site.zones.find(({ name }) => name === allocation.zone);
  const positions = zone && readRanges(zone, allocation.positions);
  if (zone === undefined || positions?.length !== allocation.racks) {
    return `names positions in "${allocation.zone}" that the site does not have`;
  }
  const { period } = demand;
  if (allocation.from !== period.from || allocation.to !== period.to) {
    return `runs from ${allocation.from} to ${allocation.to}, the demand from ${period.from} to ${period.to}`;
  }
  const own = new Set(positions).size === positions.length;
  const free = own && ledger.occupancy(zone).areFree(positions, ledger.span(period));
  const fabric = site.document.fabrics.find(({ name }) => name === allocation.fabric);
  ledger.enter(entryOf(demand, { zone, fabric, positions }, ledger));
  if (!free) return `positions in "${zone.name}" are given twice`;
  const reason = unsuitable(zone, demand);
  return reason === undefined ? undefined : `cannot stand in "${zone.name}": ${reason}`;
}
