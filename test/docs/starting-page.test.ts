import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, temporaryFolder, writeFiles } from "../support/cli.ts";
import { compiled } from "../support/compiled.ts";
import { fencesOf } from "../support/fences.ts";
import { installPackages } from "../support/installed-packages.ts";

const page = fencesOf(readFileSync(join(root, "docs/starting.md"), "utf8"));

/** `npx` and `npm` that take busbar as it was compiled, and the packages of this repository. */
function programs(): string {
  const folder = temporaryFolder();
  installPackages(folder);
  const packages = join(folder, "node_modules");
  writeFiles(folder, {
    npx: `#!/bin/sh\n[ "$1" = --yes ] && shift\nshift\nexec node "${compiled}/cli/main.js" "$@"\n`,
    npm: `#!/bin/sh\n[ "$1" = test ] && exec node node_modules/vitest/vitest.mjs run\nmkdir node_modules && ln -s "${packages}"/* node_modules/\n`,
  });
  for (const name of ["npx", "npm"]) chmodSync(join(folder, name), 0o755);
  return folder;
}

test("Whoever follows the page comes from an empty folder to a reviewed tenant", () => {
  const folder = temporaryFolder();
  const commands = page.filter(({ info }) => info === "sh").map(({ text }) => text);
  const { PATH = "" } = process.env;
  const author = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com" };
  const committer = { GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" };
  const { status, stdout, stderr } = spawnSync("bash", ["-euo", "pipefail", "-c", commands.join("\n")], {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: `${programs()}:${PATH}`, HOME: folder, ...author, ...committer },
  });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  const [review = "", explained = ""] = page.filter(({ info }) => info === "text").map(({ text }) => text);
  expect(readFileSync(join(folder, "review.md"), "utf8")).toContain(review.trim().replace("…", ""));
  // Where an answer stands follows from how much the template says of those before it.
  const anywhere = (text: string) => text.replaceAll(/site\.yaml:\d+/g, "site.yaml:…");
  expect(anywhere(stdout)).toContain(anywhere(explained));
});
