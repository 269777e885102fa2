import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar, filesIn, type Run, temporaryFolder, writeFiles } from "../support/cli.ts";
import { installPackages } from "../support/installed-packages.ts";
import { installOwnTemplates, ownPackage, smallAnswers, trainAnswers } from "../support/own-templates.ts";

/** A folder in which the templates are installed, with answers to them. */
function workshop(): string {
  const folder = temporaryFolder();
  installOwnTemplates(folder);
  writeFiles(folder, { "answers.yaml": smallAnswers, "acme.yaml": trainAnswers });
  return folder;
}

function init(cwd: string, ...args: readonly string[]): Run {
  return busbar(["init", "site", "--package", ownPackage, ...args], { cwd });
}

const answered = ["--template", "small@1.0.0", "--answers", "answers.yaml"];
const withTenant = [...answered, "--tenant", "train@1.0.0", "--tenant-answers", "acme.yaml"];

function node(cwd: string, ...args: readonly string[]): Run {
  const { PATH = "", HOME = "" } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: "utf8",
    env: { PATH, HOME },
  });
  return { status, stdout, stderr };
}

test("A new project has documents, a placement, an app, tests and a workflow, and says what comes next", () => {
  const folder = workshop();
  const { status, stdout, stderr } = init(folder, ...withTenant);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(filesIn(join(folder, "site"))).toEqual([
    ".github/workflows/review.yaml",
    ".gitignore",
    "README.md",
    "cdktf.json",
    "main.ts",
    "package.json",
    "placement.lock.yaml",
    "site.yaml",
    "tenants/acme.yaml",
    "test/site.test.ts",
    "tsconfig.json",
  ]);
  expect(stdout).toContain("  + site/site.yaml");
  expect(stdout).toContain("  npm install");
});

test("A new site records its template, its answers and what each of them is", () => {
  const folder = workshop();
  init(folder, ...answered);
  expect(
    readFileSync(join(folder, "site/site.yaml"), "utf8"),
  ).toBe(`# Small halls. Halls of air-cooled racks behind one transformer.
version: 1
template: { name: small, version: 1.0.0, package: own-sites }
answers:
  # The site's name.
  name: ridge
  # What people call it.
  title: Ridge
  # What the grid operator approved.
  approved: 20 MW
  # Who runs the grid. One of ERCOT, PJM.
  operator: ERCOT
  # The halls that are converted.
  halls:
    - name: hall-1
    - name: hall-2
      rows: 2
      readyFrom: 2027-01-01
`);
});

test("Every package of a new project is pinned to one release", () => {
  const folder = workshop();
  init(folder, ...answered);
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(folder, "site/package.json"), "utf8"),
  );
  expect(dependencies).toMatchObject({ [ownPackage]: "7.0.0" });
  expect(Object.keys(dependencies)).toEqual(["busbar", "cdktf", "constructs", ownPackage]);
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test("A new project synthesizes, passes its tests and can be reviewed as it is written", () => {
  const folder = workshop();
  init(folder, ...withTenant);
  const site = join(folder, "site");
  installPackages(site);
  expect(node(site, "--import", "tsx", "main.ts")).toMatchObject({ status: 0, stderr: "" });
  expect(filesIn(join(site, "cdktf.out"))).toContain("stacks/tenant-acme/cdk.tf.json");
  expect(node(site, "node_modules/vitest/vitest.mjs", "run")).toMatchObject({ status: 0 });
  const review = busbar(["review", ".", "--base", "cdktf.out"], { cwd: site });
  expect(review).toMatchObject({ status: 0, stderr: "" });
});

test("Answers that are missing are refused all at once, each with what it is", () => {
  const folder = workshop();
  writeFiles(folder, { "answers.yaml": "name: ridge\n" });
  const { status, stderr } = init(folder, ...answered);
  expect(status).toBe(1);
  expect(stderr).toBe(`The answers to small 1.0.0 are refused.
  answers.yaml:1:1  answers.approved is missing: What the grid operator approved.
  answers.yaml:1:1  answers.operator is missing: Who runs the grid. One of ERCOT, PJM.
  answers.yaml:1:1  answers.halls is missing: The halls that are converted.
`);
  expect(filesIn(folder)).not.toContain("site/site.yaml");
});

