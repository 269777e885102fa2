import { z } from "zod";
import { CapacityPrice, EnergyPrice } from "../units/index.ts";
import { closed } from "./closed.ts";
import { economicsKeys } from "./economics.ts";
import { figure, name, quantity, sourced, text, version } from "./values.ts";

/** A scenario: figures in place of those that a site's documents state, to see what would become of it. */
export const scenarioDocument = closed({
  version,
  name,
  title: text.optional(),
  ...economicsKeys,
  contracts: z
    .record(name, closed({ price: figure(quantity(EnergyPrice)) }))
    .default({})
    .describe("Other prices of the site's energy contracts, by their names: of an indexed one, its adder."),
  tenants: z
    .record(name, closed({ price: figure(quantity(CapacityPrice)) }))
    .default({})
    .describe("Other prices of the tenants' leases, by their names."),
  ...sourced,
});

export type ScenarioDocument = z.output<typeof scenarioDocument>;
