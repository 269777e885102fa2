import { addDays, type Day, includes, type Period } from "../day.ts";
import type { SiteDocument } from "../schema/site-document.ts";
import type { TenantDocument } from "../schema/tenant-document.ts";
import type { Catalog } from "../site.ts";
import { Power, sum } from "../units/index.ts";
import { contractsOn } from "./supply.ts";

/** The most that one demand of a tenant may draw at the meter, before it is known where it stands. */
export interface LeasedLoad {
  readonly tenant: string;
  readonly period: Period;
  readonly gross: Power;
}

/** Days on which leases may draw more than contracts deliver round the clock. */
export interface CoverageGap {
  readonly from: Day;
  /** Undefined where it does not end. */
  readonly to: Day | undefined;
  /** On its worst day. */
  readonly leased: Power;
  readonly contracted: Power;
  readonly tenants: readonly string[];
}

/**
 * What the tenants' demands draw at the meter: critical load × the largest gross-to-critical ratio of the halls that they
 * name, or of all. Once placed a demand may draw less, never more. Expansion rights are not in it: they are no load yet.
 */
export function leasedLoads(
  { zones }: Pick<SiteDocument, "zones">,
  tenants: readonly TenantDocument[],
  { rackTypes }: Pick<Catalog, "rackTypes">,
): readonly LeasedLoad[] {
  return tenants.flatMap(({ name: tenant, lease, demand: demands }) =>
    demands.flatMap((demand) => {
      const rackType = rackTypes.get(demand.rackType);
      const halls = zones.flatMap(({ name, ai }) =>
        ai !== undefined && (demand.zones?.includes(name) ?? true) ? [ai] : [],
      );
      // A name that leads nowhere is reported where names are checked.
      if (rackType === undefined || halls.length === 0) return [];
      const unit = rackType.scaleUp?.racks.value ?? 1;
      const racks = Math.ceil((demand.racks ?? 0) / unit) * unit;
      const critical = demand.critical?.value ?? rackType.power.value.times(racks);
      const ratio = Math.max(...halls.map(({ grossToCritical }) => grossToCritical.value));
      const period = { from: demand.from ?? lease.from, to: demand.to ?? lease.to };
      return [{ tenant, period, gross: critical.times(ratio) }];
    }),
  );
}

/** The gaps between what leases may draw and what contracts deliver, in order of time. */
export function coverageGaps(
  site: Pick<SiteDocument, "contracts">,
  loads: readonly LeasedLoad[],
): readonly CoverageGap[] {
  const gaps: CoverageGap[] = [];
  let open: CoverageGap | undefined;
  for (const on of turningDays(site, loads)) {
    const running = loads.filter(({ period }) => includes(period, on));
    const leased = sum(
      Power.zero,
      running.map(({ gross }) => gross),
    );
    const contracted = contractsOn(site, on).roundTheClock;
    if (!leased.exceeds(contracted)) {
      if (open !== undefined) gaps.push({ ...open, to: addDays(on, -1) });
      open = undefined;
      continue;
    }
    const tenants = [...new Set([...(open?.tenants ?? []), ...running.map(({ tenant }) => tenant)])].sort();
    const worse = open === undefined || leased.minus(contracted).exceeds(open.leased.minus(open.contracted));
    const worst = open === undefined || worse ? { leased, contracted } : open;
    open = {
      from: open?.from ?? on,
      to: undefined,
      leased: worst.leased,
      contracted: worst.contracted,
      tenants,
    };
  }
  return open === undefined ? gaps : [...gaps, open];
}

/** The days on which a load or a contract begins, or has just ended. */
function turningDays(
  { contracts }: Pick<SiteDocument, "contracts">,
  loads: readonly LeasedLoad[],
): readonly Day[] {
  const periods: readonly Period[] = [...contracts, ...loads.map(({ period }) => period)];
  const days = periods.flatMap(({ from, to }) => (to === undefined ? [from] : [from, addDays(to, 1)]));
  return [...new Set(days)].sort();
}
