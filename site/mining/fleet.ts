import type { MinerModel, Zone } from "../schema/site-document.ts";
import { Hashrate, Power, sum } from "../units/index.ts";

/** What the miners of a zone amount to while it mines. */
export interface Fleet {
  readonly miners: number;
  readonly hashrate: Hashrate;
  /** Nameplate power of the miners. */
  readonly nameplate: Power;
  /** Nameplate × (1 + overhead): what the zone draws from the site. */
  readonly gross: Power;
}

export const noFleet: Fleet = {
  miners: 0,
  hashrate: Hashrate.zero,
  nameplate: Power.zero,
  gross: Power.zero,
};

/** The fleet of a zone; empty where it has no mining block. */
export function fleetOf(zone: Zone, model: (name: string) => MinerModel): Fleet {
  const { mining } = zone;
  if (mining === undefined) return noFleet;
  const groups = mining.asics.map((group) => ({ count: group.count.value, model: model(group.model) }));
  const nameplate = sum(
    Power.zero,
    groups.map((group) => group.model.power.value.times(group.count)),
  );
  return {
    miners: groups.reduce((total, group) => total + group.count, 0),
    hashrate: sum(
      Hashrate.zero,
      groups.map((group) => group.model.hashrate.value.times(group.count)),
    ),
    nameplate,
    gross: nameplate.times(1 + mining.overhead.value.fraction),
  };
}
