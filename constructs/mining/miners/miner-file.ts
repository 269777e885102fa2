import type { MinerPool } from "../../../site/mining/miner-pools.ts";

/** A file for those who configure the miners of a group. */
export interface MinerFile {
  /** What follows the group's name: `bosminer.toml`. */
  readonly suffix: string;
  readonly text: string;
}

/** A file of JSON, as people review it. */
export function jsonFile(suffix: string, content: unknown): MinerFile {
  return { suffix, text: `${JSON.stringify(content, null, 2)}\n` };
}

/**
 * What stands in the place of a password where a firmware's format has one: most pools ignore it, and `x` is what miners
 * are given then. Where a Secret is named the place is empty: whoever sends the file fills it in.
 */
export function passwordOf({ passwordSecret }: MinerPool): string {
  return passwordSecret === undefined ? "x" : "";
}
