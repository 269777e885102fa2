import type { Day } from "./day.ts";

/** When equipment enters and leaves service, where that is stated. */
export interface ServicePeriod {
  readonly installed?: Day | undefined;
  readonly removed?: Day | undefined;
}

/** Whether equipment is there on a day: from the day it is installed until the day before it is removed. */
export function isInService({ installed, removed }: ServicePeriod, on: Day): boolean {
  return (installed === undefined || installed <= on) && (removed === undefined || on < removed);
}
