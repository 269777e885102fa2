import { setTimeout as wait } from "node:timers/promises";

/** Asks again and again until something is so. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await holds()) return;
    await wait(100);
  }
  throw new Error(`waited in vain until ${what}`);
}
