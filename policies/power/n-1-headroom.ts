import { z } from "zod";
import { quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { isNormalOperation, peakUses, worstOfEach } from "../peak-uses.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage)
    .prefault("99 %")
    .describe("The share of the continuous rating that may be used after a loss."),
});

/** The limit itself is held by placement; this asks for room below it. */
export const n1Headroom: Rule<z.output<typeof parameters>> = {
  id: "power/n-1-headroom",
  title: "Room after a single loss",
  what: "After any single loss that a node is planned for, it carries at most a share of its continuous rating.",
  why: "What is left after a loss runs until the repair, which for a transformer is weeks. Nothing else may go wrong or grow in that time.",
  fix: "Lease less on these paths, or strengthen what remains after the loss.",
  level: "advisory",
  parameters,
  check: (subject, { most }) => {
    const uses = peakUses(subject).filter(
      ({ limit }) => limit.kind === "continuous-rating" && !isNormalOperation(limit),
    );
    if (uses.length === 0) return notApplicable;
    return worstOfEach(uses).flatMap(({ limit, load, capacity, used, on }) => {
      if (!used.exceeds(most)) return [];
      return [
        {
          place: inElement(subject.site, "power", limit.at),
          message: `with ${limit.scenario} "${limit.at}" carries ${load} on ${on}, ${used} of its continuous rating of ${capacity}: at most ${most}, which is ${capacity.times(most.fraction)}`,
        },
      ];
    });
  },
};
