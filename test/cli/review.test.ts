import { spawn, spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Review } from "../../review/review.ts";
import { busbar, digests, edit, root, temporaryFolder } from "../support/cli.ts";
import { commit, git, growCloud, site, siteRepository } from "./review-repository.ts";

/** Where the command has its temporary files, and what runs the sources has its own. */
const temporary = mkdtempSync(join(tmpdir(), "busbar-test-"));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

function leftovers(): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith("busbar-"));
}

/** Runs the review in a repository; nothing temporary may be left of it. */
function review(cwd: string, ...args: string[]) {
  const run = busbar(["review", ...args], { cwd, env: { TMPDIR: temporary } });
  expect(leftovers()).toEqual([]);
  return run;
}

function reviewed(text: string): Review {
  return JSON.parse(text) as Review;
}

test("A site as its commit has it has nothing to say, and ends with 0", () => {
  const folder = siteRepository();
  const { status, stdout, stderr } = review(folder, site, "--base", "main");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    /^<!-- busbar:review site=prince-george folder=sites\/prince-george -->\n### prince-george: Nothing changes\.\n/,
  );
});

test("A change ends with 5, and is written in every format from one comparison", () => {
  const folder = siteRepository();
  growCloud(folder);
  const before = { ...digests(join(folder, site)), ...digests(join(folder, ".git")) };
  const out = temporaryFolder();
  const files = ["md", "html", "json", "sarif"].map((ending) => join(out, `review.${ending}`));
  expect(review(folder, site, "--base", "main", "--out", ...files)).toEqual({
    status: 5,
    stdout: "",
    stderr: "",
  });
  expect(readdirSync(out).sort()).toEqual(["review.html", "review.json", "review.md", "review.sarif"]);
  const [md = "", html = "", json = "", sarif = ""] = files.map((file) => readFileSync(file, "utf8"));
  const { outcome, headline, base, head, capacity } = reviewed(json);
  expect([outcome, base.label, head.label]).toEqual([
    "changes",
    `main at ${git(folder, "rev-parse", "HEAD").slice(0, 12)}`,
    site,
  ]);
  expect(capacity.tenants.map(({ tenant, racks }) => [tenant, racks])).toEqual([
    ["cloud", { before: 56, after: 64 }],
  ]);
  expect(md).toContain("| `cloud` | changed | namespaces | 56 → 64 (+8) |");
  expect(headline).toContain("cloud");
  expect(html).toMatch(/^<!doctype html>/i);
  expect(sarif).toContain(`"uri": "${site}/`);
  for (const text of [md, html, json, sarif]) expect(text).not.toContain(folder);
  // Neither the site nor the repository has anything more than before.
  expect({ ...digests(join(folder, site)), ...digests(join(folder, ".git")) }).toEqual(before);
});

test("Exit codes are what --fail-on says: changes, a broken policy, or nothing but a refusal", () => {
  const folder = siteRepository();
  growCloud(folder);
  expect(review(folder, site, "--base", "main", "--fail-on", "policy").status).toBe(0);
  edit(
    join(folder, site),
    "site.yaml",
    "\nzones:\n",
    "\npolicies:\n  levels: { power/continuous-headroom: hard }\n  parameters: { power/continuous-headroom: { most: 1 % } }\nzones:\n",
  );
  const args = [site, "--base", "main", "--format", "json"];
  const run = review(folder, ...args);
  expect(run.status).toBe(4);
  const { outcome, policies } = reviewed(run.stdout);
  expect(outcome).toBe("policy");
  // Hard findings stop synth; here is where they are read.
  expect(
    policies.newly.some(({ level, rule }) => level === "hard" && rule === "power/continuous-headroom"),
  ).toBe(true);
  expect(review(folder, ...args, "--fail-on", "policy").status).toBe(4);
  expect(review(folder, ...args, "--fail-on", "never").status).toBe(0);
});

test("Sides are folders of sites and outputs of synth as well, without any repository", () => {
  const folder = siteRepository();
  const outputs = temporaryFolder();
  const [before, after] = [join(outputs, "before"), join(outputs, "after")];
  expect(busbar(["synth", join(folder, site), "--out", before]).status).toBe(0);
  growCloud(folder);
  expect(busbar(["synth", join(folder, site), "--out", after]).status).toBe(0);
  rmSync(join(folder, ".git"), { recursive: true });

  const outputsOnly = review(outputs, "--base", "before", "--head", "after", "--format", "json");
  expect(outputsOnly.status).toBe(5);
  const folders = review(outputs, "--base", "before", "--head", join(folder, site), "--format", "json");
  const told = ({ headline, capacity, power, resources }: Review) => ({
    headline,
    capacity,
    power,
    resources,
  });
  expect(told(reviewed(folders.stdout))).toEqual(told(reviewed(outputsOnly.stdout)));
  expect(reviewed(outputsOnly.stdout).base.label).toBe("before");
});

