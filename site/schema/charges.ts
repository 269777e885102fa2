import { z } from "zod";
import { CapacityPrice, EnergyPrice } from "../units/index.ts";
import { closed } from "./closed.ts";
import { day, figure, name, quantity, sourced } from "./values.ts";

/** What the load of a charge is: the highest hour of each month, or the site's share in the grid's own peaks. */
export const chargeBases = ["energy", "monthly-peak", "coincident-peak", "contracted"] as const;

/** What a site pays for power besides its energy: delivery, demand and transmission. */
export const charge = closed({
  name,
  basis: z
    .enum(chargeBases)
    .describe(
      "energy: by MWh taken from the grid; monthly-peak: by the highest hour of each month; coincident-peak: by the load in the grid's peak hours (such as ERCOT 4CP); contracted: by the load approval in force.",
    ),
  energyPrice: figure(quantity(EnergyPrice)).optional().describe("Of a charge on energy."),
  price: figure(quantity(CapacityPrice)).optional().describe("Of the other charges."),
  months: z
    .array(z.int().min(1).max(12))
    .min(1)
    .optional()
    .describe("The months it is measured in. Default: all; of a coincident peak: June to September."),
  from: day.optional(),
  to: day.optional(),
  ...sourced,
});

export type Charge = z.output<typeof charge>;
