import { z } from "zod";
import { usualRamps } from "../../site/curtailment/defaults.ts";
import { quantity } from "../../site/schema/values.ts";
import { Power } from "../../site/units/index.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

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
    const { curtailable } = site.at(effectiveDate);
    const promised = demandResponse.findIndex(({ to }) => to === undefined || to >= effectiveDate);
    const obligation = demandResponse[promised];
    if (obligation === undefined && !curtailable.exceeds(largeLoad)) return notApplicable;
    if (curtailment?.ramp !== undefined) return [];
    const because =
      obligation === undefined
        ? `${curtailable} of mining may be shed`
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
