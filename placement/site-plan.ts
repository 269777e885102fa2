import type { Day } from "../site/day.ts";
import { includes } from "../site/day.ts";
import { assumed, figuresIn, isVerified } from "../site/figure.ts";
import { grossLoads, type LimitUse, limitUses } from "../site/power/flow.ts";
import type { TenantDocument } from "../site/schema/tenant-document.ts";
import type { DeclaredZoneState } from "../site/schema/zone.ts";
import type { Site, SiteState, ZoneOnDay } from "../site/site.ts";
import { Hashrate, Power, sum } from "../site/units/index.ts";
import { stateOn } from "../site/zone-state.ts";
import type { Allocation, TenantNetwork } from "./lock.ts";
import type { Placement } from "./place.ts";
import { positionCount } from "./positions.ts";

/** What a site delivers to whom on a day, in site terms: what `describe` shows and reviews compare. */
export type SitePlan = ReturnType<typeof sitePlan>;

/** A tenant's allocations of one day. */
export interface TenantOnDay {
  readonly tenant: TenantDocument;
  readonly allocations: readonly Allocation[];
  readonly networks: readonly TenantNetwork[];
}

/** The tenants that have racks on a day, by name. */
export function tenantsOn(site: Site, placement: Placement, on: Day): TenantOnDay[] {
  return placement.tenants.flatMap(({ tenant: name, allocations, networks }) => {
    const current = allocations.filter((allocation) => includes(allocation, on));
    const tenant = site.tenants.find((candidate) => candidate.name === name);
    if (tenant === undefined || current.length === 0) return [];
    const used = new Set(current.map(({ fabric }) => fabric));
    return [{ tenant, allocations: current, networks: networks.filter(({ fabric }) => used.has(fabric)) }];
  });
}

/** Critical AI load of each zone on a day. */
export function criticalLoads(placement: Placement, on: Day): ReadonlyMap<string, Power> {
  const loads = new Map<string, Power>();
  for (const { allocations } of placement.tenants) {
    for (const { zone, critical, from, to } of allocations) {
      if (includes({ from, to }, on)) loads.set(zone, (loads.get(zone) ?? Power.zero).plus(critical));
    }
  }
  return loads;
}

/** The plan of a site on a day. */
export function sitePlan(site: Site, placement: Placement, on: Day) {
  const critical = criticalLoads(placement, on);
  const gross = grossLoads(site, on, critical);
  const state = site.at(on);
  const uses = limitUses(site, on, critical);
  const tenants = tenantsOn(site, placement, on);
  return {
    site: site.name,
    title: site.document.title,
    operator: site.document.operator,
    day: on,
    load: siteLoad(state, gross, critical),
    interconnects: state.approvals.map(({ interconnect, load }) => ({
      name: interconnect.name,
      gridOperator: interconnect.gridOperator,
      voltage: interconnect.voltage.value,
      ...headroom(
        load,
        uses.find(({ limit }) => limit.kind === "load-approval" && limit.at === interconnect.name),
      ),
    })),
    obligations: state.obligations.map(({ name, programme, obligation }) => ({
      name,
      programme,
      obligation: obligation.value,
    })),
    tightest: tightest(uses),
    zones: state.zones.map((zone) => zonePlan(placement, zone, gross, critical, on)),
    powerNodes: site.document.power.map((node) => nodePlan(node.name, uses)),
    tenants: tenants.map(tenantPlan),
    upcoming: upcoming(placement, on),
    figures: figureCount(site),
  };
}

/** What a site draws on a day, and what it is good for. */
export function siteLoad(
  { zones, curtailable }: SiteState,
  gross: ReadonlyMap<string, Power>,
  critical: ReadonlyMap<string, Power>,
) {
  const total = sum(Power.zero, gross.values());
  const mining = sum(
    Power.zero,
    zones.map(({ fleet }) => fleet.gross),
  );
  return {
    gross: total,
    mining,
    ai: total.minus(mining),
    critical: sum(Power.zero, critical.values()),
    aiCapacity: sum(
      Power.zero,
      zones.map((zone) => zone.aiCapacity),
    ),
    curtailable,
    miners: zones.reduce((total, { fleet }) => total + fleet.miners, 0),
    hashrate: sum(
      Hashrate.zero,
      zones.map(({ fleet }) => fleet.hashrate),
    ),
  };
}

/** The state that a zone is shown in: where racks of a tenant stand, it is theirs. */
export function shownState(state: DeclaredZoneState | undefined, racks: number) {
  return racks > 0 ? ("tenant" as const) : (state ?? ("not yet built" as const));
}

