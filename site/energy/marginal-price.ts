import type { Site } from "../site.ts";
import { checkedDraw, wholeWattHours } from "./draw.ts";
import { MeritOrder } from "./merit-order.ts";
import type { PriceSeries } from "./price-series.ts";

/**
 * What the last MWh that a site draws costs in each hour, in US dollars: what it would save by drawing less. Where energy
 * that is paid for can be sold that is what the index pays for it, and where it cannot, nothing.
 */
export function marginalPrices(site: Site, series: PriceSeries, drawnKilowatts: Float64Array): Float64Array {
  const order = new MeritOrder(site.document, series);
  return checkedDraw(series, drawnKilowatts).map((kilowatts, hour) =>
    order.price(hour, wholeWattHours(kilowatts)),
  );
}
