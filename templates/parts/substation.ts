import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { groupRedundancies } from "../../site/schema/power.ts";
import { count, figure, name, quantity } from "../../site/schema/values.ts";
import { ApparentPower, Percentage } from "../../site/units/index.ts";

const transformers = closed({
  name: name.describe("What the transformers of the group are called."),
  from: name.optional().describe("The interconnect that feeds them. Default: the first."),
  rating: figure(quantity(ApparentPower)).describe("The nameplate rating of one."),
  units: count.default(1).describe("How many there are."),
  redundancy: z.enum(groupRedundancies).default("N").describe("How many may fail: none, one, two."),
  path: z.enum(["A", "B"]).optional().describe("The supply path, where halls have two."),
});

/** The substation: groups of main transformers below the interconnects. */
export const substation = z
  .array(transformers)
  .min(1, { error: "a site needs at least one main transformer" })
  .describe("The main transformers, group by group.");

export type Substation = z.output<typeof substation>;

/**
 * The main transformers. They stand behind breakers that are rated for all of their current, so that the 80 % rule for
 * continuous loads (NEC 210.20) does not take from their rating.
 */
export function mainTransformers(
  groups: Substation,
  interconnects: readonly { readonly name: string }[],
  source: string,
) {
  return groups.map(({ name, from, rating, units, redundancy, path }) => ({
    name,
    kind: "main-transformer" as const,
    from: from ?? interconnects[0]?.name ?? "",
    rating,
    units,
    redundancy,
    continuousRating: Percentage.percent(100),
    ...(path !== undefined && { path }),
    source,
  }));
}
