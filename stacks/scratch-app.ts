import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "../constructs/kubernetes/cdktf.ts";

/** Runs work with an app of which nothing is written: an app makes its output folder at once, though. */
export function inScratchApp<T>(work: (app: App) => T): T {
  const unused = mkdtempSync(join(tmpdir(), "busbar-"));
  try {
    return work(new App({ outdir: unused }));
  } finally {
    rmSync(unused, { recursive: true, force: true });
  }
}
