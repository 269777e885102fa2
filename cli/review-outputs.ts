import { accessSync, constants, statSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { type Problem, Refusal } from "../site/problem.ts";

/** Formats of a review, by the name that asks for each. */
export const formats = ["md", "html", "json", "sarif", "run-task"] as const;

export type ReviewFormat = (typeof formats)[number];

/** What is written where; without a file, to standard output. */
export interface Output {
  readonly format: ReviewFormat;
  readonly file?: string;
}

const endings: Readonly<Record<string, ReviewFormat>> = {
  ".md": "md",
  ".html": "html",
  ".htm": "html",
  ".json": "json",
  ".sarif": "sarif",
};

/** What the options ask for, or why they cannot be followed. */
export function outputsOf(
  files: readonly string[] | undefined,
  format: ReviewFormat | undefined,
): readonly Output[] | { readonly problem: string } {
  if (files === undefined) return [{ format: format ?? "md" }];
  if (format !== undefined) {
    const [file, ...more] = files;
    if (file === undefined || more.length > 0)
      return { problem: "--format goes with one --out at most: of several, each is written by its ending" };
    return [{ format, file }];
  }
  const twice = files.find((file, index) =>
    files.slice(0, index).some((other) => resolve(other) === resolve(file)),
  );
  if (twice !== undefined) return { problem: `--out ${twice}: it is named twice` };
  const unknown = files.filter((file) => endings[extname(file)] === undefined);
  if (unknown.length > 0) {
    return {
      problem: `--out ${unknown.join(" ")}: the ending says no format (${Object.keys(endings).join(", ")}): give --format`,
    };
  }
  return files.map((file) => ({ format: endings[extname(file)] ?? "md", file }));
}

/**
 * Says before the work what could not be written after it, so that of several files none is written where one cannot be.
 *
 * @throws Refusal with every file that is a folder, or whose folder is missing or may not be written.
 */
export function refuseUnwritable(files: readonly string[]): void {
  const problems = files.flatMap((file): Problem[] => {
    const message = unwritable(file);
    return message === undefined ? [] : [{ where: file, message }];
  });
  if (problems.length > 0) throw new Refusal("There is nowhere to write to.", problems);
}

function unwritable(file: string): string | undefined {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true)
    return "is a folder: name the file in it that --out is to write";
  const folder = dirname(file);
  try {
    if (!statSync(folder).isDirectory()) return `cannot be written: ${folder} is no folder`;
    accessSync(folder, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    return error.code === "ENOENT"
      ? `cannot be written, as there is no folder ${folder}: make it first (mkdir -p ${folder})`
      : `cannot be written (${error.code}): choose a folder in which you may write`;
  }
}
