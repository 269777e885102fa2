import { z } from "zod";
import { closed } from "./closed.ts";
import { count, name } from "./values.ts";

/** What two racks may have in common, from the smallest to the largest. */
export const failureDomains = ["zone", "hall", "feeder", "main-transformer", "interconnect"] as const;

const weight = z.number().min(0).max(1000);

/** How much each aim counts when racks could stand in more than one place. */
export const placementWeights = closed({
  zones: weight.default(100).describe("Each zone in which racks stand that stood empty."),
  parts: weight.default(30).describe("Each zone more over which a demand is spread."),
  stranded: weight
    .default(10)
    .describe(
      "Power, cooling and positions of no use, because another of them is used up first, per share of the zone.",
    ),
  balance: weight
    .default(5)
    .describe("Load of feeders beyond half their rating, twice beyond three quarters, per share of it."),
  mining: weight
    .default(20)
    .describe(
      "Zones opened that could mine, per share of the site's hashrate; curtailable counts half as much again.",
    ),
});

/** The racks of a demand over several failure domains, evenly. */
export const spread = closed({
  over: z.enum(failureDomains),
  into: count
    .min(2)
    .default(2)
    .describe("Over how many at least; none holds more than its share, rounded up."),
});

/** A demand of the same tenant that this one is to stand away from, or beside. */
export const relation = closed({
  demand: name,
  domain: z.enum(failureDomains).default("zone"),
});
