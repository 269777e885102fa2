import { z } from "zod";
import { aiCapacity } from "../../site/ai-capacity.ts";
import { Figure } from "../../site/figure.ts";
import type { Zone } from "../../site/schema/site-document.ts";
import { quantity } from "../../site/schema/values.ts";
import type { Site } from "../../site/site.ts";
import { Percentage, Power } from "../../site/units/index.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  least: quantity(Power)
    .prefault("2 MW")
    .describe("What is too little to matter: transformers come in sizes."),
  most: quantity(Percentage)
    .prefault("25 %")
    .describe("The share of its feeds that a hall may leave unused."),
});

export const strandedPower: Rule<z.output<typeof parameters>> = {
  id: "power/stranded-power",
  title: "Stranded power",
  what: "What feeds an AI hall is not much larger than what its cooling and its design let it use.",
  why: "Megawatts behind transformers that no rack can ever draw were paid for, and count in the load approval's queue, but earn nothing.",
  fix: "Add cooling or raise the hall's critical load, or give the spare units of the feeds to another zone.",
  level: "advisory",
  parameters,
  check: ({ site }, { least, most }) => {
    const halls = [...site.zones.entries()].filter(([, { ai }]) => ai !== undefined);
    if (halls.length === 0) return notApplicable;
    return halls.flatMap(([index, zone]) => {
      const [fed, used] = [fedCapacity(site, zone), aiCapacity(zone, site.powerNetwork)];
      const stranded = fed.minus(used);
      if (!stranded.exceeds(least) || !stranded.exceeds(fed.times(most.fraction))) return [];
      return [
        {
          place: inSiteDocument("zones", index, "ai"),
          message: `the feeds of zone "${zone.name}" carry ${fed} of critical load, but its cooling and design take ${used}: ${stranded} (${Percentage.percent(100 * stranded.ratioTo(fed))}) can never be used, at most ${most} should be`,
        },
      ];
    });
  },
};

/** What a hall could take if nothing but its feeds limited it. */
function fedCapacity({ powerNetwork }: Site, zone: Zone): Power {
  if (zone.ai === undefined) return Power.zero;
  const air = { unit: new Figure(Power.gigawatts(1e6)), units: 1, redundancy: "N" as const };
  return aiCapacity({ ...zone, ai: { ...zone.ai, critical: undefined, cooling: { air } } }, powerNetwork);
}
