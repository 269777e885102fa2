import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs something with an empty folder that is removed afterwards, whatever happens: a failure, an exit, or a signal, which
 * ends this program as it would have without.
 */
export async function withTemporaryFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  let folder: string | undefined;
  const remove = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  const end = (signal: NodeJS.Signals) => {
    remove();
    for (const each of signals) process.removeListener(each, end);
    process.kill(process.pid, signal);
  };
  process.once("exit", remove);
  for (const signal of signals) process.once(signal, end);
  try {
    // Only now: a signal that came between the folder and its removal would leave it behind.
    folder = mkdtempSync(join(tmpdir(), "busbar-review-"));
    return await run(folder);
  } finally {
    process.removeListener("exit", remove);
    for (const signal of signals) process.removeListener(signal, end);
    remove();
  }
}
