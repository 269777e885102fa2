import { spawnSync } from "node:child_process";

/** Processes whose command line names a folder. */
export function processesNaming(folder: string): string[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "args="], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(folder));
}
