import type { ClosedPeriod } from "../site/day.ts";
import type { RackType } from "../site/schema/site-document.ts";
import type { TenantDocument } from "../site/schema/tenant-document.ts";
import type { Site } from "../site/site.ts";
import { Power } from "../site/units/index.ts";

/** One demand of a tenant, resolved: how many racks, drawing how much, for which days. */
export interface Demand {
  readonly tenant: TenantDocument;
  readonly name: string;
  readonly rackType: RackType;
  readonly racks: number;
  /** Critical load of all its racks together. */
  readonly critical: Power;
  readonly period: ClosedPeriod;
  readonly redundancy: "N" | "2N";
  readonly fabric: "one" | "any" | "none";
  /** The zones it may stand in; undefined for all. */
  readonly zones: readonly string[] | undefined;
  readonly spread: DemandDocument["spread"];
  readonly apartFrom: DemandDocument["apartFrom"];
  readonly near: DemandDocument["near"];
  /** Whether it is a right to take these racks: they are held for the tenant, and not leased. */
  readonly isOption: boolean;
}

type DemandDocument = TenantDocument["demand"][number];

/** A tenant's demands in document order. */
export function demandsOf(site: Site, tenant: TenantDocument): Demand[] {
  return tenant.demand.map((demand) => resolved(site, tenant, demand, false));
}

/**
 * The expansion rights of a tenant that may still be exercised on the day that is synthesized, as the demands that
 * they become. Until the last day on which it may be exercised, the racks of a right are nobody else's on any day of
 * its term: who buys a right on the last day gets them until the end.
 */
export function optionsOf(site: Site, tenant: TenantDocument): Demand[] {
  return tenant.options
    .filter(({ until }) => site.document.effectiveDate <= until)
    .map((option) => resolved(site, tenant, option, true));
}

function resolved(site: Site, tenant: TenantDocument, demand: DemandDocument, isOption: boolean): Demand {
  const rackType = site.rackType(demand.rackType);
  const power = rackType.power.value;
  const unit = domainRacks(rackType);
  const asked =
    demand.critical === undefined ? demand.racks : Math.ceil(demand.critical.value.ratioTo(power) - 1e-9);
  const racks = Math.ceil((asked ?? 0) / unit) * unit;
  return {
    tenant,
    name: demand.name,
    rackType,
    racks,
    critical: demand.critical?.value ?? power.times(racks),
    period: { from: demand.from ?? tenant.lease.from, to: demand.to ?? tenant.lease.to },
    redundancy: demand.redundancy,
    fabric: rackType.fabric === undefined ? "none" : demand.fabric,
    zones: demand.zones,
    spread: demand.spread,
    apartFrom: demand.apartFrom,
    near: demand.near,
    isOption,
  };
}

/** The racks that a scale-up domain of a type spans: they are never split. */
export function domainRacks(rackType: RackType): number {
  return rackType.scaleUp?.racks.value ?? 1;
}

/**
 * The critical load of some of a demand's racks: the whole, spread evenly, in whole watts. Rounded down: racks that
 * fit exactly would not fit any more if they drew up to a watt more.
 */
export function criticalOf(demand: Demand, racks: number): Power {
  return Power.watts(Math.floor(demand.critical.times(racks / demand.racks).watts + 1e-3));
}
