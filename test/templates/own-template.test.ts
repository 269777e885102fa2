import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadSite } from "../../templates/load-site.ts";
import { compiled } from "../support/compiled.ts";
import { repository, temporaryFolder } from "../support/examples.ts";

/** The example package as after `npm install`, with this busbar: its types from the sources, its code as compiled for tests. */
function installed(): string {
  const folder = join(temporaryFolder(), "own-template");
  cpSync(join(repository, "examples/own-template"), folder, { recursive: true });
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "busbar"), { recursive: true });
  for (const name of ["zod", "@types"])
    symlinkSync(join(repository, "node_modules", name), join(modules, name));
  symlinkSync(compiled, join(modules, "busbar/dist"));
  writeFileSync(
    join(modules, "busbar/package.json"),
    JSON.stringify({ name: "busbar", type: "module", exports: "./dist/index.js" }),
  );
  return folder;
}

function run(folder: string, program: string, ...args: string[]): string {
  try {
    return execFileSync(process.execPath, [program, ...args], {
      cwd: folder,
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return expect.fail(`${stdout}\n${stderr}`);
  }
}

const tsc = join(repository, "node_modules/typescript/bin/tsc");

test("The template in a package of its own is typed, passes its own tests, and gives a site that names it", () => {
  const folder = installed();
  const { compilerOptions, include } = JSON.parse(readFileSync(join(folder, "tsconfig.json"), "utf8"));
  const checked = {
    ...compilerOptions,
    rewriteRelativeImportExtensions: false,
    allowImportingTsExtensions: true,
    noEmit: true,
    rootDir: "/",
    jsx: "react-jsx",
    jsxImportSource: "preact",
    paths: { busbar: [join(repository, "index.ts")] },
  };
  writeFileSync(join(folder, "tsconfig.check.json"), JSON.stringify({ compilerOptions: checked, include }));
  run(folder, tsc, "-p", "tsconfig.check.json");
  // What is emitted is judged above; the compiled busbar has no declarations to judge it by again.
  run(folder, tsc, "--noCheck");
  expect(run(folder, "--test", "dist/test/wind-hall.test.js")).toMatch(/^# pass 3$/m);

  const site = join(folder, "site");
  mkdirSync(join(site, "node_modules/@acme"), { recursive: true });
  symlinkSync(folder, join(site, "node_modules/@acme/site-templates"));
  writeFileSync(
    join(site, "site.yaml"),
    `version: 1
template: { name: wind-hall, version: 1.0.0, package: "@acme/site-templates" }
answers:
  name: north-ridge
  day: 2027-01-01
  gridOperator: ERCOT
  connection: 12 MW
  account: acme
`,
  );
  expect(loadSite(site).site.zones.map(({ name }) => name)).toEqual(["mine"]);
});
