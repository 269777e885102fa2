import { z } from "zod";
import { Current, Mass, Percentage, Power, Voltage } from "../units/index.ts";
import { closed } from "./closed.ts";
import { service } from "./power.ts";
import { count, figure, quantity, ratio, sourced } from "./values.ts";

/** Cooling units of one medium that serve a zone together. */
const coolingGroup = closed({
  unit: figure(quantity(Power)).describe("The heat one unit removes."),
  units: count,
  redundancy: z
    .enum(["N", "N+1", "N+2", "2N"])
    .default("N")
    .describe('How many units may be lost: none, one, two, or half of them ("2N").'),
  ...service,
  ...sourced,
});

/** How a rack is connected: the same for all positions of a hall. */
const rackFeeds = closed({
  voltage: figure(quantity(Voltage)).describe("Between phases."),
  current: figure(quantity(Current)).describe("The breaker of one feed."),
  phases: z
    .union([z.literal(1), z.literal(3)])
    .describe("1: between two phases, which differ from position to position."),
  perPath: count.default(1).describe("How many feeds a position has of each of its paths."),
  powerFactor: figure(ratio(0.5, 1)).optional().describe("Default 0.95."),
  continuousRating: figure(quantity(Percentage)).optional().describe("Default 80 %."),
  ...sourced,
});

/** The busway along each row, one a path. */
const rowBusway = closed({
  voltage: figure(quantity(Voltage)).describe("Between phases."),
  current: figure(quantity(Current)).describe("What it is rated for, each phase."),
  powerFactor: figure(ratio(0.5, 1)).optional().describe("Default 0.95."),
  continuousRating: figure(quantity(Percentage)).optional().describe("Default 80 %."),
  ...sourced,
});

/** What a zone is as an AI hall, from its conversion on. */
export const hall = closed({
  grossToCritical: figure(ratio(1, 3)).describe(
    "Gross load at the meter per critical (IT) load: cooling, conversion losses and house load included.",
  ),
  critical: figure(quantity(Power)).optional().describe("The critical load the hall is built for."),
  cooling: closed({ air: coolingGroup.optional(), liquid: coolingGroup.optional() }),
  rows: figure(count).describe("Rows of rack positions."),
  positionsPerRow: figure(count),
  rackMass: figure(quantity(Mass)).describe("The heaviest rack that a position carries."),
  floorMass: figure(quantity(Mass))
    .optional()
    .describe("The most that all racks of the hall may weigh together."),
  rackFeeds: rackFeeds.optional(),
  rowBusway: rowBusway.optional(),
  maximumPhaseImbalance: figure(quantity(Percentage))
    .optional()
    .describe("How far one phase of the hall may be above the mean of the three, per path."),
  ...sourced,
});
