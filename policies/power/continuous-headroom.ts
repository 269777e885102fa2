import { z } from "zod";
import { quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { isNormalOperation, peakUses } from "../peak-uses.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage)
    .prefault("98 %")
    .describe("The share of the continuous rating that may be used."),
});

/** The limit itself is held by placement and by `site/checks/over-time.ts`; this asks for room below it. */
export const continuousHeadroom: Rule<z.output<typeof parameters>> = {
  id: "power/continuous-headroom",
  title: "Room below the continuous rating",
  what: "With all in service, no power node carries more than a share of its continuous rating.",
  why: "A miner's nameplate and a rack's power are known to a few percent at best. A node that is planned to the last percent of its rating is above it on a hot day, or when somebody replaces a model by its successor.",
  fix: "Move load to another node, strengthen this one, or state its continuousRating if it is rated for more than 80 %.",
  level: "advisory",
  parameters,
  check: (subject, { most }) => {
    const uses = peakUses(subject).filter(({ limit }) => isNormalOperation(limit));
    if (uses.length === 0) return notApplicable;
    return uses.flatMap(({ limit, load, capacity, used, on }) => {
      if (!used.exceeds(most)) return [];
      return [
        {
          place: inElement(subject.site, "power", limit.at),
          message: `"${limit.at}" carries ${load} on ${on}, ${used} of its continuous rating of ${capacity}: at most ${most}, which is ${capacity.times(most.fraction)}`,
        },
      ];
    });
  },
};
