import type { Day, Period } from "./day.ts";
import { addDays } from "./day.ts";
import type { Zone } from "./schema/site-document.ts";
import { type DeclaredZoneState, zoneStates } from "./schema/zone.ts";

/** The state a zone is in on a day, and since when; undefined before its first. */
export function stateOn(zone: Zone, on: Day): Zone["states"][number] | undefined {
  let current: Zone["states"][number] | undefined;
  for (const state of zone.states) if (state.from <= on) current = state;
  return current;
}

/** Whether a zone is AI-ready on every day of a period. */
export function isAiReadyThroughout(zone: Zone, period: Period): boolean {
  return aiReadyPeriods(zone).some(
    (ready) =>
      ready.from <= period.from &&
      (ready.to === undefined || (period.to !== undefined && period.to <= ready.to)),
  );
}

/** A campus asks for them once for each of its tenants. */
const known = new WeakMap<Zone["states"], readonly Period[]>();

/** The unbroken periods in which a zone is AI-ready. */
export function aiReadyPeriods({ states }: Pick<Zone, "states">): readonly Period[] {
  const found =
    known.get(states) ??
    states.flatMap(({ state, from }, index) => {
      if (state !== "ai-ready") return [];
      const next = states[index + 1];
      return [{ from, to: next === undefined ? undefined : addDays(next.from, -1) }];
    });
  known.set(states, found);
  return found;
}

/** Whether miners draw power in this state. A draining zone counts whole until it is stripped. */
export function drawsMiningLoad(state: DeclaredZoneState | undefined): boolean {
  return state === "mining" || state === "draining";
}

/** Whether a hall is being made of a zone: its miners are gone, and no rack may stand there yet. */
export function isUnderConstruction(state: DeclaredZoneState | undefined): boolean {
  return state === "stripped" || state === "construction" || state === "commissioning";
}

/**
 * Whether a zone may go from one state to the next. The order is that of a conversion; back to mining only from
 * `ai-ready`; and a hall that has been AI-ready needs no new construction, so from draining it may go straight to
 * commissioning.
 */
export function mayFollow(from: DeclaredZoneState, to: DeclaredZoneState, wasAiReady: boolean): boolean {
  if (from === "ai-ready") return to === "mining";
  if (wasAiReady && from === "draining" && to === "commissioning") return true;
  return zoneStates.indexOf(to) === zoneStates.indexOf(from) + 1;
}
