import { type Problem, Refusal } from "../../site/problem.ts";
import type { Progress } from "../progress.ts";
import type { Binaries } from "./binary.ts";
import { build } from "./build.ts";
import { openCache } from "./cache.ts";
import { download } from "./download.ts";
import { findBinaries } from "./find.ts";
import { cacheFolder } from "./pins.ts";
import { type Release, releases } from "./releases.ts";

export interface EnsureOptions {
  /** Says where to look: PATH, KUBEBUILDER_ASSETS, BUSBAR_CACHE. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Files that may be downloaded. @default - the official releases */
  readonly releases?: readonly Release[];
}

/**
 * Gives the control plane's programs: installed ones, else those of the cache, else downloaded into it, else built into
 * it with Go.
 *
 * @throws Refusal with what was tried and why it did not do, where one cannot be had.
 */
export async function ensureBinaries(progress: Progress, options: EnsureOptions = {}): Promise<Binaries> {
  const { env = process.env, releases: files = releases() } = options;
  const first = await findBinaries(env);
  if (first.binaries !== undefined) return first.binaries;
  const cache = cacheFolder(env);
  openCache(cache);
  const problems: Problem[] = [];
  for (const set of first.missing) {
    const problem = await download(set, files, cache, progress);
    if (problem !== undefined) problems.push(problem);
  }
  const { missing } = await findBinaries(env);
  if (missing.length > 0) {
    const problem = await build(
      missing.flatMap(({ binaries }) => binaries),
      cache,
      progress,
      env,
    );
    if (problem !== undefined) problems.push(problem);
  }
  const last = await findBinaries(env);
  if (last.binaries !== undefined) return last.binaries;
  throw new Refusal("The control plane's programs cannot be had.", [...last.reasons, ...problems]);
}
