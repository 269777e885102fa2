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
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `cannot be read (${"code" in error ? error.code : error.message}): name ${wanted}`;
    throw new Refusal(title, [{ where: file, message }]);
  }
}
