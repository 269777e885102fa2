import { run } from "./run.ts";

/**
 * The version that a program says of itself.
 *
 * @throws Error in words where it does not run, or says none.
 */
export async function versionOf(path: string): Promise<string> {
  const { failure, output } = await run(path, ["--version"], { timeout: 10_000 });
  if (failure !== undefined) throw new Error(`${path} --version ${failure}`);
  const [version] = /\d+\.\d+\.\d+/.exec(output) ?? [];
  if (version === undefined) throw new Error(`${path} --version says no version: ${output.trim()}`);
  return version;
}

/** Whether a version is the other one or a later one. */
export function isAtLeast(version: string, least: string): boolean {
  const [found, wanted] = [version, least].map((text) => text.split(".").map(Number));
  for (const [at, number] of (wanted ?? []).entries()) {
    const difference = (found?.[at] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
