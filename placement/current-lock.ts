import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import { checkPlacement } from "./check.ts";
import { inputsDigest } from "./inputs.ts";
import { type Lock, lockFile, readLock } from "./lock.ts";

/** The lock of a site's folder, whether or not it is still up to date; undefined if there is none. */
export function existingLock(folder: string): Lock | undefined {
  const path = join(folder, lockFile);
  return existsSync(path) ? readLock(readFileSync(path, "utf8"), folder) : undefined;
}

/**
 * The lock of a site's folder, for those who only read it.
 *
 * @throws Refusal, naming the command to run, where it is missing, stale, or does not hold what must always hold.
 */
export function currentLock(site: Site, folder: string): Lock {
  const lock = existingLock(folder);
  const remedy = `run "busbar place ${folder}" and commit ${lockFile}`;
  if (lock === undefined) {
    throw new Refusal("The site has no placement yet.", [
      { where: lockFile, message: `is missing: ${remedy}` },
    ]);
  }
  if (lock.site !== site.name) {
    throw new Refusal("The placement is another site's.", [
      { where: lockFile, message: `is of site "${lock.site}", this is "${site.name}": ${remedy}` },
    ]);
  }
  if (lock.inputs !== inputsDigest(site)) {
    throw new Refusal("The placement is stale.", [
      {
        where: lockFile,
        message: `was made for other zones, power, fabrics or demands than the documents now state: ${remedy}`,
      },
    ]);
  }
  const problems = checkPlacement(site, lock);
  if (problems.length > 0) throw new Refusal("The placement breaks a limit.", problems);
  return lock;
}
