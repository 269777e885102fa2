import { join } from "node:path";
import { lockFile, writeLock } from "../placement/lock.ts";
import type { Placement } from "../placement/place.ts";
import { writeWhole } from "./whole-file.ts";

/** Writes a lock into a site's folder; a reader never sees half of it. */
export function writeLockTo(folder: string, placement: Placement): string {
  const file = join(folder, lockFile);
  writeWhole({ file, text: writeLock(placement) });
  return file;
}
