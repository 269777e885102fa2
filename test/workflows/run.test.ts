import { spawn } from "node:child_process";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commit, git, growCloud, site, siteRepository } from "../cli/review-repository.ts";
import { edit, temporaryFolder, writeFiles } from "../support/cli.ts";
import { compiled } from "../support/compiled.ts";
import { linted, linter } from "./linters.ts";
import { atlantis, github, gitlab } from "./workflow-files.ts";

// The workflows' own scripts, in a repository as a code host checks it out, with code hosts and Terraform played by others.

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

function shell(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  program = "sh",
): Promise<Ran> {
  // As GitHub and GitLab run their scripts: the first command that fails ends them.
  const options = program === "bash" ? ["-e", "-o", "pipefail", "-c", script] : ["-e", "-c", script];
  const run = spawn(program, options, { cwd, env: { PATH: process.env["PATH"], HOME: cwd, ...env } });
  let output = "";
  run.stdout.on("data", (chunk) => {
    output += chunk;
  });
  run.stderr.on("data", (chunk) => {
    output += chunk;
  });
  return new Promise((resolve) => run.once("close", (status) => resolve({ status, output })));
}

function installBusbar(folder: string): void {
  writeFiles(folder, { "node_modules/.bin/busbar": `#!/bin/sh\nexec node "${compiled}/cli/main.js" "$@"\n` });
  chmodSync(join(folder, "node_modules/.bin/busbar"), 0o755);
}

/** A repository with a change on a branch of its own, and busbar installed. */
function checkedOut({ changed = true } = {}): string {
  const folder = siteRepository();
  installBusbar(folder);
  writeFileSync(join(folder, ".gitignore"), "node_modules/\n");
  commit(folder, "Ignore");
  git(folder, "checkout", "--quiet", "-b", "feature");
  if (changed) growCloud(folder);
  else writeFileSync(join(folder, "NOTES.md"), "nothing of a site\n");
  commit(folder, "Change");
  return folder;
}

// --- GitHub

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
}

/** GitHub, as far as the comment's script uses it. */
function playedGithub(comments: Comment[]) {
  const issues = {
    listComments: "list",
    updateComment: async ({ comment_id: id, body }: { comment_id: number; body: string }) => {
      const comment = comments.find((each) => each.id === id);
      if (comment !== undefined) comment.body = body;
    },
    createComment: async ({ body }: { body: string }) => {
      comments.push({ id: comments.length + 100, body, user: { type: "Bot" } });
    },
  };
  return { rest: { issues }, paginate: async () => comments };
}

async function githubComment(folder: string, comments: Comment[]): Promise<void> {
  const script = github.step("Comment").with?.script ?? "";
  const AsyncFunction = (async () => undefined).constructor as new (
    ...code: string[]
  ) => (...args: unknown[]) => Promise<void>;
  const context = { repo: { owner: "o", repo: "r" }, issue: { number: 7 } };
  const require = createRequire(import.meta.url);
  const before = { directory: process.cwd(), site: process.env["SITE"] };
  // The script reads files beside it, as the action runs it in the repository.
  const inFolder = (name: string) => {
    if (name !== "node:fs") return require(name);
    const at = (file: string) => join(folder, file);
    return {
      existsSync: (file: string) => existsSync(at(file)),
      readFileSync: (file: string) => readFileSync(at(file), "utf8"),
    };
  };
  process.env["SITE"] = site;
  try {
    await new AsyncFunction("require", "context", "github", script)(
      inFolder,
      context,
      playedGithub(comments),
    );
  } finally {
    if (before.site === undefined) delete process.env["SITE"];
    else process.env["SITE"] = before.site;
  }
}

async function githubReview(folder: string): Promise<Ran & { readonly summary: string }> {
  const runner = temporaryFolder();
  const summary = join(runner, "summary.md");
  for (const ending of ["md", "html", "json", "sarif", "log"])
    rmSync(join(folder, `busbar-review.${ending}`), { force: true });
  const env = {
    SITE: site,
    RUN_URL: "https://ci.example.org/run/7",
    RUNNER_TEMP: runner,
    GITHUB_STEP_SUMMARY: summary,
  };
  const ran = await shell(github.step("Review").run ?? "", folder, env, "bash");
  return { ...ran, summary: existsSync(summary) ? readFileSync(summary, "utf8") : "" };
}