test("A site that the base has not is new, and one that is gone is told as removed", () => {
  const folder = siteRepository();
  const full = git(folder, "rev-parse", "HEAD");
  git(folder, "rm", "--quiet", "-r", site);
  const gone = review(folder, site, "--base", full, "--format", "json");
  expect([gone.status, gone.stderr]).toEqual([5, ""]);
  expect(reviewed(gone.stdout)).toMatchObject({
    site: "prince-george",
    base: { label: full.slice(0, 12), day: "2026-08-15" },
    head: { label: `${site}, removed` },
  });
  expect(reviewed(gone.stdout).head.day).toBeUndefined();

  commit(folder, "No site");
  git(folder, "checkout", "--quiet", full);
  const added = review(folder, site, "--base", "main", "--format", "json");
  expect(added.status).not.toBe(1);
  expect(reviewed(added.stdout).base.day).toBeUndefined();
  expect(reviewed(added.stdout).capacity.tenants.map(({ what }) => what)).toEqual([
    "added",
    "added",
    "added",
  ]);
});

test("The base is where the head began with --merge-base; without it, what looks undone is said", () => {
  const folder = siteRepository();
  git(folder, "checkout", "--quiet", "-b", "feature");
  git(folder, "checkout", "--quiet", "main");
  growCloud(folder);
  commit(folder, "Grow");
  git(folder, "checkout", "--quiet", "feature");
  const exact = review(folder, site, "--base", "main");
  expect([exact.status, exact.stderr]).toEqual([
    5,
    expect.stringMatching(/^main at \w{12} has 1 commit on this site .*--merge-base\.\n$/),
  ]);
  const began = review(folder, site, "--base", "main", "--merge-base");
  expect([began.status, began.stderr]).toEqual([0, ""]);
  expect(began.stdout).toMatch(/`main as of \w{12}`/);
  // Two refs, from anywhere in the repository.
  const refs = review(join(folder, site), ".", "--base", "main", "--head", "feature", "--merge-base");
  expect([refs.status, refs.stderr]).toEqual([0, ""]);
});

test("The organisation's policies are found beside the site, in a commit as well", () => {
  const folder = siteRepository();
  writeFileSync(
    join(folder, "busbar.policies.yaml"),
    "version: 1\nlevels:\n  mining/example-payout-address: hard\n",
  );
  edit(
    join(folder, site),
    "site.yaml",
    "\nzones:\n",
    "\npolicies: { organisation: ../../busbar.policies.yaml }\nzones:\n",
  );
  commit(folder, "An organisation");
  const { status, stdout } = review(folder, site, "--base", "HEAD", "--format", "json");
  expect(status).toBe(4);
  expect(reviewed(stdout).policies.still.map(({ rule, level }) => [rule, level])).toContainEqual([
    "mining/example-payout-address",
    "hard",
  ]);
});

test("What is refused says on which side, where, and how to mend it, and ends with 1", () => {
  const folder = siteRepository();
  edit(join(folder, site), "tenants/cloud.yaml", "    racks: 40\n", "    racks: 48\n");
  const out = join(temporaryFolder(), "review.md");
  const head = review(folder, site, "--base", "main", "--out", out);
  expect(head).toMatchObject({ status: 1, stdout: "" });
  expect(head.stderr).toMatch(
    /^The head, sites\/prince-george, is refused\. The placement is stale\.\n {2}placement\.lock\.yaml {2}.*busbar place/,
  );
  expect(readdirSync(join(out, ".."))).toEqual([]);

  commit(folder, "Stale");
  expect(busbar(["place", join(folder, site)]).status).toBe(0);
  const base = review(folder, site, "--base", "main");
  expect(base.status).toBe(1);
  expect(base.stderr).toMatch(/^The base, main at \w{12}, is refused\. The placement is stale\.\n/);
  expect(base.stderr).toContain(`run "busbar place ${site}"`);
});

