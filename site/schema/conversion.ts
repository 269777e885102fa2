import { z } from "zod";
import { closed } from "./closed.ts";
import { order } from "./power.ts";
import { day, name, sourced } from "./values.ts";

/** What of a mining hall may survive its conversion, beside the power nodes, which say so themselves. */
export const reusables = [
  "building",
  "pads",
  "slab",
  "water",
  "cooling",
  "fibre",
  "cabling",
  "fire-protection",
  "security",
] as const;

/** Equipment with long lead times that is no node of the power tree. */
export const longLeadKinds = [
  "main-transformer",
  "unit-transformer",
  "high-voltage-breaker",
  "switchgear",
  "generator",
  "ups",
  "chiller",
  "cdu",
] as const;

/** What a conversion keeps, what it replaces, and what it has to wait for. */
export const conversion = closed({
  reuses: z.array(z.enum(reusables)).default([]),
  replaces: z.array(z.enum(reusables)).default([]),
  needs: z
    .array(
      closed({
        name,
        kind: z.enum(longLeadKinds),
        by: day.optional().describe("The day it is needed on site. Default: the first day of commissioning."),
        order: order.optional(),
        ...sourced,
      }),
    )
    .default([]),
  ...sourced,
});
