import { z } from "zod";
import { racksInPlace } from "../../placement/racks-in-place.ts";
import { phaseImbalance } from "../../site/hall/phases.ts";
import { quantity } from "../../site/schema/values.ts";
import { Percentage } from "../../site/units/index.ts";
import { daysAhead } from "../days-ahead.ts";
import { inSiteDocument } from "../place.ts";
import { notApplicable, type Rule } from "../rule.ts";

const parameters = z.strictObject({
  most: quantity(Percentage)
    .prefault("10 %")
    .describe("How far one phase may be above the mean of the three."),
});

/** Where a hall states a limit itself, placement holds it: this is for halls that state none. */
export const phaseImbalanceRule: Rule<z.output<typeof parameters>> = {
  id: "power/phase-imbalance",
  title: "Uneven phases",
  what: "Halls with single-phase racks that state no limit of their own load their phases about evenly.",
  why: "The fullest phase trips first, and a transformer loaded unevenly heats and carries current in its neutral. So the other two phases are power that cannot be used.",
  fix: "Put racks at positions of the other phases, and state maximumPhaseImbalance for the hall.",
  level: "advisory",
  parameters,
  check: ({ site, lock }, { most }) => {
    const halls = [...site.zones.entries()].filter(
      ([, { ai }]) => ai?.rackFeeds?.phases === 1 && ai.maximumPhaseImbalance === undefined,
    );
    if (halls.length === 0) return notApplicable;
    const found = new Map<number, { readonly message: string; readonly imbalance: Percentage }>();
    for (const on of daysAhead(site)) {
      const racks = racksInPlace(site, lock, on);
      for (const [index, zone] of halls) {
        const balance = phaseImbalance(zone, racks.get(zone.name) ?? []);
        if (balance === undefined || !balance.avoidable || !balance.imbalance.exceeds(most)) continue;
        const { imbalance, conductors } = balance;
        if (found.get(index)?.imbalance.exceeds(imbalance) ?? false) continue;
        const message = `zone "${zone.name}" loads its phases with ${conductors.join(", ")} on ${on}, the largest ${imbalance} above their mean: at most ${most}`;
        found.set(index, { message, imbalance });
      }
    }
    return [...found].map(([index, { message }]) => ({
      place: inSiteDocument("zones", index, "ai"),
      message,
    }));
  },
};
