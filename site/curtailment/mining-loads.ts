import type { Day } from "../day.ts";
import { type Assumptions, assumptionsOf } from "../economics/assumptions.ts";
import { takesFee } from "../economics/firmware-fee.ts";
import { breakEven, fleetRevenue, hashpriceOf } from "../economics/mining-revenue.ts";
import type { Fleet } from "../mining/fleet.ts";
import type { HashrateOwner } from "../schema/curtailment.ts";
import type { Zone } from "../schema/site-document.ts";
import type { Site } from "../site.ts";
import { Duration, EnergyPrice } from "../units/index.ts";
import { type Ramps, restoreTerms, zoneTerms } from "./defaults.ts";
import type { ProtectedLoad, SheddableLoad } from "./plan.ts";

/** The mining of a day, apart by whether it may be shed. */
export interface MiningLoads {
  readonly sheddable: readonly SheddableLoad[];
  readonly protected: readonly ProtectedLoad[];
}

/** What mines on a day, and whether and on which terms it may be shed. */
export function miningLoads(site: Site, on: Day, unstated: Ramps): MiningLoads {
  const assumptions = assumptionsOf(site.document);
  const sheddable: SheddableLoad[] = [];
  const kept: ProtectedLoad[] = [];
  for (const zone of site.zones) {
    const fleet = site.fleet(zone, on);
    if (fleet.gross.isZero) continue;
    const keep = (because: ProtectedLoad["because"]) => {
      kept.push({ zone: zone.name, power: fleet.gross, because });
    };
    const owner = site.document.hashrateOwners.find(({ name }) => name === zone.mining?.owner);
    if (zone.mining?.curtailable !== true) keep("not curtailable");
    else if (owner !== undefined && owner.curtailment === undefined) keep("owner's contract");
    else sheddable.push(miningLoad(site, zone, fleet, owner, assumptions, unstated));
  }
  return { sheddable, protected: kept };
}

function miningLoad(
  site: Site,
  zone: Zone,
  fleet: Fleet,
  owner: HashrateOwner | undefined,
  assumptions: Assumptions,
  unstated: Ramps,
): SheddableLoad {
  const ownFirmware = zone.mining?.asics.every(({ firmware }) => !takesFee(firmware)) ?? true;
  const earns = breakEven(fleet, ownFirmware, assumptions, "base");
  const own = fleetRevenue(hashpriceOf(assumptions, "base"), fleet);
  return {
    id: zone.name,
    class: owner === undefined ? "own-mining" : "hosted-mining",
    zone: zone.name,
    owner: owner?.name,
    power: fleet.gross,
    miners: fleet.miners,
    hashrate: fleet.hashrate,
    value: owner === undefined ? earns : (costOfShedding(owner) ?? earns),
    revenue: owner === undefined ? own : (owner.price?.value ?? EnergyPrice.zero),
    notice: owner?.curtailment?.notice?.value ?? Duration.zero,
    ...zoneTerms(zone, site.document.curtailment, unstated),
    hoursPerYear: owner?.curtailment?.hoursPerYear?.value,
    restore: restoreTerms(zone),
  };
}

/**
 * What each MWh that a customer is shed of costs the site: what it no longer pays, and what it is paid instead. Where the
 * document states neither, it is undefined, and what the customer's miners earn stands for it.
 */
function costOfShedding({ price, curtailment }: HashrateOwner): EnergyPrice | undefined {
  const compensation = curtailment?.compensation?.value;
  if (price === undefined) return compensation;
  return price.value.plus(compensation ?? EnergyPrice.zero);
}
