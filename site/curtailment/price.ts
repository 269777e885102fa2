import type { EnergyPrice } from "../units/index.ts";
import type { CurtailmentPlan, SheddableLoad } from "./plan.ts";

/**
 * Whether a load is shed while energy costs so much: mining, above the site's strike price where there is one, else above
 * what it earns. AI work is not: its tenant agreed to wait for the grid, and stopping it for an hour's price costs more.
 */
export function shedsAt(
  { strike }: Pick<CurtailmentPlan, "strike">,
  load: SheddableLoad,
  price: EnergyPrice,
): boolean {
  return load.class !== "flexible-ai" && price.exceeds(strike ?? load.value);
}
