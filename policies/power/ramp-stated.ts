import { z } from "zod";
import { usualRamps } from "../../site/curtailment/defaults.ts";
import type { Day } from "../../site/day.ts";
import { quantity } from "../../site/schema/values.ts";
import type { Site } from "../../site/site.ts";
import { Power } from "../../site/units/index.ts";
import { daysAhead } from "../days-ahead.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";
import { sheddableMining } from "../sheddable-mining.ts";

const parameters = z.strictObject({
  largeLoad: quantity(Power)
    .prefault("75 MW")
    .describe(
      "From this much mining on, a site's ramp matters to the grid. 75 MW is where Texas begins (SB 6).",
    ),
});

export const rampStated: Rule<z.output<typeof parameters>> = {
  id: "power/ramp-stated",
  title: "Ramps that nobody stated",
  what: "A site that promises to shed load, or has much that may be shed, states how fast its load may fall and rise.",
  why: "A step of hundreds of megawatts is a fault to the grid, and operators set limits. Without a stated ramp a default is taken, which may be slower than an obligation allows, or faster than the operator does.",
  fix: "State curtailment.ramp with the values of the interconnection agreement.",
  level: "advisory",
  parameters,
  check: ({ site }, { largeLoad }) => {
    const { curtailment, effectiveDate, demandResponse } = site.document;
    const largest = largestSheddable(site);
    const promised = demandResponse.findIndex(({ to }) => to === undefined || to >= effectiveDate);
    const obligation = demandResponse[promised];
    if (obligation === undefined && !largest.power.exceeds(largeLoad)) return notApplicable;
    if (curtailment?.ramp !== undefined) return [];
    const because =
      obligation === undefined
        ? `${largest.power} of mining may be shed on ${largest.on}`
        : `"${obligation.name}" promises ${obligation.obligation.value} within ${obligation.notice.value}`;
    return [
      {
        place:
          obligation === undefined
            ? inSiteDocument("interconnects", 0)
            : inSiteDocument("demandResponse", promised),
        message: `${because}, but the site states no ramp: ${usualRamps.down} down and ${usualRamps.up} up are assumed`,
      },
    ];
  },
};

/** The first of the days ahead on which the most mining may be shed. */
function largestSheddable(site: Site): { readonly on: Day; readonly power: Power } {
  let largest = { on: site.document.effectiveDate, power: Power.zero };
  for (const on of daysAhead(site)) {
    const power = sheddableMining(site, on);
    if (power.exceeds(largest.power)) largest = { on, power };
  }
  return largest;
}
