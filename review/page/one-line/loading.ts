import { scaleThreshold } from "d3-scale";

/** How near an element is to what it may carry continuously. */
export type Loading = "ample" | "much" | "tight" | "over";

/** From which share of the capacity on; the last one is the limit itself. A rounding of 1 W is not an overload. */
const loadings = scaleThreshold<number, Loading>([0.8, 0.95, 1.0000001], ["ample", "much", "tight", "over"]);

/** Colours are not enough: each has words, and a pattern of its own. */
export const loadingWords: Readonly<Record<Loading, string>> = {
  ample: "less than 80 % of what it may carry",
  much: "80 % or more",
  tight: "95 % or more",
  over: "more than it may carry",
};

/** The loading of something with a limit; undefined where nothing limits it. */
export function loadingOf(
  loadKilowatts: number,
  capacityKilowatts: number | undefined,
): { readonly share: number; readonly loading: Loading } | undefined {
  if (capacityKilowatts === undefined) return undefined;
  if (capacityKilowatts <= 0)
    return loadKilowatts > 0 ? { share: Number.POSITIVE_INFINITY, loading: "over" } : undefined;
  const share = loadKilowatts / capacityKilowatts;
  return { share, loading: loadings(share) };
}

/** A share as a person reads it: never 100 % for what is above it, or the reverse. */
export function percentText(share: number): string {
  if (!Number.isFinite(share)) return "no capacity";
  const percent = share * 100;
  return `${percent > 99 && percent < 101 ? percent.toFixed(1) : Math.round(percent)} %`;
}
