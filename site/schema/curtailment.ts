import type { z } from "zod";
import { Duration, EnergyPrice, Percentage, PowerRamp } from "../units/index.ts";
import { closed } from "./closed.ts";
import { count, figure, name, quantity, sourced, text } from "./values.ts";

/** How a site sheds load, and comes back. */
export const curtailment = closed({
  strike: figure(quantity(EnergyPrice))
    .optional()
    .describe(
      "Above this price of energy all curtailable mining stops. Default: each zone at its own break-even.",
    ),
  ramp: closed({
    down: figure(quantity(PowerRamp)),
    up: figure(quantity(PowerRamp)),
  })
    .optional()
    .describe(
      "How fast the site's load may change: a step of hundreds of MW is a fault to the grid. Default: 20 MW/min each way.",
    ),
  minimumRun: figure(quantity(Duration))
    .optional()
    .describe("How long miners run before they are shed for price again. Default: 15 min."),
  minimumOff: figure(quantity(Duration))
    .optional()
    .describe("How long they stay off once shed. Default: 15 min."),
  ...sourced,
});

/** How the miners of a zone are shed. */
export const zoneCurtailment = closed({
  ramp: closed({
    down: figure(quantity(PowerRamp)),
    up: figure(quantity(PowerRamp)),
  }).optional(),
  minimumRun: figure(quantity(Duration)).optional(),
  minimumOff: figure(quantity(Duration)).optional(),
});

/** A customer whose miners the site hosts. What is not theirs is the operator's own. */
export const hashrateOwner = closed({
  name,
  title: text.optional(),
  curtailment: closed({
    notice: figure(quantity(Duration)).optional().describe("Default: none, they are shed at once."),
    hoursPerYear: figure(quantity(Duration))
      .optional()
      .describe("The most hours a year it may be shed. Default: no limit."),
    compensation: figure(quantity(EnergyPrice))
      .optional()
      .describe("What the site pays for each MWh that it sheds of theirs."),
  })
    .optional()
    .describe("What their contract says of shedding; without it their miners are never shed."),
  price: figure(quantity(EnergyPrice)).optional().describe("What they pay for each MWh, all in."),
  ...sourced,
});

/** AI load of a tenant that its lease lets the site reduce: work that is checkpointed and waits. */
export const flexibleLoad = closed({
  share: figure(quantity(Percentage)).describe("The share of its critical load that may be shed."),
  notice: figure(quantity(Duration)),
  maximumDuration: figure(quantity(Duration)),
  callsPerYear: count.optional().describe("Default: no limit."),
  compensation: figure(quantity(EnergyPrice)).optional(),
  ...sourced,
});

export type CurtailmentDocument = z.output<typeof curtailment>;
export type HashrateOwner = z.output<typeof hashrateOwner>;
export type FlexibleLoad = z.output<typeof flexibleLoad>;
