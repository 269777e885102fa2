import { blockHours } from "../contracts/block-hours.ts";
import { type Contract, deliversRoundTheClock, isInForce } from "../contracts/supply.ts";
import type { HourGrid } from "./hour-grid.ts";

/**
 * What a contract delivers in each hour, in whole watt-hours, as meters count. Its days and the hours of its block are those
 * of the site's clocks: a block from 22:00 to 06:00 has seven hours in the night in which clocks are set forward, and nine
 * where they are set back.
 */
export function deliverableWattHours(contract: Contract, grid: HourGrid): Float64Array {
  const hours = blockOf(contract);
  const wattHours = new Float64Array(grid.count);
  const full = Math.round(contract.power.value.watts);
  for (const { day, first, end } of grid.days) {
    if (!isInForce(contract, day)) continue;
    for (let hour = first; hour < end; hour += 1)
      if (hours === undefined || hours.has(grid.localHour(hour))) wattHours[hour] = full;
  }
  return wattHours;
}

function blockOf(contract: Contract): ReadonlySet<number> | undefined {
  if (deliversRoundTheClock(contract)) return undefined;
  const read = blockHours(contract.hours ?? "");
  return "hours" in read ? read.hours : new Set();
}
