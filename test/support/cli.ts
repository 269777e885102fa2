import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createSyncFn } from "synckit";
import { compiled } from "./compiled.ts";
import { statePlainly } from "./plain-sites.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export { temporaryFolder };

/** The repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** What a run of the command line left behind. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Variables beside PATH and HOME. Nothing else of this process's environment is passed on. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs `busbar` as a user does, compiled and with its output going to pipes, but in a process that stays for the next run: to
 * start takes longer than most runs do.
 */
export function busbar(args: readonly string[], { cwd = root, env = {} }: RunOptions = {}): Run {
  const { PATH = "", HOME = "" } = process.env;
  return warm({ args, cwd, env: { PATH, HOME, ...env } });
}

const warm = createSyncFn<(run: WarmRun) => Promise<Run>>(
  fileURLToPath(new URL("warm/worker.js", import.meta.url)),
);

interface WarmRun {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Runs `busbar` as a process of its own, for what a process that stays cannot show: how it starts, loads and ends. */
export function busbarProcess(args: readonly string[], { cwd = root, env = {} }: RunOptions = {}): Run {
  const { PATH = "", HOME = "" } = process.env;
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    [join(compiled, "cli/main.js"), ...args],
    { cwd, encoding: "utf8", env: { PATH, HOME, ...env }, maxBuffer: 64 * 1024 * 1024 },
  );
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** A copy of an example, removed after the test. */
export function copyOfExample(name: string): string {
  const folder = join(temporaryFolder(), name);
  cpSync(join(root, "examples", name), folder, { recursive: true });
  statePlainly(name, folder);
  return folder;
}

/** Replaces the first occurrence of a text in a file. */
export function edit(folder: string, file: string, find: string, replacement: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  if (!text.includes(find)) throw new Error(`${file} does not hold ${JSON.stringify(find)}`);
  writeFileSync(
    path,
    text.replace(find, () => replacement),
  );
}

/** Files by their path inside a folder, and their bytes. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}

/** The path of every file in a folder and below, in order. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** Every file in a folder and below, with a digest of its bytes. */
export function digests(folder: string): Record<string, string> {
  return Object.fromEntries(
    filesIn(folder).map((file) => [
      file,
      createHash("sha256")
        .update(readFileSync(join(folder, file)))
        .digest("hex"),
    ]),
  );
}
