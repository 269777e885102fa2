import { aiLoadsOn } from "../placement/ai-loads.ts";
import type { Lock } from "../placement/lock.ts";
import { curtailmentPlan } from "../site/curtailment/make-plan.ts";
import type { CurtailmentPlan } from "../site/curtailment/plan.ts";
import type { Site } from "../site/site.ts";

/** How the site sheds load on its effective date; undefined where there is nothing that it may shed. */
export function deployedCurtailmentPlan(site: Site, lock: Lock): CurtailmentPlan | undefined {
  const { effectiveDate } = site.document;
  const plan = curtailmentPlan(site, effectiveDate, aiLoadsOn(site, lock, effectiveDate));
  return plan.order.length === 0 ? undefined : plan;
}
