import { renameSync, rmSync, writeFileSync } from "node:fs";

/** A file's name, and what is to stand in it. */
export interface WrittenFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Writes files whole, all or none: somebody may be reading the ones before them, and a disk that fills midway must not leave
 * some of them new.
 */
export function writeWhole(...files: readonly WrittenFile[]): void {
  const staged = files.map(({ file, text }) => ({ file, text, part: `${file}.${process.pid}.part` }));
  try {
    for (const { part, text } of staged) writeFileSync(part, text);
    for (const { part, file } of staged) renameSync(part, file);
  } finally {
    for (const { part } of staged) rmSync(part, { force: true });
  }
}
