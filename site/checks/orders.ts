import { after, dayCount } from "../conversion/lead-days.ts";
import { media } from "../cooling.ts";
import { daysBetween } from "../day.ts";
import { type Documents, type Finding, inSite } from "./finding.ts";

/** An order belongs to something that is still to come, and arrives by the day that is to be installed. */
export function checkOrders({ site }: Documents): Finding[] {
  const equipment = [
    ...site.power.map((one, index) => ({ what: `"${one.name}"`, one, path: ["power", index] })),
    ...site.generators.map((one, index) => ({ what: `"${one.name}"`, one, path: ["generators", index] })),
    ...site.zones.flatMap(({ name, ai }, index) =>
      media.flatMap((medium) => {
        const one = ai?.cooling[medium];
        const path = ["zones", index, "ai", "cooling", medium];
        return one === undefined ? [] : [{ what: `the ${medium} cooling of zone "${name}"`, one, path }];
      }),
    ),
  ];
  return equipment.flatMap(({ what, one: { installed, order }, path }) => {
    if (order === undefined) return [];
    if (installed === undefined) {
      const message = `${what} is ordered, but was always there: give the day it is \`installed\``;
      return [inSite([...path, "order"], message)];
    }
    if (order.placed === undefined || order.leadTime === undefined) return [];
    const arrives = after(order.placed, order.leadTime.value);
    if (arrives <= installed) return [];
    const message = `${what}, ordered on ${order.placed} with a lead time of ${order.leadTime.value}, arrives on ${arrives}, ${dayCount(daysBetween(installed, arrives))} after it is to be installed on ${installed}: install it then, or order what comes sooner`;
    return [inSite([...path, "order"], message)];
  });
}
