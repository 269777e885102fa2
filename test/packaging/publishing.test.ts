import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { z } from "zod";
import { repository, temporaryFolder } from "../support/examples.ts";
import { linted, linter } from "../workflows/linters.ts";

const step = z.looseObject({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.unknown()).optional(),
});

const workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({
      needs: z.string().optional(),
      environment: z.string().optional(),
      permissions: z.record(z.string(), z.string()),
      steps: z.array(step),
    }),
  ),
});

const file = (name: string) => join(repository, ".github/workflows", name);
const [ci, publish, search] = ["ci.yaml", "publish.yaml", "search.yaml"].map((name) =>
  workflow.parse(load(readFileSync(file(name), "utf8"))),
);
const [actionlint, shellcheck] = ["actionlint", "shellcheck"].map(linter);
const wanted = "wants test/support/linters/install.sh, and the folder it prints as BUSBAR_TEST_LINTERS";

test.skipIf(actionlint === undefined || shellcheck === undefined)(
  `actionlint and shellcheck have nothing to say of the repository's own workflows (${wanted})`,
  () => {
    const lint = (path: string) =>
      linted(actionlint ?? "", ["-shellcheck", shellcheck ?? "", "-no-color", path]);
    for (const name of readdirSync(file("."))) expect(lint(file(name))).toEqual({ status: 0, text: "" });
    const broken = join(temporaryFolder(), "ci.yaml");
    writeFileSync(broken, readFileSync(file("ci.yaml"), "utf8").replace("matrix.node", "matrix.nodes"));
    expect(lint(broken).status).toBe(1);
  },
);

test("Both run what a clone runs, by actions that are pinned", () => {
  for (const { jobs } of [ci, publish].flatMap((each) => each ?? [])) {
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    expect(steps.map(({ run }) => run)).toContain(".ci/run");
    for (const { uses, run = "" } of steps) {
      if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
      expect(run, "what a tag is called is no part of a script").not.toContain("${{");
    }
  }
  expect(existsSync(join(repository, ".ci/run"))).toBe(true);
});

test("Every night other random cases are tried, with nothing that a run could change", () => {
  expect(search?.permissions).toEqual({});
  const job = search?.jobs["search"];
  expect(job?.permissions).toEqual({ contents: "read" });
  for (const { uses } of job?.steps ?? [])
    if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
  expect(Object.keys(job?.steps.at(-1)?.env ?? {})).toEqual(["BUSBAR_TEST_SEED", "BUSBAR_TEST_RUNS"]);
});

test("What runs the repository's code cannot publish, and what publishes runs none of it", () => {
  for (const each of [ci, publish]) expect(each?.permissions).toEqual({});
  expect(ci?.jobs["test"]?.permissions).toEqual({ contents: "read" });
  expect(publish?.jobs["pack"]?.permissions).toEqual({ contents: "read" });
  const last = publish?.jobs["publish"];
  expect(last).toMatchObject({ needs: "pack", environment: "npm", permissions: { "id-token": "write" } });
  expect(Object.keys(last?.permissions ?? {})).toEqual(["id-token"]);
  expect(last?.steps.flatMap(({ uses }) => uses?.split("@")[0] ?? [])).toEqual([
    "actions/download-artifact",
    "actions/setup-node",
  ]);
  expect(last?.steps.at(-1)?.run).toMatch(/npm publish \.\/package\.tgz --provenance .*--ignore-scripts/);
  expect(readFileSync(file("publish.yaml"), "utf8")).not.toContain("secrets.");
  expect(publish?.on).toEqual({ push: { tags: ["v*"] } });
});

/** Runs the step that holds tag, version and changelog against one another, in a repository of these two files. */
function checked(tag: string, version: string, heading: string): { status: number | null; text: string } {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "package.json"), JSON.stringify({ version }));
  writeFileSync(join(folder, "CHANGELOG.md"), `# Changelog\n\n${heading}\n`);
  const script = publish?.jobs["pack"]?.steps.find(({ name }) => name?.startsWith("The tag is"))?.run ?? "";
  expect(script.length).toBeGreaterThan(100);
  const { PATH = "" } = process.env;
  const options = { cwd: folder, encoding: "utf8", env: { PATH, TAG: tag } } as const;
  const { status, stdout } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], options);
  return { status, text: stdout };
}

test("A tag that is not the version, or is not in the changelog with its day, is not published", () => {
  expect(checked("v1.2.3", "1.2.3", "## [1.2.3] - 2026-12-01")).toEqual({ status: 0, text: "" });
  expect(checked("v1.2.4", "1.2.3", "## [1.2.3] - 2026-12-01")).toEqual({
    status: 1,
    text: "::error::The tag is v1.2.4, package.json says 1.2.3.\n",
  });
  const missing = { status: 1, text: "::error::CHANGELOG.md has no section of 1.2.3 with its day.\n" };
  expect(checked("v1.2.3", "1.2.3", "## [1.2.3] - Unreleased")).toEqual(missing);
  expect(checked("v1.2.3", "1.2.3", "## [1x2x3] - 2026-12-01")).toEqual(missing);
});
