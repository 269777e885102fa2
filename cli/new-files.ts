import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../site/problem.ts";

/**
 * Refuses what would be written over.
 *
 * @throws Refusal with every file that is there already.
 */
export function refuseExisting(folder: string, files: readonly string[]): void {
  const there = files.filter((file) => existsSync(join(folder, file)));
  if (there.length === 0) return;
  throw new Refusal(
    "Nothing was written.",
    there.map((file) => ({
      where: join(folder, file),
      message: "is there already, and nothing is written over: move it away first",
    })),
  );
}

/** Writes files that are not there yet into a folder: all, or none of them and no folder that was made for them. */
export function writeNewFiles(
  folder: string,
  files: readonly { readonly file: string; readonly text: string }[],
): void {
  const made: string[] = [];
  try {
    for (const { file, text } of files) {
      const path = join(folder, file);
      const first = mkdirSync(dirname(path), { recursive: true });
      if (first !== undefined) made.push(first);
      writeFileSync(path, text, { flag: "wx" });
      made.push(path);
    }
  } catch (error) {
    for (const path of made.reverse()) rmSync(path, { recursive: true, force: true });
    if (!(error instanceof Error) || !("code" in error)) throw error;
    const message = `cannot be written to (${error.code}): name a folder, or one that can be made`;
    throw new Refusal("Nothing was written.", [{ where: folder, message }]);
  }
}
