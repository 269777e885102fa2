import { renameSync, writeFileSync } from "node:fs";

/** Writes a file whole or not at all: somebody may be reading the one before it. */
export function writeWhole(file: string, text: string): void {
  const staged = `${file}.${process.pid}.part`;
  writeFileSync(staged, text);
  renameSync(staged, file);
}
