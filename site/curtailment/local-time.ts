import { Temporal } from "temporal-polyfill";
import { instantsAt, zoneOffsets } from "../energy/zone-offsets.ts";
import { writtenTime } from "./written-time.ts";

/** Clocks are never further from UTC than this. */
const dayMs = 86_400_000;

/**
 * The moment that a text names, in milliseconds since the epoch: with an offset from UTC, or by the clocks of a place. A
 * time that its clocks leave out or show twice is not taken for either: the problem says how to write what is meant.
 */
export function readTime(
  text: string,
  timeZone: string,
): { readonly at: number } | { readonly problem: string } {
  const [, on = "", hour, minute, second = "00", offset] = writtenTime.exec(text) ?? [];
  if (offset !== undefined) return { at: Date.parse(`${on}T${hour}:${minute}:${second}${offset}`) };
  const clockMs = Date.parse(`${on}T${hour}:${minute}:${second}Z`);
  const offsets = zoneOffsets(timeZone, clockMs - dayMs, clockMs + dayMs);
  const [first, repeated] = instantsAt(offsets, clockMs);
  if (first === undefined)
    return {
      problem: `"${text}" is left out in ${timeZone}, where clocks are set forward then: choose a time before or after`,
    };
  if (repeated !== undefined)
    return {
      problem: `"${text}" comes twice in ${timeZone}, where clocks are set back then: write ${localTime(first, timeZone)} or ${localTime(repeated, timeZone)}`,
    };
  return { at: first };
}

/** A moment as the clocks of a place show it, with their offset, to the second: `2026-08-14T15:00:00-05:00`. */
export function localTime(ms: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: "never", smallestUnit: "second", roundingMode: "halfExpand" });
}
