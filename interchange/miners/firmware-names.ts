import type { Firmware } from "../../site/mining/firmware.ts";

/** What tools write of each firmware, anywhere in a text. */
const written: readonly (readonly [RegExp, Firmware])[] = [
  [/braiins|\bbos\b|\bbos\+|bosminer/, "braiins-os"],
  [/lux/, "luxos"],
  [/vnish|anthill/, "vnish"],
  [/\bmara/, "marathon"],
  [/auradine|fluxos/, "auradine"],
  [/whatsminer|btminer/, "whatsminer"],
  [/avalon/, "avalon"],
  [/sealminer/, "sealminer"],
  [/\bproto\b/, "proto"],
  [/antminer|bitmain/, "stock"],
];

/** Firmware that a site's document has no name for. */
const others = /epic|hive|goose|msk/;

/** By how a model's name begins, what its maker ships it with. */
const ofMakers: readonly (readonly [string, Firmware])[] = [
  ["antminer", "stock"],
  ["whatsminer", "whatsminer"],
  ["sealminer", "sealminer"],
  ["proto", "proto"],
  ["avalon", "avalon"],
  ["auradine", "auradine"],
];

/** A firmware, and whether a text names it, or it is the maker's for want of another name. */
export interface FoundFirmware {
  readonly firmware: Firmware;
  readonly isAssumed: boolean;
}

/**
 * The firmware that a text means. Nothing, `stock`, and versions alone are the maker's own: makers' tools show no name.
 * Undefined where it is another, or the maker is not known.
 */
export function firmwareOf(text: string | undefined, model: string): FoundFirmware | undefined {
  const asked = text?.toLowerCase() ?? "";
  const named = written.find(([pattern]) => pattern.test(asked))?.[1];
  if (named !== undefined) return { firmware: named, isAssumed: false };
  const isStock = /stock|factory|original|\boem\b/.test(asked);
  if (others.test(asked) || (asked !== "" && !isStock && !/\d/.test(asked))) return undefined;
  const own = ofMakers.find(([maker]) => model.startsWith(maker))?.[1];
  return own && { firmware: own, isAssumed: !isStock };
}