function headroom(approved: Power, use: LimitUse | undefined) {
  const gross = use?.load ?? Power.zero;
  return { approved, gross, headroom: approved.minus(gross) };
}

/** The rated element that is nearest its limit, by share of its rating. */
export function tightest(uses: readonly LimitUse[]) {
  const rated = uses.filter(({ limit, capacity }) => limit.kind === "continuous-rating" && !capacity.isZero);
  const [first, ...rest] = rated;
  if (first === undefined) return undefined;
  const worst = rest.reduce(
    (a, b) => (b.load.ratioTo(b.capacity) > a.load.ratioTo(a.capacity) ? b : a),
    first,
  );
  const { limit, load, capacity } = worst;
  return { at: limit.at, scenario: limit.scenario, load, capacity, headroom: capacity.minus(load) };
}

function nodePlan(name: string, uses: readonly LimitUse[]) {
  const own = uses.filter(({ limit }) => limit.kind === "continuous-rating" && limit.at === name);
  const normal = own.find(({ limit }) => limit.scenario === "all in service");
  const worst = tightest(own);
  return {
    name,
    load: normal?.load ?? Power.zero,
    worstLoad: worst?.load ?? Power.zero,
    worstScenario: worst?.scenario ?? "all in service",
    capacity: worst?.capacity,
    headroom: worst?.headroom,
  };
}

function zonePlan(
  placement: Placement,
  { zone, state, fleet, aiCapacity }: ZoneOnDay,
  gross: ReadonlyMap<string, Power>,
  critical: ReadonlyMap<string, Power>,
  on: Day,
) {
  const next = zone.states.find(({ from }) => from > on);
  const here = placement.tenants.flatMap(({ tenant, allocations }) =>
    allocations
      .filter((a) => a.zone === zone.name && includes(a, on))
      .map((a) => ({ tenant, racks: a.racks })),
  );
  const racks = here.reduce((total, one) => total + one.racks, 0);
  return {
    name: zone.name,
    hall: zone.hall,
    state: shownState(state, racks),
    since: stateOn(zone, on)?.from,
    next: next && { state: next.state, from: next.from },
    gross: gross.get(zone.name) ?? Power.zero,
    critical: critical.get(zone.name) ?? Power.zero,
    aiCapacity,
    racks,
    positions: positionCount(zone),
    miners: fleet.miners,
    hashrate: fleet.hashrate,
    tenants: [...new Set(here.map(({ tenant }) => tenant))].sort(),
  };
}

export function tenantPlan({ tenant, allocations, networks }: TenantOnDay) {
  const racks = new Map<string, number>();
  for (const { rackType, racks: count } of allocations)
    racks.set(rackType, (racks.get(rackType) ?? 0) + count);
  return {
    name: tenant.name,
    title: tenant.title,
    offering: tenant.offering,
    from: tenant.lease.from,
    to: tenant.lease.to,
    racks: Object.fromEntries(racks),
    critical: sum(
      Power.zero,
      allocations.map(({ critical }) => critical),
    ),
    zones: [...new Set(allocations.map(({ zone }) => zone))],
    networks: networks.map(({ fabric, vni, vrf, asn, partitionKey, prefixes }) => ({
      fabric,
      vni,
      vrf,
      asn,
      partitionKey,
      prefixes,
    })),
  };
}

/** What is placed but not yet handed over. */
function upcoming(placement: Placement, on: Day) {
  return placement.tenants
    .flatMap(({ tenant, allocations }) => allocations.map((allocation) => ({ tenant, ...allocation })))
    .filter(({ from }) => from > on)
    .map(({ tenant, demand, zone, racks, rackType, critical, from }) => ({
      tenant,
      demand,
      zone,
      racks,
      rackType,
      critical,
      from,
    }))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

/** How many of the figures behind the plan were checked: the site's, its tenants', and the catalog's that they use. */
function figureCount(site: Site) {
  const { sources, rackTypes, minerModels } = site.catalog;
  const usedRacks = new Set(site.tenants.flatMap(({ demand }) => demand.map(({ rackType }) => rackType)));
  const usedMiners = new Set(
    site.zones.flatMap(({ mining }) => mining?.asics.map(({ model }) => model) ?? []),
  );
  const documents = [
    { ...site.document, rackTypes: [], minerModels: [] },
    ...site.tenants,
    ...[...usedRacks].map((name) => rackTypes.get(name)),
    ...[...usedMiners].map((name) => minerModels.get(name)),
  ];
  const figures = documents.flatMap((document) => [...figuresIn(document)]);
  return {
    total: figures.length,
    unverified: figures.filter(({ figure }) => !isVerified(figure, sources)).length,
    assumed: figures.filter(({ figure }) => figure.source === assumed).length,
  };
}
