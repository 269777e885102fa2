import { z } from "zod";
import { Mass, Percentage, Power } from "../units/index.ts";
import { closed } from "./closed.ts";
import { asicGroup, proxy } from "./mining.ts";
import { count, day, figure, name, quantity, ratio, sourced, text } from "./values.ts";

/** The states a zone passes through, in order. `tenant` is not declared: it follows from the placement. */
export const zoneStates = [
  "mining",
  "draining",
  "stripped",
  "construction",
  "commissioning",
  "ai-ready",
] as const;

export type DeclaredZoneState = (typeof zoneStates)[number];

const zoneState = closed({
  state: z.enum(zoneStates, {
    error: (issue) =>
      issue.input === "tenant"
        ? '"tenant" is not declared: a zone is in that state on the days on which the placement puts a tenant there'
        : undefined,
  }),
  from: day,
  ...sourced,
});

/** Cooling units of one medium that serve a zone together. */
const coolingGroup = closed({
  unit: figure(quantity(Power)).describe("The heat one unit removes."),
  units: count,
  redundancy: z.enum(["N", "N+1"]).default("N"),
  ...sourced,
});

/** What a zone is as an AI hall, from its conversion on. */
const hall = closed({
  grossToCritical: figure(ratio(1, 3)).describe(
    "Gross load at the meter per critical (IT) load: cooling, conversion losses and house load included.",
  ),
  critical: figure(quantity(Power)).optional().describe("The critical load the hall is built for."),
  cooling: closed({ air: coolingGroup.optional(), liquid: coolingGroup.optional() }),
  rows: figure(count).describe("Rows of rack positions."),
  positionsPerRow: figure(count),
  rackMass: figure(quantity(Mass)).describe("The heaviest rack that a position carries."),
  ...sourced,
});

/** What a zone is while it mines. */
const mining = closed({
  asics: z.array(asicGroup).min(1, { error: "a mining zone needs at least one group of ASICs" }),
  overhead: figure(quantity(Percentage)).describe(
    "Fans, pumps and losses, as a share of the miners' nameplate power.",
  ),
  poolSet: name,
  proxy,
  owner: name.optional().describe("Who owns the hashrate. Default: the site's operator."),
  curtailable: z.boolean().default(true).describe("Whether the zone may be shed on demand."),
  ...sourced,
});

/** The smallest area that is converted as a whole. */
export const zone = closed({
  name,
  title: text.optional(),
  hall: name.optional().describe("The building it is in, where zones share one."),
  redundancy: z
    .enum(["N", "2N"])
    .describe('"2N": paths A and B, each of which carries the whole zone by itself.'),
  feeds: closed({ A: name.optional(), B: name.optional() }).describe(
    "The power node that each path ends in.",
  ),
  states: z.array(zoneState).min(1, { error: "a zone needs at least one state" }),
  ai: hall.optional(),
  mining: mining.optional(),
  ...sourced,
});
