import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compiled } from "./compiled.ts";

/**
 * Compiles the sources before the tests, to where `busbar` of test/support/cli.ts runs them: hundreds of processes would
 * otherwise each translate the sources for themselves. What does not compile runs as far as it goes, as the sources would;
 * `npm run check` is who says so.
 */
export default function compile(): void {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const info = join(compiled, "info.json");
  const options = ["-p", "tsconfig.build.json", "--outDir", compiled, "--declaration", "false"];
  const { error } = spawnSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), ...options, "--incremental", "--tsBuildInfoFile", info],
    { cwd: root, stdio: "ignore" },
  );
  if (error !== undefined) throw error;
  cpSync(join(root, "cluster/binaries/module"), join(compiled, "cluster/binaries/module"), {
    recursive: true,
  });
}
