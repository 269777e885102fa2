import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockFile, writeLock } from "../placement/lock.ts";
import type { Placement } from "../placement/place.ts";

/** Writes a lock into a site's folder; a reader never sees half of it. */
export function writeLockTo(folder: string, placement: Placement): string {
  const path = join(folder, lockFile);
  writeFileSync(`${path}.new`, writeLock(placement));
  renameSync(`${path}.new`, path);
  return path;
}
