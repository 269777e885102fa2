import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a run of busbar took, as a whole process. */
export interface Figures {
  readonly seconds: number;
  /** Memory at its peak. */
  readonly mebibytes: number;
}

/** Runs the compiled command line once, and measures it. */
export function busbar(...args: readonly string[]): Figures {
  const { output, status } = spawnSync(
    process.execPath,
    [join(root, "tools/measured.js"), join(root, "dist/cli/main.js"), ...args],
    { encoding: "utf8", stdio: ["ignore", "ignore", "pipe", "pipe"] },
  );
  if (status !== 0) throw new Error(`busbar ${args.join(" ")} ended with ${status}:\n${output[2]}`);
  return JSON.parse(output[3] ?? "");
}
