import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import { exampleFolder, filesIn, repository, synthesized } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { compileApp, readmeApp, type UserProject, userProject } from "./user-project.ts";

let project: UserProject;

const inProject = (...path: readonly string[]) => join(project.folder, ...path);

beforeAll(() => {
  project = userProject();
});

afterAll(() => project.remove());

test("From the packed package, an empty project places and synthesizes a site like the sources do", () => {
  cpSync(exampleFolder("prince-george"), inProject("site"), { recursive: true });
  rmSync(inProject("site", "placement.lock.yaml"));
  expect(project.run("npx", "busbar", "place", "site")).toContain("140 racks of 3 tenants");
  expect(project.run("npx", "busbar", "synth", "site")).toContain("tenant-cloud-admission");
  project.run("npx", "busbar", "review", "site", "--base", "cdktf.out", "--out", "review.html");
  expect(readFileSync(inProject("review.html"), "utf8")).toContain("Nothing changes.");
  expect(new Map(filesIn(inProject("cdktf.out")))).toEqual(
    new Map(synthesized(exampleFolder("prince-george"), enforcedPolicies)),
  );
});

test("The README's app compiles in that project, strictly, and runs", () => {
  mkdirSync(inProject("src"));
  writeFileSync(inProject("src", "app.ts"), readmeApp());
  compileApp(project);
  rmSync(inProject("cdktf.out"), { recursive: true, force: true });
  project.run("node", "out/app.js");

  const readme = fencesOf(readFileSync(join(repository, "README.md"), "utf8"));
  const [, record] = readme.filter(({ info }) => info === "yaml");
  const written = readFileSync(inProject("cdktf.out/manifests/two-halls/hall-1.yaml"), "utf8");
  expect(loadAll(written)).toContainEqual(load(record?.text ?? ""));
});

test("With sixteen racks the README's app is refused, as it says", () => {
  const app = readFileSync(inProject("out", "app.js"), "utf8").replace("count: 8,", "count: 16,");
  writeFileSync(inProject("out", "crowded.js"), app);
  expect(() => project.run("node", "out/crowded.js")).toThrowError(
    /gross load of 3\.067 MW exceeds the continuous capacity of 2 MW/,
  );
});
