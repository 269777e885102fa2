import { z } from "zod";
import {
  ApparentPower,
  CapacityPrice,
  Duration,
  EnergyPrice,
  Percentage,
  Power,
  Voltage,
} from "../units/index.ts";
import { closed } from "./closed.ts";
import { count, day, figure, name, quantity, ratio, sourced, text } from "./values.ts";

/** The load that the grid operator allows from a day on, until a later approval replaces it. */
export const loadApproval = closed({
  from: day,
  load: figure(quantity(Power)).describe("The gross load of everything behind the interconnect."),
  ...sourced,
});

/** Where the site meets the grid: the root of a power tree. */
export const interconnect = closed({
  name,
  voltage: figure(quantity(Voltage)),
  gridOperator: text,
  substationOwner: text.optional(),
  approvals: z.array(loadApproval).min(1, { error: "an interconnect needs at least one load approval" }),
  ...sourced,
});

export const contractKinds = ["fixed", "indexed", "off-peak", "behind-the-meter"] as const;

/** An agreement to buy energy. */
export const contract = closed({
  name,
  kind: z.enum(contractKinds),
  power: figure(quantity(Power)),
  price: figure(quantity(EnergyPrice)).describe("The fixed price, or the adder on the index."),
  index: text.optional().describe("What an indexed price follows, such as a hub or a node."),
  hours: text
    .regex(/^\d{2}:\d{2}-\d{2}:\d{2}$/, { error: 'hours are written as "22:00-06:00"' })
    .optional()
    .describe("The hours of an off-peak block, in the site's time zone."),
  takeOrPay: z.boolean().default(false),
  from: day,
  to: day.optional(),
  ...sourced,
});

/** A demand-response obligation: load that must be shed when the programme calls. Only mining may be counted on. */
export const demandResponse = closed({
  name,
  programme: text,
  obligation: figure(quantity(Power)),
  notice: figure(quantity(Duration)),
  maximumDuration: figure(quantity(Duration)),
  coolDown: figure(quantity(Duration)).optional(),
  payment: figure(quantity(CapacityPrice)).optional(),
  from: day,
  to: day.optional(),
  ...sourced,
});

export const powerNodeKinds = [
  "main-transformer",
  "mv-bus",
  "feeder",
  "unit-transformer",
  "switchboard",
  "ups",
  "busway",
  "pdu",
] as const;

/**
 * An element of the power tree, or a group of identical elements in parallel (`units`). Each has one parent:
 * another node or an interconnect.
 */
export const powerNode = closed({
  name,
  kind: z.enum(powerNodeKinds),
  from: name.describe("The node or interconnect that feeds this one."),
  rating: figure(quantity(ApparentPower)).describe("The nameplate rating of one unit."),
  units: count.default(1).describe("How many identical units share the load."),
  redundancy: z
    .enum(["N", "N+1"])
    .default("N")
    .describe('"N+1": the group still carries its load with one unit lost.'),
  voltage: figure(quantity(Voltage)).optional(),
  powerFactor: figure(ratio(0.5, 1))
    .optional()
    .describe("The power factor of the load it carries. Default 0.95."),
  continuousRating: figure(quantity(Percentage))
    .optional()
    .describe(
      "The share of the rating that may be used continuously: 80 % unless the equipment is 100 %-rated.",
    ),
  path: z.enum(["A", "B"]).optional().describe("The supply path it belongs to, where a site has two."),
  ...sourced,
});
