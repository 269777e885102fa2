import { defaultContinuousFactor, ratingOf } from "../../site/power/rating.ts";
import type { PowerNode } from "../../site/schema/site-document.ts";
import { Voltage } from "../../site/units/index.ts";

/** What NetBox's columns say of a power feed. The keys are its own; all are whole numbers there. */
export interface FeedColumns {
  readonly phase: "single-phase" | "three-phase";
  /** Volts. */
  readonly voltage: number;
  /** Amperes. */
  readonly amperage: number;
  /** Percent. */
  readonly max_utilization: number;
}

/**
 * NetBox keeps voltage and amperage in 16 bits with a sign.
 *
 * @see https://github.com/netbox-community/netbox/blob/main/netbox/dcim/models/power.py
 */
const largest = 32_767;

/**
 * What NetBox would say of one unit of a power node: the current that its rating comes to, rounded down, of which NetBox
 * reckons the available power as U · I · √3 · max_utilization (with √3 as 1.732), the same formula as `ratingOf` has.
 * Undefined where NetBox cannot hold it: no voltage is stated, or one above 32,767 V.
 */
export function feedColumns(
  node: Pick<PowerNode, "rating" | "current" | "voltage" | "phases" | "continuousRating">,
): FeedColumns | undefined {
  const volts = Math.round((node.voltage?.value ?? Voltage.zero).volts);
  if (volts < 1 || volts > largest) return undefined;
  const perAmpere = volts * (node.phases === 3 ? Math.sqrt(3) : 1);
  // A current that was stated comes out as itself, not one ampere less for a binary fraction.
  const amperes = Math.floor(node.current?.value.amperes ?? ratingOf(node).voltAmperes / perAmpere + 1e-6);
  if (amperes < 1 || amperes > largest) return undefined;
  const continuous = node.continuousRating?.value.fraction ?? defaultContinuousFactor;
  const percent = Math.floor(continuous * 100 + 1e-6);
  return {
    phase: node.phases === 3 ? "three-phase" : "single-phase",
    voltage: volts,
    amperage: amperes,
    max_utilization: Math.min(Math.max(percent, 1), 100),
  };
}
