import type { Problem } from "../site/problem.ts";
import { Refusal } from "../site/problem.ts";
import type { FabricDocument, Zone } from "../site/schema/site-document.ts";
import type { Site } from "../site/site.ts";
import { type Attempt, allocate, entryOf, type Part } from "./allocate.ts";
import { criticalOf, type Demand, demandsOf } from "./demand.ts";
import { IdentifierRegistry } from "./identifiers.ts";
import { inputsDigest } from "./inputs.ts";
import { Ledger } from "./ledger.ts";
import { type Allocation, type Lock, type LockedTenant, lockFile, type TenantNetwork } from "./lock.ts";
import { readRanges, writeRanges } from "./positions.ts";
import { fabricsReaching, unsuitable } from "./suitability.ts";
import { wayOut } from "./way-out.ts";

/** A lock before its checksum is put on. */
export type Placement = Omit<Lock, "checksum">;

/** A demand with the parts it has so far. */
interface Plan {
  readonly demand: Demand;
  parts: Part[];
}

/**
 * Puts every tenant's racks on AI-ready positions. What the previous lock holds stays where it is; tenants that are
 * gone free theirs, tenants that shrank give up the last they got, and only then is anything new placed. The
 * result depends on nothing but the site and the previous lock.
 *
 * @throws Refusal where racks find no place, or a locked tenant no longer fits, with every such case, the limit that
 * binds with its numbers, and what would free it.
 */
export function place(site: Site, previous?: Lock): Placement {
  const ledger = new Ledger(site);
  const plans = new Map(
    [...site.tenants]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((tenant) => [tenant.name, demandsOf(site, tenant).map((demand): Plan => ({ demand, parts: [] }))]),
  );
  const locked = new Map(previous?.tenants.map((tenant) => [tenant.tenant, tenant]));
  // Who asks for other days than before comes last: it is the one in the way where two want the same positions.
  const problems = [...plans.values()]
    .flat()
    .map((plan) => ({ plan, had: lockedPartsOf(plan, locked) }))
    .sort((a, b) => Number(asksOtherDays(a)) - Number(asksOtherDays(b)))
    .flatMap(({ plan, had }) => keep(site, ledger, plan, had));
  problems.push(...ledger.exceeded().map((message) => overloadProblem(message, locked.size > 0)));
  refuse(problems);
  problems.push(...placeMissing(site, ledger, plans));
  refuse(problems);
  const tenants = withIdentifiers(site, plans, locked);
  return { version: 1, site: site.name, inputs: inputsDigest(site), tenants };
}

/** Before anything new is placed, only mining and what the lock holds can overload the site. */
function overloadProblem(message: string, hasLock: boolean): Problem {
  return hasLock
    ? {
        where: lockFile,
        message: `${message}: mining and the locked racks do not fit together; undo the change, or shed mining`,
      }
    : { where: "site.yaml", message: `${message} by mining alone: mine less there, or strengthen it` };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new Refusal("The placement is refused; the lock is left as it was.", problems);
  }
}

function lockedPartsOf({ demand }: Plan, locked: ReadonlyMap<string, LockedTenant>): readonly Allocation[] {
  const allocations = locked.get(demand.tenant.name)?.allocations ?? [];
  return allocations.filter((allocation) => allocation.demand === demand.name);
}

function asksOtherDays({ plan, had }: { plan: Plan; had: readonly Allocation[] }): boolean {
  const { period } = plan.demand;
  return had.some(({ from, to }) => from !== period.from || to !== period.to);
}

/** Takes over what a demand had, and books it. */
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
    problem: `its racks in "${allocation.zone}" cannot stay: ${why}. A placed tenant is never moved by itself: undo the change, or give its racks up with "--release ${demand.tenant.name}"`,
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
  if (!ledger.areFree(zone, positions, ledger.span(demand.period))) {
    return stuck(
      `another tenant has some of the positions between ${demand.period.from} and ${demand.period.to}`,
    );
  }
  const fabric = keptFabric(site, demand, zone, allocation);
  return fabric === "gone"
    ? stuck(`fabric "${allocation.fabric}" does not reach it any more`)
    : { part: { zone, positions, fabric } };
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

