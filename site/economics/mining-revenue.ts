import type { Fleet } from "../mining/fleet.ts";
import { EnergyPrice, type HashPrice, MinerEfficiency } from "../units/index.ts";
import type { Assumptions } from "./assumptions.ts";
import { type Case, opposite } from "./derived.ts";
import { hashprice } from "./hashprice.ts";

const secondsPerDay = 86_400;

/** The hashprice of one case: that which is stated, else that which follows from the network and the price. */
export function hashpriceOf(assumptions: Assumptions, pick: Case): HashPrice {
  const { difficulty, subsidy, fees, bitcoinPrice } = assumptions;
  if (assumptions.hashprice !== undefined) return assumptions.hashprice.value[pick];
  // The higher the difficulty, the less is earned: its case is the opposite one.
  return hashprice(
    difficulty.value[opposite(pick)],
    { subsidy: subsidy.value[pick], fees: fees.value[pick] },
    bitcoinPrice.value[pick],
  );
}

/** What a MWh that a miner draws earns at a hashprice, before fees: 1 MWh makes 3,600 / efficiency million TH. */
export function revenuePerEnergy(hashprice: HashPrice, efficiency: MinerEfficiency): EnergyPrice {
  const terahashDays = 3.6e9 / efficiency.joulesPerTerahash / secondsPerDay;
  return EnergyPrice.dollarsPerMegawattHour(hashprice.dollarsPerTerahashDay * terahashDays);
}

/** What a fleet draws at the meter for each terahash, its overhead included; undefined for a fleet of none. */
export function fleetEfficiency({ hashrate, gross }: Fleet): MinerEfficiency | undefined {
  if (hashrate.isZero) return undefined;
  return MinerEfficiency.joulesPerTerahash(gross.watts / hashrate.terahashes);
}

/** What a fleet earns for each MWh at the meter, its overhead included, before fees. Zero for a fleet of none. */
export function fleetRevenue(hashprice: HashPrice, fleet: Fleet): EnergyPrice {
  const efficiency = fleetEfficiency(fleet);
  return efficiency === undefined ? EnergyPrice.zero : revenuePerEnergy(hashprice, efficiency);
}

/**
 * The price of energy at the meter at which running miners earn nothing: their revenue less the fees of pool and firmware,
 * and less what their operation costs besides energy. What a zone is shed above. Miners that stand still are not in it: of
 * the next MWh they draw and earn nothing; over a year they are.
 */
export function breakEven(
  fleet: Fleet,
  ownFirmware: boolean,
  assumptions: Assumptions,
  pick: Case,
): EnergyPrice {
  const against = opposite(pick);
  const kept =
    (1 - assumptions.poolFee.value[against].fraction) *
    (ownFirmware ? 1 : 1 - assumptions.firmwareFee.value[against].fraction);
  return fleetRevenue(hashpriceOf(assumptions, pick), fleet)
    .times(kept)
    .minus(assumptions.miningOperations.value[against]);
}
