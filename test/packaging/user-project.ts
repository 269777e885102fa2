import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

/** A folder outside of the repository in which the packed package is installed, as a user's project has it. */
export interface UserProject {
  readonly folder: string;
  /** Runs a program there, and gives what it printed. Throws with what it complained of where it fails. */
  run(command: string, ...args: string[]): string;
  remove(): void;
}

/** Packs the package and installs it, with what else npm is asked for, into an empty project. */
export function userProject(...besides: readonly string[]): UserProject {
  const folder = mkdtempSync(join(tmpdir(), "busbar-package-"));
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const tarball = packedPackage(folder);
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: "a-site", private: true, type: "module" }),
  );
  run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--save-exact", tarball, ...besides);
  return { folder, run, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Packs the package into a folder, and gives the file. */
export function packedPackage(folder: string): string {
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", folder], {
    cwd: repository,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return join(folder, packed.trim().split("\n").at(-1) ?? "");
}

/** The strict settings that an app of a user is compiled with, from `src` to `out`. */
export function compileApp({ folder }: UserProject): void {
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    strict: true,
    skipLibCheck: true,
    rootDir: "src",
    outDir: "out",
    types: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  execFileSync(join(repository, "node_modules/.bin/tsc"), ["-p", "tsconfig.json"], {
    cwd: folder,
    stdio: "pipe",
  });
}

/** The README's app. */
export function readmeApp(): string {
  const fences = fencesOf(readFileSync(join(repository, "README.md"), "utf8"));
  return fences.find(({ info }) => info === "ts")?.text ?? "";
}

/** Why the npm registry cannot be used here, or nothing where it can. */
export function missingRegistry(): string | undefined {
  const asked = ["view", "cdktf@0.21.0", "version", "--fetch-retries", "0", "--fetch-timeout", "20000"];
  const { status, stderr } = spawnSync("npm", asked, { encoding: "utf8" });
  if (status === 0) return undefined;
  return `the npm registry does not answer: ${stderr.split("\n").find((line) => line.includes("npm error"))}`;
}
