import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Refusal } from "../site/problem.ts";

/**
 * A folder to write into while it is not certain that all will be well. Nothing in the real output folder changes
 * until `commit`; a run that fails, or is killed, leaves an earlier result whole.
 */
export class StagedOutput {
  readonly folder: string;
  readonly #target: string;
  /** The stacks that an earlier run wrote. */
  readonly #earlier: readonly string[];

  /** @throws Refusal where the folder holds something else than an earlier output: it would be overwritten. */
  constructor(target: string) {
    this.#target = target;
    this.#earlier = earlierStacks(target);
    const prefix = `.${basename(target)}.staging-`;
    removeAbandoned(dirname(target), prefix);
    this.folder = join(dirname(target), `${prefix}${process.pid}`);
    mkdirSync(join(this.folder, "stacks"), { recursive: true });
  }

  /**
   * Moves everything into the output folder, and removes what an earlier run wrote for stacks that are no longer there.
   * What Terraform keeps in a stack's folder (providers, lock file, plan) stays.
   *
   * @returns the stacks that were there before and are not any more.
   */
  commit(): readonly string[] {
    mkdirSync(join(this.#target, "stacks"), { recursive: true });
    const stacks = entries(join(this.folder, "stacks"));
    const gone = this.#earlier.filter((stack) => !stacks.includes(stack));
    for (const stack of stacks) this.#moveStack(stack);
    // Whole, since nothing but what is synthesized belongs there. The old ones go with the staging folder.
    for (const entry of ["manifests", "fabric", "mining", "curtailment", "kueue.yaml", "policies.json"])
      this.#swap(entry);
    for (const file of entries(this.folder).filter((name) => name.endsWith(".json"))) this.#swap(file);
    for (const stack of gone) rmSync(join(this.#target, "stacks", stack), { recursive: true, force: true });
    this.discard();
    return gone;
  }

  #moveStack(stack: string): void {
    const [from, to] = [join(this.folder, "stacks", stack), join(this.#target, "stacks", stack)];
    if (existsSync(to)) for (const file of entries(from)) renameSync(join(from, file), join(to, file));
    else renameSync(from, to);
  }

  #swap(entry: string): void {
    const [from, to] = [join(this.folder, entry), join(this.#target, entry)];
    if (existsSync(to)) renameSync(to, join(this.folder, `${entry}.old`));
    if (existsSync(from)) renameSync(from, to);
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Removes the staging folders of runs that were killed, and of an earlier process with this one's number. */
function removeAbandoned(parent: string, prefix: string): void {
  for (const name of entries(parent).filter((entry) => entry.startsWith(prefix))) {
    if (!isOtherRunning(Number(name.slice(prefix.length))))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isOtherRunning(id: number): boolean {
  if (id === process.pid) return false;
  try {
    return process.kill(id, 0);
  } catch (error) {
    // Somebody else's process may not be signalled, but is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The stacks of the output that a folder holds; none where the folder is empty or not there. */
function earlierStacks(target: string): string[] {
  if (!existsSync(target)) return [];
  if (!statSync(target).isDirectory()) throw notOurs(target, "is a file");
  // cdktf makes its folder, with one for stacks in it, before the app is run.
  if (entries(target).every((entry) => entry === "stacks" && entries(join(target, entry)).length === 0))
    return [];
  const manifest = join(target, "manifest.json");
  if (!existsSync(manifest)) throw notOurs(target, "is not empty, and holds no earlier output");
  try {
    const { stacks } = JSON.parse(readFileSync(manifest, "utf8"));
    return Object.keys(stacks).sort();
  } catch {
    throw notOurs(target, "holds a manifest.json that is not of an earlier output");
  }
}

function notOurs(target: string, what: string): Refusal {
  const message = `${what}: name an empty folder, one that is not there yet, or an earlier output`;
  return new Refusal("Nothing was written.", [{ where: target, message }]);
}

function entries(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
