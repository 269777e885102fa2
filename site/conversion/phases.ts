import type { Day, Period } from "../day.ts";
import { addDays } from "../day.ts";
import type { Zone } from "../schema/site-document.ts";
import { drawsMiningLoad } from "../zone-state.ts";

type State = Zone["states"][number];

/**
 * A stretch of a zone's life in which it becomes something: a mining zone an AI hall (`conversion`), open ground or
 * another building an AI hall (`new-hall`), or anything a mining zone (`mining`).
 */
export interface Phase {
  readonly kind: "conversion" | "new-hall" | "mining";
  /** The states it passes through, the last of them what it becomes; at least one. */
  readonly steps: readonly State[];
  readonly from: Day;
  /** The first day on which it has become so; undefined where the document does not plan that far. */
  readonly complete: Day | undefined;
  /** Whether the zone has been AI-ready before: its hall stands, and is fitted out or left, not built. */
  readonly hallStands: boolean;
  /** The first day of the phase before; undefined for the first. What was installed later came for this one. */
  readonly since: Day | undefined;
}

/** All that becomes of a zone, in order: it may convert, go back to mining, convert again. */
export function phasesOf(zone: Zone): readonly Phase[] {
  const phases: Phase[] = [];
  let steps: State[] = [];
  const end = (complete: Day | undefined) => {
    const [first] = steps;
    if (first === undefined) return;
    const kind = kindOf(steps, phases);
    const hallStands = phases.some((phase) => phase.kind !== "mining" && phase.complete !== undefined);
    phases.push({ kind, steps, from: first.from, complete, hallStands, since: phases.at(-1)?.from });
    steps = [];
  };
  for (const step of zone.states) {
    steps.push(step);
    if (step.state === "mining" || step.state === "ai-ready") end(step.from);
  }
  end(undefined);
  return phases;
}

function kindOf([first, ...rest]: readonly State[], earlier: readonly Phase[]): Phase["kind"] {
  if (first?.state === "mining" && rest.length === 0) return "mining";
  const mined = earlier.length > 0 || first?.state === "draining" || first?.state === "stripped";
  return mined ? "conversion" : "new-hall";
}

/** The day from which what served before the phase carries nothing any more; undefined where none is planned. */
export function loadEnds(phase: Phase): Day | undefined {
  return phase.kind === "mining"
    ? phase.from
    : phase.steps.find(({ state }) => !drawsMiningLoad(state))?.from;
}

/** The day on which everything that a new hall needs has to be there: the first of commissioning. */
export function neededBy(phase: Phase): Day | undefined {
  return phase.steps.find(({ state }) => state === "commissioning")?.from ?? phase.complete;
}

/** The first phase in which an AI hall is made of a zone: what its `conversion` block is about. */
export function firstConversion(zone: Zone): Phase | undefined {
  // A hall that is AI-ready from its first day was made before the document begins.
  return phasesOf(zone).find(({ kind, steps }) => kind !== "mining" && steps[0]?.state !== "ai-ready");
}

/** The unbroken periods in which a zone's miners draw power. */
export function miningPeriods(zone: Zone): readonly Period[] {
  const periods: { from: Day; to: Day | undefined }[] = [];
  for (const [index, { state, from }] of zone.states.entries()) {
    if (!drawsMiningLoad(state)) continue;
    const next = zone.states[index + 1];
    const to = next === undefined ? undefined : addDays(next.from, -1);
    const last = periods.at(-1);
    if (last !== undefined && last.to !== undefined && addDays(last.to, 1) === from) last.to = to;
    else periods.push({ from, to });
  }
  return periods;
}
