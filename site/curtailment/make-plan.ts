import { compareText } from "../compare-text.ts";
import type { Day } from "../day.ts";
import type { Site } from "../site.ts";
import type { AiLoad } from "./ai-load.ts";
import { type Ramps, siteRamps, usualRamps } from "./defaults.ts";
import { flexibleLoads } from "./flexible-loads.ts";
import { miningLoads } from "./mining-loads.ts";
import { plannedObligation } from "./obligation.ts";
import type { CurtailmentPlan, ShedClass, SheddableLoad } from "./plan.ts";

/**
 * How a site sheds load on a day: its own mining first, what earns least for its energy before the rest; then the mining
 * it hosts, as far as contracts let it; then the AI work whose tenants agreed to wait. All other AI load is firm.
 *
 * @param aiLoads what tenants draw that day; a plan without them is of mining alone.
 * @param unstated the ramps of a site and of zones that state none. @default - 20 MW/min each way
 */
export function curtailmentPlan(
  site: Site,
  on: Day,
  aiLoads: readonly AiLoad[],
  unstated: Ramps = usualRamps,
): CurtailmentPlan {
  const mining = miningLoads(site, on, unstated);
  const ai = flexibleLoads(site, aiLoads, unstated);
  const plan: Omit<CurtailmentPlan, "obligations"> = {
    site: site.name,
    day: on,
    timeZone: site.document.location?.timeZone ?? "UTC",
    order: [...mining.sheddable, ...ai.sheddable].sort(inOrder),
    firm: ai.firm,
    protected: mining.protected,
    ramp: siteRamps(site.document.curtailment, unstated),
    strike: site.document.curtailment?.strike?.value,
  };
  return {
    ...plan,
    obligations: site.at(on).obligations.map((obligation) => plannedObligation(plan, obligation)),
  };
}

const turns: readonly ShedClass[] = ["own-mining", "hosted-mining", "flexible-ai"];

function inOrder(a: SheddableLoad, b: SheddableLoad): number {
  return (
    turns.indexOf(a.class) - turns.indexOf(b.class) || a.value.compare(b.value) || compareText(a.id, b.id)
  );
}
