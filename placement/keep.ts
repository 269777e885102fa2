import type { Problem } from "../site/problem.ts";
import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import type { Demand } from "./demand.ts";
import { FailureDomains } from "./failure-domains.ts";
import type { Ledger } from "./ledger.ts";
import type { Allocation, LockedTenant } from "./lock.ts";
import { entryOf, type Part } from "./part.ts";
import type { Plan } from "./plan.ts";
import { readRanges } from "./positions.ts";
import { relationProblems } from "./relations.ts";
import { fabricsReaching, unsuitable } from "./suitability.ts";

/** Takes over what a lock holds for each plan, and books it. What cannot stay is a problem: nothing locked is moved. */
export function keepLocked(
  site: Site,
  ledger: Ledger,
  plans: ReadonlyMap<string, readonly Plan[]>,
  locked: ReadonlyMap<string, LockedTenant>,
): Problem[] {
  // Who asks for other days than before comes last: it is the one in the way where two want the same positions.
  const kept = [...plans.values()]
    .flat()
    .map((plan) => ({ plan, had: lockedPartsOf(plan, locked) }))
    .sort((a, b) => Number(asksOtherDays(a)) - Number(asksOtherDays(b)))
    .flatMap(({ plan, had }) => keep(site, ledger, plan, had));
  return [...kept, ...relations(site, plans)];
}

/** What a demand had: as a demand, or as the right that it was until it was exercised. */
function lockedPartsOf({ demand }: Plan, locked: ReadonlyMap<string, LockedTenant>): readonly Allocation[] {
  const tenant = locked.get(demand.tenant.name);
  const of = (list: readonly Allocation[] = []) => list.filter(({ demand: name }) => name === demand.name);
  const [leased, held] = [of(tenant?.allocations), of(tenant?.options)];
  const [first, second] = demand.isOption ? [held, leased] : [leased, held];
  return first.length > 0 ? first : second.filter(({ rackType }) => rackType === demand.rackType.name);
}

function asksOtherDays({ plan, had }: { plan: Plan; had: readonly Allocation[] }): boolean {
  const { period } = plan.demand;
  return had.some(({ from, to }) => from !== period.from || to !== period.to);
}

function keep(site: Site, ledger: Ledger, plan: Plan, allocations: readonly Allocation[]): Problem[] {
  const { demand } = plan;
  let wanted = demand.racks;
  return allocations.flatMap((allocation) => {
    // Racks that the demand gives up need not be able to stay.
    if (wanted === 0) return [];
    const kept = keptPart(site, ledger, demand, allocation, wanted);
    if ("problem" in kept) return [{ where: `${demand.tenant.name}/${demand.name}`, message: kept.problem }];
    wanted -= kept.part.positions.length;
    plan.parts.push(kept.part);
    ledger.enter(entryOf(demand, kept.part, ledger));
    return [];
  });
}

function keptPart(
  site: Site,
  ledger: Ledger,
  demand: Demand,
  allocation: Allocation,
  wanted: number,
): { readonly part: Part } | { readonly problem: string } {
  const stuck = (why: string) => ({
    problem: `its racks in "${allocation.zone}" cannot stay: ${why}. ${remedy(demand.tenant.name)}`,
  });
  const zone = site.zones.find(({ name }) => name === allocation.zone);
  if (zone === undefined) return stuck("the site no longer has this zone");
  if (allocation.rackType !== demand.rackType.name) {
    return stuck(`they are ${allocation.rackType}, the demand is now for ${demand.rackType.name}`);
  }
  const reason = unsuitable(zone, demand);
  if (reason !== undefined) return stuck(reason);
  const positions = readRanges(zone, allocation.positions)?.slice(0, wanted);
  if (positions === undefined) return stuck("it no longer has all of these positions");
  if (!ledger.occupancy(zone).areFree(positions, ledger.span(demand.period))) {
    return stuck(
      `another tenant has some of the positions between ${demand.period.from} and ${demand.period.to}`,
    );
  }
  const fabric = keptFabric(site, demand, zone, allocation);
  return fabric === "gone"
    ? stuck(`fabric "${allocation.fabric}" does not reach it any more`)
    : { part: { zone, positions, fabric } };
}

function remedy(tenant: string): string {
  return `A placed tenant is never moved by itself: undo the change, or give its racks up with "--release ${tenant}"`;
}

function keptFabric(
  site: Site,
  demand: Demand,
  zone: Zone,
  allocation: Allocation,
): FabricDocument | undefined | "gone" {
  if (demand.fabric === "none") return undefined;
  return fabricsReaching(site, demand, zone).find(({ name }) => name === allocation.fabric) ?? "gone";
}

/** Racks that stand otherwise than the tenant's demands now ask, beside one another. */
function relations(site: Site, plans: ReadonlyMap<string, readonly Plan[]>): Problem[] {
  const domains = new FailureDomains(site);
  return [...plans].flatMap(([tenant, own]) => {
    const kept = own.map(({ demand, parts }) => ({ demand, kept: parts }));
    // What is not placed yet may still come near.
    const complete = kept.every(({ demand, kept: parts }) => parts.length > 0 || demand.near.length === 0);
    return relationProblems(kept, domains, complete).map((message) => ({
      where: tenant,
      message: `${message}. ${remedy(tenant)}`,
    }));
  });
}
