import { z } from "zod";
import { defaultPowerFactor } from "../../site/power/rating.ts";
import { ratio } from "../../site/schema/values.ts";
import { nodeOf, peakUses, worstOfEach } from "../peak-uses.ts";
import { inElement } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  powerFactor: ratio(0.5, 1)
    .prefault(0.93)
    .describe("The power factor that a load may well have where none is stated."),
});

export const powerFactorAssumed: Rule<z.output<typeof parameters>> = {
  id: "power/power-factor-assumed",
  title: "Ratings that hold by an assumed power factor",
  what: "A node without a stated power factor still carries its load at a somewhat lower one than the default.",
  why: "Equipment is rated in kVA, load is planned in kW. Where nobody stated the power factor the room between them is a guess, and chillers and pumps pull it down.",
  fix: "Measure the power factor, or take it from the load's data sheet, and state it as powerFactor.",
  level: "advisory",
  parameters,
  check: (subject, { powerFactor }) => {
    const uses = peakUses(subject).filter(
      ({ limit }) =>
        limit.kind === "continuous-rating" && nodeOf(subject.site, limit)?.powerFactor === undefined,
    );
    if (uses.length === 0) return notApplicable;
    return worstOfEach(uses).flatMap(({ limit, load, capacity, on }) => {
      const then = capacity.times(powerFactor / defaultPowerFactor);
      if (!load.exceeds(then)) return [];
      return [
        {
          place: inElement(subject.site, "power", limit.at),
          message: `"${limit.at}" carries ${load} on ${on} (${limit.scenario}) and states no power factor: at the default of ${defaultPowerFactor} it may carry ${capacity}, at ${powerFactor} it is ${load.minus(then)} too much`,
        },
      ];
    });
  },
};
