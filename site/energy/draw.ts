import type { PriceSeries } from "./price-series.ts";

/** What kilowatts that are drawn for an hour amount to, as a meter counts: then sums over a year are exact. */
export function wholeWattHours(kilowatts: number): number {
  return Math.round(kilowatts * 1000);
}

/** What is drawn in each hour of a series. @throws RangeError where it is not: a mistake of the caller's. */
export function checkedDraw({ grid }: PriceSeries, drawnKilowatts: Float64Array): Float64Array {
  if (drawnKilowatts.length !== grid.count)
    throw new RangeError(`${drawnKilowatts.length} hours are drawn in, ${grid.count} have prices`);
  const wrong = drawnKilowatts.findIndex((kilowatts) => !(kilowatts >= 0));
  if (wrong !== -1) throw new RangeError(`${drawnKilowatts[wrong]} kW are drawn in hour ${wrong}`);
  return drawnKilowatts;
}
