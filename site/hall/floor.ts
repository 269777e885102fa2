import type { Zone } from "../schema/site-document.ts";
import type { Mass } from "../units/index.ts";

/** The most that all racks of a hall may weigh together; undefined where it does not say, and only positions count. */
export function floorCapacity(zone: Zone): Mass | undefined {
  return zone.ai?.floorMass?.value;
}
