import { extname } from "node:path";

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
  const unknown = files.filter((file) => endings[extname(file)] === undefined);
  if (unknown.length > 0) {
    return {
      problem: `--out ${unknown.join(" ")}: the ending says no format (${Object.keys(endings).join(", ")}): give --format`,
    };
  }
  return files.map((file) => ({ format: endings[extname(file)] ?? "md", file }));
}
