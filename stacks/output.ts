import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

/**
 * A folder to write into while it is not certain that all will be well. Nothing in the real output folder changes
 * until `commit`; a run that fails, or is killed, leaves an earlier result whole.
 */
export class StagedOutput {
  readonly folder: string;
  readonly #target: string;

  constructor(target: string) {
    this.#target = target;
    this.folder = join(dirname(target), `.${basename(target)}.staging-${process.pid}`);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(join(this.folder, "stacks"), { recursive: true });
  }

  /**
   * Moves everything into the output folder, and removes what an earlier run wrote for stacks that are no longer there.
   * What Terraform keeps in a stack's folder (providers, lock file, plan) stays.
   *
   * @returns the stacks that were there before and are not any more.
   */
  commit(): readonly string[] {
    mkdirSync(this.#target, { recursive: true });
    const gone = entries(join(this.#target, "stacks")).filter(
      (stack) => !existsSync(join(this.folder, "stacks", stack)),
    );
    rmSync(join(this.#target, "manifests"), { recursive: true, force: true });
    for (const file of filesIn(this.folder)) {
      const target = join(this.#target, relative(this.folder, file));
      mkdirSync(dirname(target), { recursive: true });
      renameSync(file, target);
    }
    for (const stack of gone) rmSync(join(this.#target, "stacks", stack), { recursive: true, force: true });
    this.discard();
    return gone;
  }

  discard(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function entries(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
