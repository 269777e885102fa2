import { z } from "zod";
import { quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { minesFrom } from "../days-ahead.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage)
    .prefault("135 %")
    .describe("What the least efficient model of a zone may draw of the most efficient one's energy."),
});

export const mixedEfficiency: Rule<z.output<typeof parameters>> = {
  id: "mining/mixed-efficiency",
  title: "Zones of very different miners",
  what: "The models of one curtailable zone are about equally efficient.",
  why: "A zone is shed whole, at the price at which it earns nothing on average. Its efficient miners then stop while they still earn, and the others go on after they have begun to lose money.",
  fix: "Move the groups so that each zone has miners of about one efficiency, or make a zone of each.",
  level: "advisory",
  parameters,
  check: ({ site }, { most }) => {
    const mixed = [...site.zones.entries()].filter(
      ([, zone]) =>
        zone.mining?.curtailable === true &&
        zone.mining.asics.length > 1 &&
        minesFrom(site, zone) !== undefined,
    );
    if (mixed.length === 0) return notApplicable;
    return mixed.flatMap(([index, { name, mining }]) => {
      const models = (mining?.asics ?? [])
        .map(({ model }) => site.minerModel(model))
        .toSorted((a, b) => a.efficiency.value.compare(b.efficiency.value));
      const [best, worst] = [models[0], models.at(-1)];
      if (best === undefined || worst === undefined) return [];
      const ratio = Percentage.percent(100 * worst.efficiency.value.ratioTo(best.efficiency.value));
      if (!ratio.exceeds(most)) return [];
      const message = `zone "${name}" has ${best.name} of ${best.efficiency.value} beside ${worst.name} of ${worst.efficiency.value}, ${ratio} of that: at most ${most} in a zone that is shed whole`;
      return [{ place: inSiteDocument("zones", index, "mining", "asics"), message }];
    });
  },
};
