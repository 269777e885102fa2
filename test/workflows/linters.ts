import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A program that lints workflows: in the folder that test/support/linters/install.sh printed, or on PATH. */
export function linter(name: string): string | undefined {
  const folders = [process.env["BUSBAR_TEST_LINTERS"], ...(process.env["PATH"] ?? "").split(delimiter)];
  return folders
    .flatMap((folder) => (folder === undefined || folder === "" ? [] : [join(folder, name)]))
    .find((file) => existsSync(file));
}

/** What it says of a file; empty where it has nothing to say. */
export function linted(
  program: string,
  args: readonly string[],
  input = "",
): { readonly status: number | null; readonly text: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", input });
  return { status, text: `${stdout}${stderr}` };
}
