import { readFileSync } from "node:fs";
import { Refusal } from "../site/problem.ts";

/**
 * The text of a file that an option names.
 *
 * @param title what the refusal says first, such as "There is no event to read."
 * @param wanted what the file should be.
 * @throws Refusal, not in the words of the operating system, where it cannot be read.
 */
export function textOfOption(file: string, title: string, wanted: string): string {
  return bytesOfOption(file, title, wanted).toString("utf8");
}

/**
 * The same of a table that another program exported: what is not UTF-8 would be read as other names. A byte order mark, which
 * spreadsheets write, is left out.
 *
 * @throws Refusal where it cannot be read, or is not UTF-8.
 */
export function exportedText(file: string, title: string, wanted: string): string {
  const bytes = bytesOfOption(file, title, wanted);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const message = 'is not text in UTF-8: save it as such, which spreadsheets call "CSV UTF-8"';
    throw new Refusal(title, [{ where: file, message }]);
  }
}

function bytesOfOption(file: string, title: string, wanted: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `cannot be read (${"code" in error ? error.code : error.message}): name ${wanted}`;
    throw new Refusal(title, [{ where: file, message }]);
  }
}
