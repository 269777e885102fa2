import { z } from "zod";
import { Duration, Percentage } from "../units/index.ts";
import { closed } from "./closed.ts";
import { conversion } from "./conversion.ts";
import { zoneCurtailment } from "./curtailment.ts";
import { hall } from "./hall.ts";
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

/** The power node that each supply path ends in. */
const feeds = closed({
  A: name.optional(),
  B: name.optional(),
  C: name.optional(),
  D: name.optional(),
});

/** How miners come back after an outage or a curtailment: groups one after the other, so that inrush does not add up. */
const restore = closed({
  group: count.describe("Zones of the same group are energized at once; groups one after the other."),
  steps: count.default(1).describe("In how many equal parts the zone itself comes back."),
  interval: figure(quantity(Duration)).optional().describe("From one part to the next."),
  inrush: figure(ratio(1, 20)).describe("What a part draws at first, per what it draws then."),
});

/** What a zone is while it mines. */
const mining = closed({
  asics: z.array(asicGroup).min(1, { error: "a mining zone needs at least one group of ASICs" }),
  overhead: figure(quantity(Percentage)).describe(
    "Fans, pumps and losses, as a share of the miners' nameplate power.",
  ),
  poolSet: name,
  proxy,
  owner: name
    .optional()
    .describe("Who owns the hashrate: an entry of `hashrateOwners`. Default: the site's operator."),
  curtailable: z.boolean().default(true).describe("Whether the zone may be shed on demand."),
  curtailment: zoneCurtailment.optional(),
  feeds: feeds
    .optional()
    .describe("What feeds the miners, where the AI hall will have other feeds. Default: the zone's."),
  restore: restore.optional(),
  ...sourced,
});

/** How a zone's power is made redundant, by how many paths it has: one, two, three, four. */
export const zoneRedundancies = ["N", "2N", "3N/2", "4N/3"] as const;

/** The smallest area that is converted as a whole. */
export const zone = closed({
  name,
  title: text.optional(),
  hall: name.optional().describe("The building it is in, where zones share one."),
  redundancy: z
    .enum(zoneRedundancies)
    .describe(
      '"2N": paths A and B, each of which carries the whole zone by itself. "3N/2" and "4N/3": three or four paths, of which any one may be lost.',
    ),
  feeds: feeds.describe("The power node that each path ends in."),
  states: z.array(zoneState).min(1, { error: "a zone needs at least one state" }),
  ai: hall.optional(),
  mining: mining.optional(),
  conversion: conversion.optional(),
  ...sourced,
});
