import { join } from "node:path";
import { synthesize } from "../../stacks/synthesize.ts";
import { root } from "../support/cli.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** The output of an example, in a folder that is removed after the test. */
export function synthesized(example: string): string {
  const folder = join(temporaryFolder(), "out");
  synthesize(join(root, "examples", example), folder);
  return folder;
}
