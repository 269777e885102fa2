import type { Day } from "../day.ts";
import type { Charge } from "../schema/charges.ts";

/** The months in which ERCOT measures its four coincident peaks: what a charge by coincident peaks takes by default. */
const summer: readonly number[] = [6, 7, 8, 9];

/** The months, 1 to 12, in which a charge is measured. */
export function monthsMeasured({ months, basis }: Charge): readonly number[] | undefined {
  return months ?? (basis === "coincident-peak" ? summer : undefined);
}

export function isMeasuredIn(charge: Charge, month: number): boolean {
  return monthsMeasured(charge)?.includes(month) ?? true;
}

/** Whether a charge exists on a day, measured or not. */
export function isInForceOn({ from, to }: Charge, on: Day): boolean {
  return (from === undefined || from <= on) && (to === undefined || on <= to);
}

/** Whether what is drawn on a day counts for a charge. */
export function isChargedOn(charge: Charge, on: Day): boolean {
  return isInForceOn(charge, on) && isMeasuredIn(charge, Number(on.slice(5, 7)));
}
