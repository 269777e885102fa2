import { couldBeReady, earliestReady } from "../site/conversion/readiness.ts";
import type { Day } from "../site/day.ts";
import type { Fleet } from "../site/mining/fleet.ts";
import type { Zone } from "../site/schema/site-document.ts";
import type { TenantDocument } from "../site/schema/tenant-document.ts";
import { Site } from "../site/site.ts";
import { isAiReadyThroughout } from "../site/zone-state.ts";
import { demandsOf } from "./demand.ts";
import type { Lock, LockedTenant } from "./lock.ts";
import { NoRoom, place } from "./place.ts";
import type { Solver } from "./solver.ts";
import { couldServe } from "./way-out.ts";

/** What would come of a tenant: nothing is written. */
export type WhatIf =
  | Room
  | (Exclude<RoomFound, Room> & {
      /** The first day from which there would be room by the site's own plan, if there is one within the lease. */
      readonly possibleFrom: Day | undefined;
    });

/** Where a tenant would go. */
export interface Room {
  readonly is: "placed";
  readonly tenant: LockedTenant;
  /** Zones that would have to be AI-ready beside those that are, cheapest in mining; none where there is room. */
  readonly conversions: readonly Conversion[];
}

/** Where a tenant would go on the days that it asks for, or why nowhere. */
export type RoomFound = Room | { readonly is: "refused"; readonly refusal: NoRoom };

/** A zone that would have to be converted, by when, and the mining that this ends. */
export interface Conversion {
  readonly zone: Zone;
  readonly by: Day;
  /** The day on which the site's own plan has it ready, or else on which it could be; undefined where none is known. */
  readonly ready: { readonly on: Day; readonly is: "planned" | "estimated" } | undefined;
  readonly ends: Fleet;
}

/**
 * Where a tenant would go if it came; and where there is no room for it, the zones whose conversion would make room,
 * with as little mining ended as can be: one zone if one does, else the fewest of the cheapest.
 */
export function whatIf(site: Site, lock: Lock | undefined, tenant: TenantDocument, solver?: Solver): WhatIf {
  const found = roomFor(site, lock, tenant, solver);
  if (found.is === "placed") return found;
  return { ...found, possibleFrom: possibleFrom(withTenant(site, tenant), lock, tenant, solver) };
}

/** The same without a look at later days, which takes long. */
export function roomFor(
  site: Site,
  lock: Lock | undefined,
  tenant: TenantDocument,
  solver?: Solver,
): RoomFound {
  const candidate = withTenant(site, tenant);
  const found = attempt(candidate, lock, tenant, solver);
  if ("tenant" in found) return { is: "placed", tenant: found.tenant, conversions: [] };
  const converted = withConversions(candidate, lock, tenant, solver);
  return converted === undefined ? { is: "refused", refusal: found } : { is: "placed", ...converted };
}

function withTenant({ document, tenants, catalog }: Site, tenant: TenantDocument): Site {
  return new Site(document, [...tenants.filter(({ name }) => name !== tenant.name), tenant], catalog);
}

function attempt(
  site: Site,
  lock: Lock | undefined,
  { name }: TenantDocument,
  solver: Solver | undefined,
): { readonly tenant: LockedTenant } | NoRoom {
  try {
    const placed = place(site, lock, solver).tenants.find(({ tenant }) => tenant === name);
    if (placed === undefined) throw new RangeError(`tenant "${name}" was not placed`);
    return { tenant: placed };
  } catch (error) {
    if (error instanceof NoRoom) return error;
    throw error;
  }
}

