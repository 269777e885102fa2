import { changeOf, isChanged, paired } from "../changed.ts";
import type { SitePlanDocument } from "../result/site-plan-document.ts";
import type { CapacityChanges } from "../review.ts";

type Plan = SitePlanDocument | undefined;

/** A state of a zone: a zone may be in one more than once, so it is told apart by which time it is. */
interface Phase {
  readonly zone: string;
  readonly state: string;
  readonly time: number;
  readonly from: string;
}

/** The states of zones whose dates differ. */
export function phaseChanges(base: Plan, head: Plan): CapacityChanges["phases"] {
  const nameOf = ({ zone, state, time }: Phase) => JSON.stringify([zone, state, time]);
  return paired(phasesOf(base), phasesOf(head), nameOf).flatMap(({ before, after }) => {
    const from = changeOf(before?.from, after?.from);
    const phase = after ?? before;
    return phase !== undefined && isChanged(from) ? [{ zone: phase.zone, state: phase.state, from }] : [];
  });
}

function phasesOf(plan: Plan): readonly Phase[] {
  return (plan?.zones ?? []).flatMap(({ name, states }) => {
    const times = new Map<string, number>();
    return states.map(({ state, from }) => {
      const time = (times.get(state) ?? 0) + 1;
      times.set(state, time);
      return { zone: name, state, time, from };
    });
  });
}
