import type { firmwares } from "../schema/mining.ts";

type Firmware = (typeof firmwares)[number];

/** Firmware of others than the miner's maker, whose publisher keeps a share of the hashrate. */
const withFee: ReadonlySet<Firmware> = new Set<Firmware>(["braiins-os", "luxos", "vnish"]);

/** Whether a firmware's publisher keeps a share of the hashrate. */
export function takesFee(firmware: Firmware): boolean {
  return withFee.has(firmware);
}
