import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { testWithBinaries } from "../support/control-plane.ts";
import { repository, temporaryFolder } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

/** What a page shows of the rehearsal, line by line; three dots stand for lines that are left out. */
function shownIn(page: string): string[] {
  const text = readFileSync(join(repository, page), "utf8");
  const table = fencesOf(text).find((fence) => fence.text.startsWith("prince-george on"))?.text ?? "";
  return table
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && line !== "…");
}

testWithBinaries(
  "The quickstart rehearses its example, as the pages show it, and leaves nothing behind",
  async () => {
    const clusters = temporaryFolder();
    // Without Kueue's manager, as most machines are: neither the one that tests are given nor one on the PATH.
    const path = (process.env["PATH"] ?? "").split(":").filter((folder) => !holdsKueue(folder));
    const output = execFileSync("npm", ["run", "quickstart"], {
      cwd: repository,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, PATH: path.join(":"), BUSBAR_CLUSTERS: clusters, NO_COLOR: "1" },
    });
    const shown = [...shownIn("README.md"), ...shownIn("docs/rehearsal.md")];
    expect(shown.length).toBeGreaterThan(30);
    for (const line of shown) expect(output).toContain(line);
    expect(readdirSync(clusters)).toEqual([]);
  },
);

function holdsKueue(folder: string): boolean {
  try {
    return readdirSync(folder).includes("kueue-manager");
  } catch {
    return false;
  }
}