test("GitHub: the review compares with the base of the merge, and one comment is updated in place", async () => {
  const folder = checkedOut();
  // As pull requests are checked out: a merge whose first parent is the base.
  git(folder, "checkout", "--quiet", "main");
  git(folder, "merge", "--quiet", "--no-ff", "--message", "Merge", "feature");
  const comments: Comment[] = [
    { id: 1, body: `<!-- busbar:review site=x folder=${site} -->\nof a person`, user: { type: "User" } },
    {
      id: 2,
      body: "<!-- busbar:review site=x folder=sites/other -->\nof another site",
      user: { type: "Bot" },
    },
  ];
  const changed = await githubReview(folder);
  expect([changed.status, changed.output]).toEqual([0, ""]);
  await githubComment(folder, comments);
  expect(comments).toHaveLength(3);
  expect(comments[2]?.body).toMatch(
    /^<!-- busbar:review site=prince-george folder=sites\/prince-george -->\n### prince-george: /,
  );
  expect(comments[2]?.body).toBe(changed.summary);
  expect(comments[2]?.body).toContain("With pictures: <https://ci.example.org/run/7>");

  edit(join(folder, site), "tenants/cloud.yaml", "    racks: 48\n", "    racks: 49\n");
  const refused = await githubReview(folder);
  expect([refused.status, refused.summary]).toEqual([1, ""]);
  await githubComment(folder, comments);
  expect(comments).toHaveLength(3);
  expect(comments[2]?.body).toMatch(
    /^<!-- busbar:review .* folder=sites\/prince-george -->\n### `sites\/prince-george` was not reviewed\n\n {4}The head, .*stale/,
  );

  edit(join(folder, site), "tenants/cloud.yaml", "    racks: 49\n", "    racks: 48\n");
  expect((await githubReview(folder)).status).toBe(0);
  await githubComment(folder, comments);
  expect(comments.map(({ body }) => body.split("\n")[1]?.slice(0, 18))).toEqual([
    "of a person",
    "of another site",
    "### prince-george:",
  ]);
});

test("GitHub: what a pull request names as the review is not, and a refusal stays within its block", async () => {
  const folder = checkedOut();
  const forged = "<!-- busbar:review site=x -->\n### x: Nothing changes.\n";
  writeFileSync(join(folder, "busbar-review.md"), forged);
  const removal = github.step("Remove what is not of this run").run ?? "";
  expect((await shell(removal, folder, {}, "bash")).status).toBe(0);
  writeFileSync(join(folder, "busbar-review.log"), "The head is refused.\r\n  x\r@everybody\n");
  const comments: Comment[] = [];
  await githubComment(folder, comments);
  const [, title, blank, ...lines] = comments[0]?.body.split("\n") ?? [];
  expect([title, blank]).toEqual([`### \`${site}\` was not reviewed`, ""]);
  expect(lines).toEqual(["    The head is refused.", "      x", "    @everybody", "    "]);
});

test("GitHub: without the secret of the cluster there are no plans, and the review goes on", async () => {
  const runner = temporaryFolder();
  const run = github.step("Plan every stack").run ?? "";
  const { status, output } = await shell(run, runner, { RUNNER_TEMP: runner, KUBECONFIG_TEXT: "" }, "bash");
  expect([status, output]).toEqual([0, "::warning::No BUSBAR_KUBECONFIG: reviewed without plans.\n"]);
});

test("GitHub: nothing is said where there is nothing to say and nothing was said before", async () => {
  const folder = checkedOut({ changed: false });
  const { status } = await githubReview(folder);
  expect(status).toBe(0);
  const comments: Comment[] = [];
  await githubComment(folder, comments);
  expect(comments).toEqual([]);
});

// --- GitLab

interface Note {
  readonly id: number;
  body: string;
  readonly author: { readonly id: number };
}

