import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { Refusal } from "../site/problem.ts";

const title = "Nothing was reviewed.";

/** A commit of a repository, and how a person calls it. */
export interface Commit {
  readonly hash: string;
  readonly label: string;
}

/** The git repository that a folder is in, or would be in. Nothing is written to it. */
export class Repository {
  readonly #root: string;

  private constructor(root: string) {
    this.#root = root;
  }

  /** @throws Refusal where there is none, or git does not want to say. */
  static of(folder: string): Repository {
    const { status, stdout, stderr } = git(existing(folder), ["rev-parse", "--show-toplevel"]);
    if (status === 0) return new Repository(stdout.replace(/\r?\n$/, ""));
    throw refusal(
      folder,
      `is in no git repository that could be read (${firstLine(stderr)}): give folders to compare`,
    );
  }

  /** A folder as seen from the root of the repository, with `/` between; empty where it is the root. */
  pathOf(folder: string): string {
    const parent = existing(folder);
    const path = join(realpathSync(parent), relative(parent, resolve(folder)));
    return relative(realpathSync(this.#root), path).split(sep).join("/");
  }

  /** Undefined where the repository has no such commit. */
  commit(ref: string): Commit | undefined {
    const { status, stdout } = this.#git([
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${ref}^{commit}`,
    ]);
    if (status !== 0) return undefined;
    const hash = stdout.trim();
    const short = hash.slice(0, 12);
    return { hash, label: /^[0-9a-f]{7,64}$/.test(ref) ? short : `${ref} at ${short}` };
  }

  /** Whether a folder of a commit holds a site, or what synth wrote. */
  hasSite({ hash }: Commit, folder: string): boolean {
    const inside = (file: string) => `${hash}:${folder === "" ? "" : `${folder}/`}${file}`;
    return ["site.yaml", "manifest.json"].some(
      (file) => this.#git(["cat-file", "-e", inside(file)]).status === 0,
    );
  }

  /** Whether commits are missing, which a fetch would bring. */
  get isShallow(): boolean {
    return this.#git(["rev-parse", "--is-shallow-repository"]).stdout.trim() === "true";
  }

  /** @throws Refusal where two commits have no common ancestor that this clone knows. */
  mergeBase(base: Commit, head: Commit): Commit {
    const { status, stdout } = this.#git(["merge-base", base.hash, head.hash]);
    const hash = stdout.trim();
    if (status === 0) return { hash, label: `${base.label.split(" at ")[0]} as of ${hash.slice(0, 12)}` };
    const deepen = this.isShallow
      ? ": this clone is shallow, so fetch all of it (git fetch --unshallow)"
      : "";
    throw refusal(base.label, `has no common ancestor with ${head.label}${deepen}`);
  }

  /** How many commits that touch a folder one commit has and the other has not. */
  commitsAhead(from: Commit, to: Commit, folder: string): number {
    const { stdout } = this.#git([
      "rev-list",
      "--count",
      `${from.hash}..${to.hash}`,
      "--",
      folder === "" ? "." : folder,
    ]);
    return Number(stdout.trim()) || 0;
  }

  /**
   * Writes the files of a commit to a new folder. The repository's index, work tree, list of work trees and hooks have no
   * part in it, so nothing of it is left in the repository even where this program is killed.
   */
  checkOut({ hash, label }: Commit, folder: string): void {
    mkdirSync(folder, { recursive: true });
    const env = { GIT_INDEX_FILE: join(folder, ".index") };
    const tree = `${folder}${sep}`;
    for (const args of [
      ["read-tree", hash],
      ["checkout-index", "--all", "--quiet", `--prefix=${tree}`],
    ]) {
      const { status, stderr } = this.#git(args, env);
      if (status !== 0) throw refusal(label, `cannot be checked out: ${firstLine(stderr)}`);
    }
  }

  #git(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    return git(this.#root, args, env);
  }
}

/** What git calls back to, such as a hook's own index, is that of whoever called this program, and not of the folder asked for. */
const inherited = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"];

/** Some hooks would run even where only an index of our own changes. */
const quiet = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false"];

function git(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const rest = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.includes(name)));
  const { error, status, stdout, stderr } = spawnSync("git", ["-C", folder, ...quiet, ...args], {
    encoding: "utf8",
    env: { ...rest, LC_ALL: "C", GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined)
    throw refusal("git", `cannot be run (${error.message}): a git ref needs git on PATH`);
  return { status, stdout, stderr };
}

/** The folder, or the nearest one above it that is there: a site that was removed has none. */
function existing(folder: string): string {
  const path = resolve(folder);
  return existsSync(path) || path === dirname(path) ? path : existing(dirname(path));
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}

function refusal(where: string, message: string): Refusal {
  return new Refusal(title, [{ where, message }]);
}
