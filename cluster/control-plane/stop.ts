import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { Refusal } from "../../site/problem.ts";
import { isPlaneFolder, type PlaneFolder, planeFolder } from "./folder.ts";
import { endProcesses } from "./processes.ts";

/** What stopping a control plane ended. */
export interface Stopped {
  readonly name: string;
  /** Its processes that were ended. */
  readonly ended: readonly string[];
  /** Whether it had a folder. */
  readonly removed: boolean;
}

/**
 * Ends all processes of a control plane and removes its folder; also of one whose start was killed half-way. Where there
 * is nothing, it does nothing. kwokctl's own deletion is not asked: it needs a folder that is whole, and ends whatever
 * process has the id that a file in it names.
 *
 * @throws Refusal where the folder of this name is not a control plane's.
 */
export async function stopControlPlane(name: string): Promise<Stopped> {
  const folder = planeFolder(name);
  if (existsSync(folder.path) && !isPlaneFolder(folder)) {
    throw new Refusal("This is no control plane.", [
      {
        where: folder.path,
        message: `it has no ${basename(folder.record)}: remove it yourself, or choose another name`,
      },
    ]);
  }
  const ended = await endProcesses(folder);
  return { name, ended, removed: remove(folder) };
}

/** The record goes last, so that a removal that is stopped in the middle can be taken up again. */
function remove({ path, record }: PlaneFolder): boolean {
  if (!existsSync(path)) return false;
  const entries = readdirSync(path).filter((entry) => entry !== basename(record));
  for (const entry of entries) rmSync(join(path, entry), { recursive: true, force: true, maxRetries: 5 });
  rmSync(record, { force: true });
  rmdirSync(path);
  return true;
}