/** GitLab's API, as far as the note needs it. */
async function playedGitlab(notes: Note[], tokens: (string | string[] | undefined)[]): Promise<string> {
  const server = createServer(async (request, response) => {
    tokens.push(request.headers["private-token"]);
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(await answer(request, pathname, notes)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
}

async function answer(request: IncomingMessage, path: string, notes: Note[]): Promise<unknown> {
  if (path === "/api/v4/user") return { id: 42 };
  if (request.method === "GET") return notes;
  let text = "";
  for await (const chunk of request) text += chunk;
  const { body } = JSON.parse(text) as { readonly body: string };
  const note = notes.find(({ id }) => path === `/api/v4/projects/5/merge_requests/7/notes/${id}`);
  if (note !== undefined) note.body = body;
  else if (path === "/api/v4/projects/5/merge_requests/7/notes")
    notes.push({ id: notes.length + 1, body, author: { id: 42 } });
  return {};
}

test("GitLab: the job reviews from where the merge request began, and one note of its own is updated", async () => {
  const folder = checkedOut();
  const notes: Note[] = [{ id: 1, body: `<!-- busbar:review site=x folder=${site} -->`, author: { id: 9 } }];
  const tokens: string[] = [];
  const env = {
    SITE: site,
    CI_MERGE_REQUEST_DIFF_BASE_SHA: git(folder, "rev-parse", "main"),
    CI_JOB_URL: "https://gitlab.example.org/jobs/1",
    CI_PROJECT_DIR: folder,
    CI_API_V4_URL: await playedGitlab(notes, tokens),
    CI_PROJECT_ID: "5",
    CI_MERGE_REQUEST_IID: "7",
    BUSBAR_GITLAB_TOKEN: "t0ken",
  };
  // All but the installation, in one shell, as GitLab runs them.
  const script = gitlab.script.filter((line) => !line.startsWith("npm ")).join("\n");
  const job = async () => {
    const ran = await shell(script, folder, env);
    const after = await shell(gitlab.afterScript.join("\n"), folder, env);
    expect([after.status, after.output]).toEqual([0, ""]);
    return ran;
  };
  expect(await job()).toEqual({ status: 0, output: "" });
  expect(readFileSync(join(folder, "busbar-policies.xml"), "utf8")).toMatch(/^<\?xml/);
  expect(notes.map(({ author }) => author.id)).toEqual([9, 42]);
  expect(notes[1]?.body).toMatch(
    /^<!-- busbar:review site=prince-george folder=sites\/prince-george -->\n### prince-george: /,
  );
  expect(new Set(tokens)).toEqual(new Set(["t0ken"]));

  writeFileSync(join(folder, "busbar-review.md"), `${notes[1]?.body.split("\n")[0]}\n### again\n`);
  expect((await shell(gitlab.afterScript.join("\n"), folder, env)).status).toBe(0);
  expect(notes.map(({ body }) => body.split("\n")[1])).toEqual([undefined, "### again"]);

  const without = await shell(gitlab.afterScript.join("\n"), folder, { ...env, BUSBAR_GITLAB_TOKEN: "" });
  expect(without).toEqual({ status: 0, output: "No BUSBAR_GITLAB_TOKEN: no note is written.\n" });
});

// --- Atlantis

test("Atlantis: the hook names the stacks as projects, and each plan's comment ends with the review", async () => {
  const origin = checkedOut();
  git(origin, "checkout", "--quiet", "main");
  const folder = join(temporaryFolder(), "clone");
  git(origin, "clone", "--quiet", "--branch", "feature", `file://${origin}`, folder);
  installBusbar(folder);
  const programs = temporaryFolder();
  writeFileSync(join(programs, "npm"), "#!/bin/sh\nexit 0\n");
  chmodSync(join(programs, "npm"), 0o755);
  const own = (script: string) => script.replaceAll("sites/denton", site);
  const env = { PATH: `${programs}:${process.env["PATH"]}` };

  const hook = await shell(own(atlantis.hook), folder, env);
  expect(hook.status, hook.output).toBe(0);
  const projects = readFileSync(join(folder, "atlantis.yaml"), "utf8");
  expect(projects).toContain("- name: tenant-cloud\n    dir: cdktf.out/stacks/tenant-cloud\n");
  const lint = linter("atlantis-lint");
  if (lint !== undefined)
    expect(linted(lint, [join(folder, "atlantis.yaml")])).toEqual({ status: 0, text: "" });

  // A plan of nothing, as Terraform shows it.
  const project = join(folder, "cdktf.out/stacks/tenant-cloud");
  const shown = join(project, "tenant-cloud-default.json");
  const plan = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: [],
    complete: true,
    errored: false,
    applyable: false,
  };
  writeFileSync(shown, JSON.stringify(plan));
  const variables = { ...env, BASE_BRANCH_NAME: "main", PROJECT_NAME: "tenant-cloud", SHOWFILE: shown };
  const review = await shell(own(atlantis.command), project, variables);
  expect(review.status, review.output).toBe(0);
  expect(review.output).toMatch(
    /^<!-- busbar:review site=prince-george folder=sites\/prince-george -->\n### prince-george: /,
  );
  expect(review.output).toContain("Of 1 stack by Terraform's plan");
});
