import { Energy, Power } from "../units/index.ts";
import type { ProfilePoint } from "./recorder.ts";

/** What is drawn at a moment: along the straight line between two points, and before and after all as at the nearest. */
export function levelAt(profile: readonly ProfilePoint[], ms: number): Power {
  let before = profile[0];
  if (before === undefined) return Power.zero;
  for (const point of profile) {
    if (point.at > ms) {
      if (before.at >= ms) return before.power;
      const share = (ms - before.at) / (point.at - before.at);
      return before.power.plus(point.power.minus(before.power).times(share));
    }
    before = point;
  }
  return before.power;
}

/** What is drawn from the first point to the last: the area below the lines. */
export function energyOf(profile: readonly ProfilePoint[]): Energy {
  let wattHours = 0;
  for (const [at, point] of profile.entries()) {
    const next = profile[at + 1];
    if (next === undefined) break;
    wattHours += ((point.power.watts + next.power.watts) / 2) * ((next.at - point.at) / 3_600_000);
  }
  return Energy.wattHours(wattHours);
}
