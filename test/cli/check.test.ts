import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ReportDocument } from "../../policies/report/document.ts";
import { busbar, copyOfExample, digests, edit, root } from "../support/cli.ts";

/** Black Pearl, with settings of its policies at the end of its document. */
function siteWith(policies: string): string {
  const folder = copyOfExample("black-pearl");
  edit(folder, "site.yaml", "\nzones:\n", `\npolicies:\n${policies}\nzones:\n`);
  return folder;
}

/** No node is that empty. */
const broken = `  levels: { power/continuous-headroom: hard }
  parameters: { power/continuous-headroom: { most: 1 % } }
`;

test("check ends with 4 where a policy is broken, and the report says where", () => {
  const { status, stdout, stderr } = busbar(["check", siteWith(broken)]);
  expect([status, stderr]).toEqual([4, ""]);
  expect(stdout).toMatch(/^black-pearl on 2026-08-15: [1-9]\d* hard, /);
  expect(stdout).toMatch(/^hard {2}power\/continuous-headroom: /m);
  expect(stdout).toMatch(/^ {2}site\.yaml:\d+:\d+ {2}power\/\S+\n {4}\S.*\n {4}Mend: /m);
});

test("check writes the report to a file in the format asked for, with places as the repository has them", () => {
  const folder = siteWith(broken);
  mkdirSync(join(folder, "..", ".git"));
  const file = join(folder, "report.sarif");
  expect(busbar(["check", folder, "--format", "sarif", "--out", file])).toEqual({
    status: 4,
    stdout: "",
    stderr: "",
  });
  const written = readFileSync(file, "utf8");
  expect(written).toContain('"uri": "black-pearl/site.yaml"');
  expect(written).not.toContain(join(folder, ".."));
});

test("check ends with 1 where the settings are wrong, and with 2 at an unknown format", () => {
  const wrong = busbar(["check", siteWith("  levels: { power/continous-headroom: hard }\n")]);
  expect([wrong.status, wrong.stdout]).toEqual([1, ""]);
  expect(wrong.stderr).toMatch(
    /^ {2}site\.yaml:\d+:\d+ {2}policies\.levels\.power\/continous-headroom: there is no rule .*: did you mean "power\/continuous-headroom"\?$/m,
  );
  expect(busbar(["check", ".", "--format", "xml"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("Allowed choices are text, json, sarif, junit, md."),
  });
});

test("A hard finding stops synth before anything is written, with 4; an output of before stays as it was", () => {
  const folder = siteWith(broken);
  const out = join(folder, "out");
  const { status, stdout, stderr } = busbar(["synth", folder, "--out", out]);
  expect([status, stdout, existsSync(out)]).toEqual([4, "", false]);
  expect(stderr).toMatch(
    /^Nothing was written: \d+ hard findings? of policies\.\n {2}site\.yaml:\d+:\d+ {2}power\/continuous-headroom at /,
  );

  edit(folder, "site.yaml", "headroom: hard", "headroom: soft");
  expect(busbar(["synth", folder, "--out", out]).status).toBe(0);
  const before = digests(out);
  edit(folder, "site.yaml", "headroom: soft", "headroom: hard");
  expect(busbar(["synth", folder, "--out", out]).status).toBe(4);
  expect(digests(out)).toEqual(before);
});

test("The app that cdktf runs is stopped as well", () => {
  const folder = siteWith(broken);
  const { PATH = "" } = process.env;
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), join(root, "main.ts")],
    { cwd: folder, encoding: "utf8", env: { PATH, BUSBAR_SITE: folder } },
  );
  expect([status, stderr]).toEqual([4, expect.stringContaining("Nothing was written")]);
  expect(existsSync(join(folder, "cdktf.out", "manifest.json"))).toBe(false);
});

/** Plans that Terraform made for a site with this name. */
const plans = join(root, "test/review/plan/fixtures");

/** What check says of Denton and of what plans of its platform would change. */
function judgedWith(...plan: string[]) {
  const given = plan.map((name) => `platform=${join(plans, `${name}.json`)}`);
  const { status, stdout, stderr } = busbar([
    "check",
    "examples/denton",
    "--format",
    "json",
    ...(given.length === 0 ? [] : ["--plan", ...given]),
  ]);
  const { findings, rules } = JSON.parse(stdout) as ReportDocument;
  const judged = rules.filter(({ outcome }) => outcome !== "not-applicable").map(({ id }) => id);
  return {
    status,
    stderr,
    stdout,
    judged,
    found: findings.map(({ rule, message }) => `${rule}: ${message}`),
  };
}

test("check judges what Terraform plans besides, and says what of it was not understood", () => {
  const without = judgedWith();
  const deleting = judgedWith("kubernetes-delete");
  expect([without.status, deleting.status]).toEqual([4, 4]);
  expect(deleting.found.filter((line) => !without.found.includes(line))).toEqual([
    'delivery/destroy-of-running-lease: Namespace "research-training" of tenant "research" is deleted, and no document or record says that its lease has ended',
    'delivery/tenant-object-removed: ResourceQuota "research-training/leased" of tenant "research" is deleted, and no document or record says that its lease has ended',
  ]);
  // These were planned for a configuration that is not this one: that is told, beside the report.
  const replacing = judgedWith("kubernetes-replace");
  expect(replacing.found.filter((line) => !without.found.includes(line))).toEqual([
    'delivery/replace-namespace: Namespace "research-training" of tenant "research" is deleted with all that is in it and created anew because metadata.name changes',
    'delivery/guard-removed: ValidatingAdmissionPolicy "busbar-replace" is replaced because manifest.metadata.name changes, and holds nothing in between',
  ]);
  expect(replacing.stderr).toContain(
    "kubernetes-replace.json: not understood: 2 planned resources that the head does not declare, so the plan is of another state of it: ",
  );
  // A plan of nothing breaks nothing, and is judged.
  const nothing = judgedWith("nothing");
  expect(nothing.found).toEqual(without.found);
  expect(without.judged).not.toContain("delivery/destroy-of-running-lease");
  expect(nothing.judged).toContain("delivery/destroy-of-running-lease");
});

test("check shows no secret of a plan, and refuses what is no plan of the site's, all at once", () => {
  const { stdout, stderr } = judgedWith("kubernetes-sensitive");
  expect(stdout + stderr).not.toContain("hunter2");

  const file = (name: string) => join(plans, `${name}.json`);
  const check = (...plan: string[]) => busbar(["check", "examples/denton", "--plan", ...plan]);
  const refused = check(file("state"), file("errored"), file("none"));
  expect([refused.status, refused.stdout]).toEqual([1, ""]);
  for (const name of ["state.json", "errored.json", "none.json"]) expect(refused.stderr).toContain(name);
  const foreign = check(file("kubernetes-delete"));
  expect([foreign.status, foreign.stdout]).toEqual([1, ""]);
  expect(foreign.stderr).toContain("Say which stack it is of: STACK=kubernetes-delete.json");
  expect(check(`platfrom=${file("nothing")}`).stderr).toContain("platform");
});
