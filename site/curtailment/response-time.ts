import type { Duration } from "../units/index.ts";
import type { CurtailmentPlan, PlannedObligation } from "./plan.ts";
import { programmeOf } from "./programme-names.ts";
import type { CurtailmentSignal } from "./signal.ts";

/** The obligations that a signal calls: that of its name, or all of its programme. */
export function calledObligations(
  plan: Pick<CurtailmentPlan, "obligations">,
  { programme }: Pick<CurtailmentSignal, "programme">,
): readonly PlannedObligation[] {
  if (programme === undefined) return [];
  const named = plan.obligations.filter(({ name }) => name === programme);
  if (named.length > 0) return named;
  const known = programmeOf(programme);
  return plan.obligations.filter(
    (one) => one.programme === programme || (known !== undefined && programmeOf(one.programme) === known),
  );
}

/** How long after a call what it asks for is due: by the obligation it calls, else by its programme. */
export function responseTime(
  plan: Pick<CurtailmentPlan, "obligations">,
  signal: Pick<CurtailmentSignal, "programme">,
): Duration | undefined {
  const notices = calledObligations(plan, signal).map(({ notice }) => notice);
  const [first, ...rest] = notices;
  if (first !== undefined) return rest.reduce((least, one) => (one.compare(least) < 0 ? one : least), first);
  return programmeOf(signal.programme ?? "")?.responseTime;
}
