import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../site/problem.ts";
import { cleaningUpOnSignal } from "../control-plane/interruption.ts";
import type { BinaryName } from "./binary.ts";

/** Where a program is made before it is moved into the cache: a folder that is removed whatever happens. */
export interface Workplace {
  readonly folder: string;
  /** Where the program must be in the end. */
  readonly target: string;
  /** What is to be done first when the user stops it all, such as ending a compiler. */
  onStop: () => void;
}

const prefix = ".unfinished-";

/**
 * Puts a program into the cache: whole, or not at all.
 *
 * @param make makes it, or says why it cannot be made
 * @returns why it was not made; undefined where it was.
 * @throws Refusal where the disk is full.
 */
export async function putIntoCache(
  cache: string,
  binary: BinaryName,
  make: (workplace: Workplace) => Promise<string | undefined>,
): Promise<string | undefined> {
  const folder = mkdtempSync(join(cache, `${prefix}${process.pid}-`));
  const workplace: Workplace = { folder, target: join(folder, binary), onStop: () => {} };
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const stop = async () => {
    workplace.onStop();
    remove();
  };
  return cleaningUpOnSignal(stop, async () => {
    try {
      const failure = await make(workplace);
      if (failure !== undefined) return failure;
      chmodSync(workplace.target, 0o755);
      renameSync(workplace.target, join(cache, binary));
      return undefined;
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? diskFull(cache) : error;
    } finally {
      remove();
    }
  });
}

export function diskFull(cache: string): Refusal {
  return new Refusal("The control plane's programs cannot be kept.", [
    {
      where: cache,
      message: "the disk is full: make room for 500 MB, or set BUSBAR_CACHE to a folder on another disk",
    },
  ]);
}

/**
 * Makes the cache's folder, and removes what killed runs left unfinished in it.
 *
 * @throws Refusal where it cannot be written.
 */
export function openCache(cache: string): void {
  try {
    mkdirSync(cache, { recursive: true });
    for (const name of readdirSync(cache).filter((entry) => entry.startsWith(prefix))) {
      const [pid = ""] = name.slice(prefix.length).split("-");
      if (!isAlive(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
    }
    // Whether it can be written is known by writing only.
    rmSync(mkdtempSync(join(cache, `${prefix}${process.pid}-`)), { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code === "ENOSPC") throw diskFull(cache);
    throw new Refusal("The control plane's programs cannot be kept.", [
      { where: cache, message: `${message}: set BUSBAR_CACHE to a folder that can be written` },
    ]);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
