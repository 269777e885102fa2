import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/**
 * A folder as seen from the root of the repository that holds it, such as `sites/ridge`, from wherever the command is run;
 * empty where it is the root itself, or in no repository.
 */
export function folderInRepository(folder: string): string {
  const absolute = resolve(folder);
  for (let root = absolute; ; root = dirname(root)) {
    // A work tree's `.git` is a file.
    if (existsSync(join(root, ".git"))) return relative(root, absolute).split(sep).join("/");
    if (root === dirname(root)) return "";
  }
}
