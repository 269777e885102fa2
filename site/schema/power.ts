import { z } from "zod";
import {
  ApparentPower,
  CapacityPrice,
  Current,
  Duration,
  EnergyPrice,
  Percentage,
  Power,
  Voltage,
} from "../units/index.ts";
import { closed } from "./closed.ts";
import { count, day, figure, name, quantity, ratio, sourced, text } from "./values.ts";

/** How many units of a group may be out of service while the rest carry the load. */
export const groupRedundancies = ["N", "N+1", "N+2"] as const;

/** The supply paths that a site may have. */
export const pathNames = ["A", "B", "C", "D"] as const;

/** How often something fails, and how long that lasts. */
export const reliability = closed({
  failuresPerYear: figure(z.number().min(0)),
  repair: figure(quantity(Duration)).describe("Mean time to restore."),
});

/** Equipment with a long lead time: when it was ordered, and how long it takes. */
export const order = closed({
  placed: day.optional().describe("The day it was ordered; without it, it is still to be ordered."),
  leadTime: figure(quantity(Duration)).optional().describe("Default: what is usual for its kind."),
});

/** When equipment enters and leaves service. */
export const service = {
  installed: day.optional().describe("The first day it may carry load. Default: it was always there."),
  removed: day.optional().describe("The first day it is not there any more."),
  order: order.optional(),
};

/** The load that the grid operator allows from a day on, until a later approval replaces it. */
export const loadApproval = closed({
  from: day,
  to: day.optional().describe("Its last day. Default: until a later approval replaces it."),
  load: figure(quantity(Power)).describe("The gross load of everything behind the interconnect."),
  ramp: closed({ load: figure(quantity(Power)), by: day })
    .optional()
    .describe("What it rises or falls to, evenly, until a day; counted in steps of a month."),
  ...sourced,
});

/** Where the site meets the grid: what power flows from. */
export const interconnect = closed({
  name,
  voltage: figure(quantity(Voltage)),
  gridOperator: text,
  substationOwner: text.optional(),
  approvals: z.array(loadApproval).min(1, { error: "an interconnect needs at least one load approval" }),
  reliability: reliability.optional(),
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
  takeOrPay: z.boolean().default(false).describe("Whether what is not drawn is paid for all the same."),
  resale: z.boolean().default(false).describe("Whether what is paid for and not drawn is sold at the index."),
  from: day,
  to: day.optional(),
  renews: z.boolean().default(false).describe("Whether it goes on past `to` unless somebody ends it."),
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
 * An element of the power network, or a group of identical elements in parallel (`units`). It names what feeds it: other
 * nodes, or interconnects.
 */
export const powerNode = closed({
  name,
  kind: z.enum(powerNodeKinds),
  from: z
    .union([name.transform((one) => [one]), z.array(name).min(2).max(4)])
    .describe(
      "The node or interconnect that feeds this one; or two to four, which share its load and carry it for one that is lost.",
    ),
  rating: figure(quantity(ApparentPower)).optional().describe("The nameplate rating of one unit."),
  current: figure(quantity(Current))
    .optional()
    .describe("The rated current of one unit, in place of `rating`; it needs `voltage`."),
  phases: z.union([z.literal(1), z.literal(3)]).default(3),
  units: count.default(1).describe("How many identical units share the load."),
  redundancy: z
    .enum(groupRedundancies)
    .default("N")
    .describe('"N+1": the group still carries its load with one unit lost; "N+2": with two.'),
  voltage: figure(quantity(Voltage)).optional(),
  powerFactor: figure(ratio(0.5, 1))
    .optional()
    .describe("The power factor of the load it carries. Default 0.95."),
  continuousRating: figure(quantity(Percentage))
    .optional()
    .describe(
      "The share of the rating that may be used continuously: 80 % unless the equipment is 100 %-rated.",
    ),
  path: z.enum(pathNames).optional().describe("The supply path it belongs to, where a site has several."),
  carries: z
    .enum(["gross", "critical"])
    .optional()
    .describe(
      "Whether an AI hall's cooling hangs on it as well. Default: critical for ups, busway and pdu, gross for the rest.",
    ),
  losses: closed({
    noLoad: figure(quantity(Power)).describe("What one unit loses while it is energized."),
    load: figure(quantity(Power)).describe(
      "What one unit loses besides at its rating; it grows as the square of load.",
    ),
  }).optional(),
  battery: figure(quantity(Duration)).optional().describe("Of a UPS: how long it carries its rating alone."),
  reliability: reliability.optional(),
  ...service,
  ...sourced,
});

/** Standby generators that carry the firm load below a node when the grid is lost. */
export const generatorPlant = closed({
  name,
  backs: name.describe("The power node that they feed when the grid is lost."),
  rating: figure(quantity(ApparentPower)).describe("The standby rating of one unit."),
  units: count.default(1),
  redundancy: z.enum(groupRedundancies).default("N"),
  powerFactor: figure(ratio(0.5, 1)).optional().describe("Default 0.8, the usual rating of generator sets."),
  start: figure(quantity(Duration))
    .optional()
    .describe("From the loss of the grid until they carry the load."),
  fuel: figure(quantity(Duration)).optional().describe("How long their fuel lasts at full load."),
  reliability: reliability.optional(),
  ...service,
  ...sourced,
});