function withConversions(
  site: Site,
  lock: Lock | undefined,
  tenant: TenantDocument,
  solver: Solver | undefined,
): { readonly tenant: LockedTenant; readonly conversions: readonly Conversion[] } | undefined {
  const convertible = conversionsFor(site, tenant);
  const works = (conversions: readonly Conversion[]) => {
    const found = attempt(converted(site, conversions), lock, tenant, solver);
    return "tenant" in found ? found.tenant : undefined;
  };
  for (const conversion of convertible) {
    const placed = works([conversion]);
    if (placed !== undefined) return { tenant: placed, conversions: [conversion] };
  }
  for (let count = 2; count <= convertible.length; count += 1) {
    if (works(convertible.slice(0, count)) === undefined) continue;
    let chosen = convertible.slice(0, count);
    for (const conversion of chosen.toReversed()) {
      const without = chosen.filter((one) => one !== conversion);
      if (works(without) !== undefined) chosen = without;
    }
    const placed = works(chosen);
    return placed && { tenant: placed, conversions: chosen };
  }
  return undefined;
}

/** The zones that a conversion would make fit for a demand of a tenant, by the mining that it would end. */
function conversionsFor(site: Site, tenant: TenantDocument): Conversion[] {
  const demands = demandsOf(site, tenant);
  return site.zones
    .flatMap((zone): Conversion[] => {
      const days = demands
        .filter((demand) => couldServe(zone, demand) && !isAiReadyThroughout(zone, demand.period))
        .map(({ period }) => period.from)
        .sort();
      const [by] = days;
      return by === undefined
        ? []
        : [{ zone, by, ready: readyOn(site, zone, by), ends: miningEnded(site, zone, by, tenant.lease.to) }];
    })
    .sort((a, b) => a.ends.gross.compare(b.ends.gross) || (a.zone.name < b.zone.name ? -1 : 1));
}

/** What mines in a zone on the first day of a period on which anything does: a hall may be due to go back to mining. */
function miningEnded(site: Site, zone: Zone, from: Day, to: Day): Fleet {
  const atOnce = site.fleet(zone, from);
  if (atOnce.miners > 0) return atOnce;
  const later = zone.states.map((state) => state.from).filter((day) => day > from && day <= to);
  return later.map((day) => site.fleet(zone, day)).find(({ miners }) => miners > 0) ?? atOnce;
}

function readyOn(site: Site, zone: Zone, by: Day): Conversion["ready"] {
  const planned = earliestReady(site, zone, by);
  if (planned !== undefined) return { on: planned, is: "planned" };
  const could = couldBeReady(site, zone);
  return could && { on: could.day, is: "estimated" };
}

/** The site with zones AI-ready from a day on, for as long as it is asked. */
function converted(site: Site, conversions: readonly Conversion[]): Site {
  const zones = site.document.zones.map((zone): Zone => {
    const conversion = conversions.find((one) => one.zone === zone);
    if (conversion === undefined) return zone;
    const before = zone.states.filter(({ from }) => from < conversion.by);
    // One that is a hall by then, and would go back to mining, stays what it is: its tenants have one unbroken time in it.
    const stays = before.at(-1)?.state === "ai-ready";
    return { ...zone, states: stays ? before : [...before, { state: "ai-ready", from: conversion.by }] };
  });
  return new Site({ ...site.document, zones }, site.tenants, site.catalog);
}

/** The first day on which something changes from which all demands that begin earlier would find room. */
function possibleFrom(
  site: Site,
  lock: Lock | undefined,
  tenant: TenantDocument,
  solver: Solver | undefined,
): Day | undefined {
  const later = site.changeDays().filter((day) => day > tenant.lease.from && day <= tenant.lease.to);
  return later.find((day) => {
    const begins = (from: Day | undefined) => (from === undefined || from < day ? day : from);
    const delayed: TenantDocument = {
      ...tenant,
      demand: tenant.demand.map((demand) => ({ ...demand, from: begins(demand.from) })),
      options: tenant.options.map((option) => ({ ...option, from: begins(option.from) })),
    };
    if (delayed.demand.some(({ from, to }) => (from ?? day) > (to ?? tenant.lease.to))) return false;
    const tenants = site.tenants.map((one) => (one === tenant ? delayed : one));
    return "tenant" in attempt(new Site(site.document, tenants, site.catalog), lock, delayed, solver);
  });
}
