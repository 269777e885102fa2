import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { testWithBinaries } from "../support/control-plane.ts";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

testWithBinaries("The quickstart goes on to rehearse, with the outcome that the README shows", async () => {
  const readme = readFileSync(join(repository, "README.md"), "utf8");
  const shown = fencesOf(readme).find(({ text }) => text.startsWith("prince-george on"));
  // Without Kueue's manager, as most machines are.
  const { BUSBAR_TEST_KUEUE: _, ...env } = process.env;
  const output = execFileSync("npm", ["run", "quickstart"], {
    cwd: repository,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...env, NO_COLOR: "1" },
  });
  for (const line of shown?.text.split("\n").filter((each) => each.trim() !== "…") ?? []) {
    expect(output).toContain(line.trim());
  }
});
