import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository, temporaryFolder } from "../support/examples.ts";
import { linted, linter } from "./linters.ts";
import { atlantis, github, gitlab } from "./workflow-files.ts";

const file = (name: string) => join(repository, "workflows", name);
const [actionlint, jsonSchema, shellcheck, atlantisLint] = [
  "actionlint",
  "check-jsonschema",
  "shellcheck",
  "atlantis-lint",
].map(linter);
const wanted = "wants test/support/linters/install.sh, and the folder it prints as BUSBAR_TEST_LINTERS";

/** A file of the workflows with something wrong in it: what its linter must object to. */
function broken(name: string, find: string, replacement: string): string {
  const text = readFileSync(file(name), "utf8");
  if (!text.includes(find)) throw new Error(`${name} does not hold ${find}`);
  const copy = join(temporaryFolder(), name.split("/").at(-1) ?? "");
  writeFileSync(
    copy,
    text.replace(find, () => replacement),
  );
  return copy;
}

test.skipIf(actionlint === undefined || shellcheck === undefined)(
  `actionlint and shellcheck have nothing to say of the workflow for GitHub (${wanted})`,
  () => {
    const lint = (path: string) =>
      linted(actionlint ?? "", ["-shellcheck", shellcheck ?? "", "-no-color", path]);
    expect(lint(file("github/busbar-review.yml"))).toEqual({ status: 0, text: "" });
    expect(lint(broken("github/busbar-review.yml", "matrix.site", "matrix.sites")).status).toBe(1);
    expect(lint(broken("github/busbar-review.yml", 'basename "$folder"', "basename $folder")).status).toBe(1);
  },
);

test.skipIf(jsonSchema === undefined)(
  `The published schemas of GitHub and GitLab hold for their workflows (${wanted})`,
  () => {
    const lint = (schema: string, path: string) =>
      linted(jsonSchema ?? "", ["--builtin-schema", `vendor.${schema}`, path]).status;
    expect(lint("github-workflows", file("github/busbar-review.yml"))).toBe(0);
    expect(lint("gitlab-ci", file("gitlab/busbar-review.gitlab-ci.yml"))).toBe(0);
    expect(
      lint("gitlab-ci", broken("gitlab/busbar-review.gitlab-ci.yml", "when: always", "when: perhaps")),
    ).not.toBe(0);
  },
);

test.skipIf(atlantisLint === undefined)(`Atlantis' own parser reads its configuration (${wanted})`, () => {
  const lint = (path: string) => linted(atlantisLint ?? "", [path]);
  expect(lint(file("atlantis/repos.yaml"))).toEqual({ status: 0, text: "" });
  expect(lint(broken("atlantis/repos.yaml", "output: show", "output: loud")).text).toContain(
    'must be one of "show"',
  );
});

test.skipIf(atlantisLint === undefined)(
  `Atlantis' comment has the review as Markdown, and the plan folded (${wanted})`,
  () => {
    const template = file("atlantis/templates/plan_success_wrapped.tmpl");
    const shown = (output: string) => linted(atlantisLint ?? "", [template], output).text;
    const plan = "# kubernetes_namespace_v1.lab will be created\nPlan: 1 to add\n";
    expect(shown(`${plan}<!-- busbar:review site=ridge -->\n### ridge: Adds lab.\n`)).toMatch(
      /^<!-- busbar:review site=ridge -->\n### ridge: Adds lab\.\n\n+<details><summary>Terraform's plan<\/summary>\n\n```diff\n# kubernetes_namespace/,
    );
    const forged = `+ note = "<!-- busbar:review site=ridge -->"\n+ # Nothing changes.\n`;
    expect(shown(`${forged}<!-- busbar:review site=ridge -->\n### ridge: Adds lab.\n`)).toMatch(
      /^<!-- busbar:review site=ridge -->\n### ridge: Adds lab\.\n\n+<details>[\s\S]*```diff\n\+ note = "<!-- busbar:review site=ridge -->"\n\+ # Nothing/,
    );
    expect(shown(plan)).toMatch(/^<details><summary>Terraform's plan/);
  },
);

test.skipIf(shellcheck === undefined)(
  `shellcheck has nothing to say of the scripts for GitLab and Atlantis (${wanted})`,
  () => {
    const scripts = [...gitlab.script, ...gitlab.afterScript, ...atlantis.scripts];
    expect(scripts.length).toBeGreaterThan(5);
    for (const script of scripts) {
      // GitLab and Atlantis give the variables.
      const check = linted(shellcheck ?? "", ["--shell=sh", "--exclude=SC2154", "-"], script);
      expect(check, script).toEqual({ status: 0, text: "" });
    }
    expect(linted(shellcheck ?? "", ["--shell=sh", "-"], "echo $HOME/*").status).toBe(1);
  },
);

test("Actions are pinned, and the job has no more rights than it uses", () => {
  for (const uses of github.uses)
    expect(uses).toMatch(/^(actions|hashicorp|github\/codeql-action)\/[\w-]+@[0-9a-f]{40}$/);
  expect(github.document.permissions).toEqual({});
  expect(github.job.permissions).toEqual({
    contents: "read",
    "pull-requests": "write",
    "security-events": "write",
  });
  expect(Object.keys(github.document.on)).toEqual(["pull_request"]);
});

test("What somebody may name is given to scripts as a variable, and never written into them", () => {
  for (const { run = "", with: options } of github.job.steps) {
    expect(run).not.toContain("${{");
    expect(options?.script ?? "").not.toContain("${{");
  }
});

test("A secret is at one step alone, which forks do not run", () => {
  const secret = github.job.steps.filter((step) => JSON.stringify(step).includes("secrets."));
  expect(secret.map(({ name }) => name)).toEqual(["Plan every stack"]);
  expect(secret[0]?.if).toContain("github.event.pull_request.head.repo.full_name == github.repository");
});
