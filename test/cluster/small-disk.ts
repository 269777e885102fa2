import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { temporaryFolder } from "../support/cli.ts";

/** Whether a small disk can be mounted; elsewhere a full one cannot be tried, and that is said. */
export function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "busbar-mount-"));
  const mounted = process.platform === "linux" && process.getuid?.() === 0 && mount(folder, "64k");
  if (mounted) spawnSync("umount", [folder]);
  else console.warn("SKIPPED: tests of a full disk need the right to mount one");
  rmSync(folder, { recursive: true, force: true });
  return mounted;
}

/** An empty disk of a size such as `1m`, until the test has ended. */
export function smallDisk(size: string): string {
  const folder = join(temporaryFolder(), "disk");
  mkdirSync(folder);
  if (!mount(folder, size)) throw new Error(`a disk of ${size} cannot be mounted on ${folder}`);
  onTestFinished(() => {
    spawnSync("umount", [folder]);
  });
  return folder;
}

function mount(folder: string, size: string): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]).status === 0;
}