test("A ref or a folder that there is not is refused with what to do", () => {
  const folder = siteRepository();
  const refusal = (...args: string[]) => {
    const { status, stdout, stderr } = review(folder, ...args);
    expect([status, stdout]).toEqual([1, ""]);
    return stderr;
  };
  expect(refusal(site, "--base", "origin/main")).toMatch(
    /--base {2}"origin\/main" is no folder with a site\.yaml or a manifest\.json, and no commit .*\(git fetch origin\)/,
  );
  expect(refusal(site, "--base", "--upload-pack=x")).toMatch(/no commit that this repository has/);
  expect(refusal("--base", "main")).toMatch(
    /\. {2}holds no site\.yaml and no manifest\.json: name the site's folder/,
  );
  expect(refusal("sites/princ-george", "--base", "main")).toMatch(/holds no site\.yaml/);
  const file = `${site}/site.yaml`;
  expect(refusal(site, "--base", file)).toMatch(/--base {2}"\S*site\.yaml" is a file: name the folder/);
  expect(refusal(file, "--base", "main")).toMatch(/site\.yaml {2}is a file: name the site's folder/);
  expect(refusal(site, "--base", site, "--merge-base")).toMatch(/goes with a git ref/);
  const shallow = temporaryFolder();
  commit(folder, "Nothing");
  git(folder, "clone", "--quiet", "--depth=1", `file://${folder}`, join(shallow, "clone"));
  const missing = review(join(shallow, "clone"), site, "--base", "v1");
  expect([missing.status, missing.stderr]).toEqual([
    1,
    expect.stringMatching(/shallow, so fetch it first \(git fetch --depth=1/),
  ]);
  const outside = busbar(["review", join(root, "examples/denton"), "--base", "no-such-ref"], {
    cwd: shallow,
  });
  expect(outside.status).toBe(1);
});

test("A wrong command line ends with 2", () => {
  for (const args of [
    [],
    ["--base", "main", "--format", "xml"],
    ["--base", "main", "--out", "review.txt"],
    ["--base", "main", "--out", "review.md", "./review.md"],
    ["--base", "main", "--format", "md", "--out", "a.md", "b.md"],
    ["--base", "main", "--details-url", "javascript:alert(1)"],
    ["--base", "main", "--fail-on", "everything"],
  ]) {
    expect(busbar(["review", ...args]).status, args.join(" ")).toBe(2);
  }
});

test("A plan is refused by its name, and every plan that is wrong is", () => {
  const folder = siteRepository();
  writeFileSync(join(folder, "state.json"), '{"format_version":"1.0","values":{}}');
  writeFileSync(join(folder, "b=plan.json"), "not JSON");
  const { status, stderr } = review(
    folder,
    site,
    "--base",
    "main",
    "--plan",
    "state.json",
    "b=plan.json",
    "platform=none.json",
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Plans are refused\.\n {2}state\.json {2}.*\n {2}b=plan\.json {2}.*\n {2}none\.json {2}cannot be read/,
  );
});

test("Plans of one file name in different folders are told apart, wherever they are", () => {
  const folder = siteRepository();
  const plan = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: [],
    complete: true,
    errored: false,
    applyable: false,
  };
  const plans = temporaryFolder();
  const given = ["platform", "tenant-cloud"].map((stack) => {
    mkdirSync(join(plans, stack));
    writeFileSync(join(plans, stack, "plan.json"), JSON.stringify(plan));
    return `${stack}=${join(plans, stack, "plan.json")}`;
  });
  const both = review(folder, site, "--base", "main", "--plan", ...given);
  expect([both.status, both.stderr]).toEqual([0, ""]);

  writeFileSync(join(plans, "platform/plan.json"), "not JSON");
  writeFileSync(join(plans, "tenant-cloud/plan.json"), "not JSON");
  const { status, stderr } = review(folder, site, "--base", "main", "--plan", ...given);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Plans are refused\.\n {2}platform\/plan\.json {2}.*\n {2}tenant-cloud\/plan\.json {2}/,
  );
  expect(stderr).not.toContain(plans);
});

test("What cannot be written is said before anything is, with every file that cannot", () => {
  const folder = siteRepository();
  const out = temporaryFolder();
  mkdirSync(join(out, "folder.json"));
  const files = ["review.md", "none/review.html", "folder.json"].map((file) => join(out, file));
  const { status, stdout, stderr } = review(folder, site, "--base", "main", "--out", ...files);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(
    /^There is nowhere to write to\.\n {2}\S*none\/review\.html {2}.* no folder .*mkdir -p.*\n {2}\S*folder\.json {2}is a folder: name the file/,
  );
  expect(readdirSync(out)).toEqual(["folder.json"]);
});

test("Hooks of the repository do not run, and its list of work trees stays as it is", () => {
  const folder = siteRepository();
  const ran = join(temporaryFolder(), "ran");
  for (const hook of ["post-checkout", "post-index-change", "reference-transaction"]) {
    mkdirSync(join(folder, ".git/hooks"), { recursive: true });
    const file = join(folder, ".git/hooks", hook);
    writeFileSync(file, `#!/bin/sh\necho ${hook} >>'${ran}'\n`);
    chmodSync(file, 0o755);
  }
  appendFileSync(join(folder, site, "README.md"), "\n");
  expect(review(folder, site, "--base", "main").status).toBe(0);
  expect(readdirSync(join(ran, ".."))).toEqual([]);
  expect(git(folder, "worktree", "list").split("\n")).toHaveLength(1);
  // As a hook runs it: what git tells its hooks is of the repository that calls, and not of the site's.
  const { status } = spawnSync(
    process.execPath,
    [join(root, "bin/busbar.js"), "review", site, "--base", "main"],
    {
      cwd: folder,
      env: { PATH: process.env["PATH"], GIT_DIR: join(root, ".git"), GIT_INDEX_FILE: "/nowhere/index" },
    },
  );
  expect(status).toBe(0);
});

test("Ended by a signal, it leaves nothing and ends as by that signal", async () => {
  const folder = siteRepository();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    const run = spawn(process.execPath, [join(root, "bin/busbar.js"), "review", site, "--base", "main"], {
      cwd: folder,
      env: { PATH: process.env["PATH"], TMPDIR: temporary },
      stdio: "ignore",
    });
    const ended = new Promise((resolve) => run.once("exit", (_, by) => resolve(by)));
    while (leftovers().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    run.kill(signal);
    expect(await ended).toBe(signal);
    expect(leftovers()).toEqual([]);
  }
});
