import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load, loadAll } from "js-yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enforcedPolicies } from "../../policies/site-policies.ts";
import { exampleFolder, filesIn, repository, synthesized } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

/** An empty project with the packed package installed, as a user's is. */
let project: string;

const readme = fencesOf(readFileSync(join(repository, "README.md"), "utf8"));

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "busbar-package-"));
  const packed = execFileSync("npm", ["pack", "--silent", "--pack-destination", project], {
    cwd: repository,
    encoding: "utf8",
  });
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({ name: "a-site", private: true, type: "module" }),
  );
  run(
    "npm",
    "install",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    join(project, packed.trim().split("\n").at(-1) ?? ""),
  );
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("From the packed package, an empty project places and synthesizes a site like the sources do", () => {
  cpSync(exampleFolder("prince-george"), join(project, "site"), { recursive: true });
  rmSync(join(project, "site", "placement.lock.yaml"));
  expect(run("npx", "busbar", "place", "site")).toContain("140 racks of 3 tenants");
  expect(run("npx", "busbar", "synth", "site")).toContain("tenant-cloud-admission");
  run("npx", "busbar", "review", "site", "--base", "cdktf.out", "--out", "review.html");
  expect(readFileSync(join(project, "review.html"), "utf8")).toContain("Nothing changes.");
  expect(new Map(filesIn(join(project, "cdktf.out")))).toEqual(
    new Map(synthesized(exampleFolder("prince-george"), enforcedPolicies)),
  );
});

test("The README's app compiles in that project, strictly, and runs", () => {
  const [sample] = readme.filter(({ info }) => info === "ts");
  mkdirSync(join(project, "src"));
  writeFileSync(join(project, "src", "app.ts"), sample?.text ?? "");
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        module: "nodenext",
        target: "es2023",
        strict: true,
        skipLibCheck: true,
        rootDir: "src",
        outDir: "out",
        types: [],
      },
      include: ["src"],
    }),
  );
  execFileSync(join(repository, "node_modules/.bin/tsc"), ["-p", "tsconfig.json"], {
    cwd: project,
    stdio: "pipe",
  });
  rmSync(join(project, "cdktf.out"), { recursive: true, force: true });
  run("node", "out/app.js");

  const [, record] = readme.filter(({ info }) => info === "yaml");
  const written = readFileSync(join(project, "cdktf.out/manifests/two-halls/hall-1.yaml"), "utf8");
  expect(loadAll(written)).toContainEqual(load(record?.text ?? ""));
});

test("With sixteen racks the README's app is refused, as it says", () => {
  const app = readFileSync(join(project, "out", "app.js"), "utf8").replace("count: 8,", "count: 16,");
  writeFileSync(join(project, "out", "crowded.js"), app);
  expect(() => run("node", "out/crowded.js")).toThrowError(
    /gross load of 3\.067 MW exceeds the continuous capacity of 2 MW/,
  );
});
