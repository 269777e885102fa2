import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../site/problem.ts";
import type { WrittenFile } from "./whole-file.ts";

/**
 * Writes a folder whole or not at all, in place of what it held before.
 *
 * @param own The files that a folder of this kind may hold. One that holds anything else is somebody else's.
 * @throws Refusal, with what stands there, where it is not a folder of this kind.
 */
export function writeWholeFolder(
  folder: string,
  files: readonly WrittenFile[],
  own: readonly string[],
): void {
  const others = existsSync(folder) ? readdirSync(folder).filter((file) => !own.includes(file)) : [];
  if (others.length > 0) {
    const message = `is there already, and not written by this command: choose another folder, or move it away`;
    throw new Refusal(
      "Nothing was written.",
      others.map((file) => ({ where: join(folder, file), message })),
    );
  }
  const [part, old] = [`${folder}.${process.pid}.part`, `${folder}.${process.pid}.old`];
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(part);
    for (const { file, text } of files) writeFileSync(join(part, file), text);
    if (existsSync(folder)) renameSync(folder, old);
    renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}
