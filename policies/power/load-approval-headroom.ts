import { z } from "zod";
import { quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { peakUses } from "../peak-uses.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage).prefault("98 %").describe("The share of the approved load that may be planned."),
});

/** The limit itself is held by placement and by `site/checks/over-time.ts`; this asks for room below it. */
export const loadApprovalHeadroom: Rule<z.output<typeof parameters>> = {
  id: "power/load-approval-headroom",
  title: "Room below the load approval",
  what: "The gross load of a site stays below a share of the load approval in force.",
  why: "The grid operator measures at the meter, and disconnects or fines a site that goes above its approval. Gross load is an estimate: ratios of gross to critical load are of an average day.",
  fix: "Ask for a larger approval by that day, end mining earlier, or plan which miners are shed when the meter comes near it.",
  level: "advisory",
  parameters,
  check: (subject, { most }) => {
    const uses = peakUses(subject).filter(({ limit }) => limit.kind === "load-approval");
    if (uses.length === 0) return notApplicable;
    return uses.flatMap(({ limit, load, capacity, used, on }) => {
      if (!used.exceeds(most)) return [];
      return [
        {
          place: inElement(subject.site, "interconnects", limit.at, "approvals"),
          message: `"${limit.at}" carries a gross load of ${load} on ${on}, ${used} of the approval of ${capacity} then in force: at most ${most}, which leaves ${capacity.times(1 - most.fraction)}`,
        },
      ];
    });
  },
};
