import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { findBinaries } from "../../cluster/binaries/find.ts";
import { planeFolder } from "../../cluster/control-plane/folder.ts";
import { kwokctl } from "../../cluster/control-plane/kwokctl.ts";
import { processesOf } from "../../cluster/control-plane/processes.ts";
import { untilReady } from "../../cluster/control-plane/ready.ts";
import { readRecord } from "../../cluster/control-plane/record.ts";
import {
  type ControlPlane,
  type StartOptions,
  startControlPlane,
} from "../../cluster/control-plane/start.ts";
import { stopControlPlane } from "../../cluster/control-plane/stop.ts";

/** Looked for once a file; tests never build or download them. */
const search = await findBinaries();

/** Tests that need the control plane's programs; where they are missing, they are skipped and say so. */
export function testWithBinaries(name: string, run: () => Promise<void>): void {
  if (search.binaries !== undefined) {
    test(name, run);
    return;
  }
  const reason = `no ${search.missing.flatMap(({ binaries }) => binaries).join(", ")}`;
  console.warn(`SKIPPED: "${name}" needs a control plane: ${reason}. busbar cluster binaries gets them.`);
  test.skip(`${name} (skipped: ${reason})`, run);
}

/** Tests on a control plane of their file's own. */
export type TestOnPlane = (name: string, run: (plane: ControlPlane) => Promise<void>) => void;

/**
 * Starts a control plane before the tests of a file, and ends it after them, whatever becomes of them.
 *
 * @returns what declares a test on it.
 */
export function controlPlaneForFile(options: Pick<StartOptions, "name" | "pods"> = {}): TestOnPlane {
  const name = options.name ?? `test-${process.pid}`;
  let plane: ControlPlane | undefined;
  if (search.binaries !== undefined) {
    const { binaries } = search;
    beforeAll(async () => {
      // What is left of a run that was killed.
      await stopControlPlane(name);
      plane = await startControlPlane({ ...options, name, binaries });
    });
    afterAll(async () => {
      await stopControlPlane(name);
    });
  }
  return (title, run) =>
    testWithBinaries(title, () => {
      if (plane === undefined) throw new Error(`the control plane "${name}" did not start`);
      return run(plane);
    });
}

/** Ends one component as a crash would. */
export async function killComponent({ name }: ControlPlane, component: string): Promise<void> {
  const folder = planeFolder(name);
  const [found] = (await processesOf(folder)).filter((process) => process.component === component);
  if (found === undefined) throw new Error(`${component} of "${name}" does not run`);
  process.kill(found.pid, "SIGKILL");
  // Where nobody asks for its end it stays listed, and kwokctl would think that it runs.
  rmSync(join(folder.kwokctl, "pids", `${component}.pid`), { force: true });
}

/** Starts the components that were killed, and waits until all is ready. */
export async function startComponents({ name }: ControlPlane): Promise<void> {
  const folder = planeFolder(name);
  const record = readRecord(folder);
  if (record === undefined) throw new Error(`there is no control plane "${name}"`);
  const start = () => kwokctl("start", folder, record.binaries);
  await start();
  await untilReady(folder, record, start);
}
