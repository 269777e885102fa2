import type { z } from "zod";
import {
  BitcoinAmount,
  BitcoinPrice,
  BuildCost,
  CapacityPrice,
  Difficulty,
  Duration,
  EnergyPrice,
  HashPrice,
  Percentage,
} from "../units/index.ts";
import { closed } from "./closed.ts";
import { estimate } from "./estimate.ts";
import { sourced } from "./values.ts";

/**
 * What money is reckoned with: by which a site's mining and its leases are compared. Each is an estimate with a low, a
 * base and a high value; what a site does not state is assumed from the catalog, and marked so.
 */
export const economicsKeys = {
  hashprice: estimate(HashPrice)
    .optional()
    .describe("In place of what follows from the network and the price."),
  difficulty: estimate(Difficulty).optional(),
  subsidy: estimate(BitcoinAmount).optional().describe("New bitcoin of a block."),
  fees: estimate(BitcoinAmount).optional().describe("Fees of a block, on average."),
  bitcoinPrice: estimate(BitcoinPrice).optional(),
  poolFee: estimate(Percentage).optional().describe("What pools keep of the revenue."),
  firmwareFee: estimate(Percentage)
    .optional()
    .describe("What firmware that is not its maker's keeps of the hashrate."),
  miningUptime: estimate(Percentage).optional().describe("The share of the time that miners hash."),
  miningOperations: estimate(EnergyPrice)
    .optional()
    .describe("Cost of mining besides energy, for each MWh that miners draw."),
  energyIndex: estimate(EnergyPrice)
    .optional()
    .describe("What the index of contracts averages, and what energy without a contract costs."),
  leasePrice: estimate(CapacityPrice)
    .optional()
    .describe("What critical load that nobody has leased yet would bring."),
  leaseOperations: estimate(CapacityPrice).optional().describe("Cost of an AI hall besides energy."),
  conversionCost: estimate(BuildCost)
    .optional()
    .describe("Cost of an AI hall for each MW of its critical load."),
  conversionLife: estimate(Duration).optional().describe("Over how long that cost is written off."),
};

export const economics = closed({ ...economicsKeys, ...sourced });

export type EconomicsDocument = z.output<typeof economics>;