/** Places what is still missing: earliest first, then the largest, whose room is hardest to find. */
function placeMissing(site: Site, ledger: Ledger, plans: ReadonlyMap<string, readonly Plan[]>): Problem[] {
  const missing = [...plans.values()]
    .flat()
    .map((plan) => ({ plan, racks: plan.demand.racks - placed(plan) }))
    .filter(({ racks }) => racks > 0)
    .sort(
      (a, b) =>
        compare(a.plan.demand.period.from, b.plan.demand.period.from) ||
        b.racks - a.racks ||
        compare(a.plan.demand.tenant.name, b.plan.demand.tenant.name) ||
        compare(a.plan.demand.name, b.plan.demand.name),
    );
  return missing.flatMap(({ plan, racks }) => {
    const { demand } = plan;
    const home = new Set(
      (plans.get(demand.tenant.name) ?? []).flatMap(({ parts }) => parts.map(({ zone }) => zone.name)),
    );
    const attempt = allocate(site, ledger, demand, racks, plan.parts, home);
    if (attempt.missing > 0) return [refusalOf(site, plan, racks, attempt)];
    plan.parts = merged([...plan.parts, ...attempt.parts]);
    return [];
  });
}

function placed(plan: Plan): number {
  return plan.parts.reduce((total, { positions }) => total + positions.length, 0);
}

/** Parts of one zone and fabric as one, with what was added last at the end: shrinking gives up from there. */
function merged(parts: readonly Part[]): Part[] {
  const byPlace = new Map<string, Part>();
  for (const part of parts) {
    const key = `${part.zone.name}/${part.fabric?.name ?? ""}`;
    const earlier = byPlace.get(key);
    byPlace.set(
      key,
      earlier === undefined ? part : { ...earlier, positions: [...earlier.positions, ...part.positions] },
    );
  }
  return [...byPlace.values()];
}

function refusalOf(site: Site, { demand, parts }: Plan, racks: number, attempt: Attempt): Problem {
  const reasons = site.zones.map((zone) => {
    const bound = attempt.bounds.get(zone.name);
    const why = bound?.text ?? unsuitable(zone, demand) ?? noFabric(site, zone, demand);
    return `    ${zone.name}: ${why}`;
  });
  const message = [
    `${attempt.missing} of ${racks} ${demand.rackType.name} racks find no place from ${demand.period.from} to ${demand.period.to}.`,
    ...reasons,
    `    A way out: ${wayOut(site, demand, { racks, missing: attempt.missing, kept: parts, found: attempt.parts })}.`,
  ].join("\n");
  return { where: `${demand.tenant.name}/${demand.name}`, message };
}

/** Why a zone that is suitable by itself took no part in the best attempt. */
function noFabric(site: Site, zone: Zone, demand: Demand): string {
  const reaching = fabricsReaching(site, demand, zone);
  if (reaching.length === 0) return `no ${demand.rackType.fabric?.kinds.join(" or ")} fabric reaches it`;
  return `it is on fabric ${reaching.map(({ name }) => `"${name}"`).join(", ")}, and all racks of the demand are to be on one`;
}

function withIdentifiers(
  site: Site,
  plans: ReadonlyMap<string, readonly Plan[]>,
  locked: ReadonlyMap<string, LockedTenant>,
): LockedTenant[] {
  const registry = new IdentifierRegistry();
  const existing = new Map<string, Map<string, TenantNetwork>>();
  for (const tenant of plans.keys()) {
    const networks = locked.get(tenant)?.networks ?? [];
    for (const network of networks) registry.keep(network);
    existing.set(tenant, new Map(networks.map((network) => [network.fabric, network])));
  }
  const problems: Problem[] = [];
  const tenants = [...plans].map(([tenant, demands]): LockedTenant => {
    const networks = [...portsByFabric(demands)].flatMap(([fabric, ports]) => {
      const given = registry.give(fabric, ports, existing.get(tenant)?.get(fabric.name));
      if ("network" in given) return [given.network];
      problems.push({
        where: tenant,
        message: `fabric "${fabric.name}" has no free ${given.exhausted} left: widen the pool`,
      });
      return [];
    });
    return { tenant, networks, allocations: demands.flatMap((plan) => allocationsOf(site, plan)) };
  });
  refuse(problems);
  return tenants;
}

function portsByFabric(demands: readonly Plan[]): Map<FabricDocument, number> {
  const ports = new Map<FabricDocument, number>();
  for (const { demand, parts } of demands) {
    for (const { fabric, positions } of parts) {
      if (fabric === undefined) continue;
      const each = demand.rackType.fabric?.ports.value ?? 0;
      ports.set(fabric, (ports.get(fabric) ?? 0) + each * positions.length);
    }
  }
  return new Map([...ports].sort(([a], [b]) => compare(a.name, b.name)));
}

function allocationsOf(site: Site, { demand, parts }: Plan): Allocation[] {
  return parts.map(({ zone, fabric, positions }) => ({
    demand: demand.name,
    zone: zone.name,
    rackType: demand.rackType.name,
    racks: positions.length,
    positions: writeRanges(zone, positions),
    critical: criticalOf(demand, positions.length),
    ...demand.period,
    fabric: fabric?.name,
    paths: site.powerTree.namedPaths(zone),
  }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