test("Answers that are not right are refused where they are given, be it a file or an option", () => {
  const folder = workshop();
  const { status, stderr } = init(folder, ...answered, "--set", "operator=ERCTO", "name=Ridge");
  expect(status).toBe(1);
  expect(stderr).toContain(
    '--set operator  answers.operator: "ERCTO" is not one of ERCOT, PJM: did you mean "ERCOT"?',
  );
  expect(stderr).toContain('--set name  answers.name: "Ridge" is not a name');
});

test("Answers that do not go together are refused as their template says", () => {
  const folder = workshop();
  const { status, stderr } = init(folder, ...answered, "--set", "approved=500 kW");
  expect(status).toBe(1);
  expect(stderr).toContain("--set approved  answers.approved: 500 kW is too little");
});

test("What a site of the answers would break is told at the answers", () => {
  const folder = workshop();
  writeFiles(folder, { "answers.yaml": smallAnswers.replace("hall-2", "hall-1") });
  const { status, stderr } = init(folder, ...answered);
  expect(status).toBe(1);
  expect(stderr).toMatch(/answers\.yaml:\d+:\d+ {2}/);
  expect(stderr).not.toMatch(/site\.yaml/);
  expect(filesIn(folder)).not.toContain("site/site.yaml");
});

test("A tenant that finds no place stops the whole project", () => {
  const folder = workshop();
  writeFiles(folder, { "acme.yaml": trainAnswers.replace("racks: 4", "racks: 400") });
  const { status, stderr } = init(folder, ...withTenant);
  expect(status).toBe(1);
  expect(stderr).toContain("360 of 400 h200 racks find no place");
  expect(filesIn(folder)).not.toContain("site/site.yaml");
});

test("A file that is there already is never written over, and nothing else is written besides", () => {
  const folder = workshop();
  writeFiles(folder, { "site/README.md": "mine\n", "site/main.ts": "// mine\n" });
  const { status, stderr } = init(folder, ...answered);
  expect(status).toBe(1);
  expect(stderr).toContain("site/README.md  is there already");
  expect(stderr).toContain("site/main.ts  is there already");
  expect(filesIn(join(folder, "site"))).toEqual(["README.md", "main.ts"]);
});

test("With nobody to ask, a missing template is a mistake of the command line that lists them", () => {
  const folder = workshop();
  const { status, stderr } = init(folder);
  expect(status).toBe(2);
  expect(stderr).toMatch(/small\s+3\.0\.0\s+Small halls/);
  expect(busbar(["init"], { cwd: folder })).toMatchObject({ status: 2 });
});

test("A template that is not there is refused with the nearest name, and a release with those there are", () => {
  const folder = workshop();
  expect(init(folder, "--template", "smal").stderr).toContain('did you mean "small"?');
  expect(init(folder, "--template", "small@9.0.0").stderr).toContain("1.0.0, 1.1.0, 2.0.0, 3.0.0");
});

test("Templates of sites and of tenants are listed, each in its newest release", () => {
  const { status, stdout } = busbar(["init", "--list", "--package", ownPackage], { cwd: workshop() });
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /small\s+3\.0\.0\s+Small halls\n\nTemplates of tenants\ntrain\s+1\.1\.0\s+Training\n/,
  );
});

test("What cannot be is refused at the option that asked for it, and nothing is written", () => {
  const folder = workshop();
  const refused: readonly (readonly [readonly string[], number, string])[] = [
    [
      [...answered, "--tenant", "trian"],
      1,
      '--tenant  there is no template of a tenant named "trian": did you mean "train"?',
    ],
    [[...answered, "--tenant-answers", "acme.yaml"], 2, "name it with --tenant"],
    [["--template", "train", "--answers", "acme.yaml"], 1, '"train" is one of a tenant'],
    [[...answered, "--set", "nme=x"], 1, '--set nme  answers: unknown key "nme": did you mean "name"?'],
  ];
  for (const [args, status, message] of refused) {
    const run = init(folder, ...args);
    expect(run.stderr).toContain(message);
    expect(run.status).toBe(status);
  }
  const inFile = busbar(["init", "answers.yaml", "--package", ownPackage, ...answered], { cwd: folder });
  expect(inFile).toMatchObject({ status: 1 });
  expect(inFile.stderr).toContain("answers.yaml  cannot be written to (EEXIST): name a folder");
  expect(filesIn(folder)).not.toContain("site/site.yaml");
});
