import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleFolder, examples, filesIn, repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { compileApp, missingRegistry, readmeApp, type UserProject, userProject } from "./user-project.ts";

// A project goes over to the maintained fork and back by the commands of docs/maintained-fork.md, and what it synthesizes on
// the way is compared to the byte.

type Files = ReadonlyMap<string, string>;

const page = fencesOf(readFileSync(join(repository, "docs/maintained-fork.md"), "utf8"));
const missing = missingRegistry();
const withRegistry = test.skipIf(missing !== undefined);
if (missing !== undefined) console.warn(`SKIPPED: nothing was compared with the maintained fork: ${missing}`);

let project: UserProject;
let before: ReadonlyMap<string, Files>;

beforeAll(() => {
  if (missing !== undefined) return;
  project = userProject("cdktf@0.21.0", "constructs@10.7.2");
  cpSync(exampleFolder("prince-george"), join(project.folder, "site"), { recursive: true });
  writeFileSync(join(project.folder, "all.mjs"), synthesizeAll);
  mkdirSync(join(project.folder, "src"));
  writeFileSync(join(project.folder, "src", "app.ts"), readmeApp());
  before = outputs("by-cdktf");
});

afterAll(() => project?.remove());

withRegistry("By the page's commands a project is on the fork, with one copy of it", () => {
  expect(installed()).toEqual({ name: "cdktf", version: "0.21.0" });
  commandsOf("move");
  expect(installed()).toEqual({ name: "cdktn", version: "0.24.0" });
  const shown = page.find(({ info }) => info === "json")?.text ?? "";
  expect(JSON.parse(readFileSync(join(project.folder, "package.json"), "utf8"))).toMatchObject(
    JSON.parse(shown),
  );
  // npm ends with an error where two dependencies want different ones.
  const copies = project.run("npm", "ls", "cdktf", "--all", "--parseable").trim().split("\n");
  expect(copies.filter((path) => path.endsWith("cdktf"))).toEqual([
    join(project.folder, "node_modules", "cdktf"),
  ]);
  // What a pipeline runs takes the lock as it is, with no option.
  project.run("npm", "ci", "--dry-run", "--no-audit", "--no-fund");
});

withRegistry(
  "Every byte that the fork writes is the one that cdktf writes, but for what the page names",
  () => {
    const after = outputs("by-cdktn");
    expect([...after.keys()]).toEqual([...examples, "two-halls"]);
    for (const [name, files] of after) {
      const expected = before.get(name) ?? new Map();
      expect([...files.keys()], name).toEqual([...expected.keys()]);
      for (const [path, text] of files) {
        const own = expected.get(path) ?? "";
        expect(text, `${name}: ${path}`).toBe(writtenByCdktf(path) ? asTheForkWrites(own) : own);
      }
    }
    expect(filesIn(join(project.folder, "cdktf.out"))).toEqual(after.get("prince-george"));
  },
);

withRegistry("The command line of cdktf 0.21 reads what is written with the fork", () => {
  writeFileSync(
    join(project.folder, "cdktf.json"),
    JSON.stringify({
      language: "typescript",
      app: "node node_modules/busbar/dist/main.js",
      output: "by-cli",
      projectId: "a-site",
      sendCrashReports: "false",
      context: { site: "site" },
    }),
  );
  execFileSync(join(repository, "node_modules/.bin/cdktf"), ["synth"], {
    cwd: project.folder,
    env: { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1" },
    stdio: "pipe",
  });
  expect(filesIn(join(project.folder, "by-cli"))).toEqual(filesIn(join(project.folder, "cdktf.out")));
});

withRegistry("By the page's commands it is back on cdktf, and writes what it wrote before", () => {
  commandsOf("back");
  expect(installed()).toEqual({ name: "cdktf", version: "0.21.0" });
  expect(filesIn(join(project.folder, "cdktf.out"))).toEqual(before.get("prince-george"));
});

/** All examples by the library, and the README's app, compiled against the library that is installed. */
function outputs(folder: string): ReadonlyMap<string, Files> {
  project.run("node", "all.mjs", folder, ...examples);
  compileApp(project);
  // In a folder of its own: the project's cdktf.out is the site's.
  project.run("sh", "-ec", "cd src && node ../out/app.js");
  const written = examples.map((name) => [name, filesIn(join(project.folder, folder, name))] as const);
  return new Map<string, Files>([...written, ["two-halls", filesIn(join(project.folder, "src/cdktf.out"))]]);
}

const synthesizeAll = `import { enforcedPolicies, synthesize } from "busbar";
const [folder, ...examples] = process.argv.slice(2);
for (const name of examples) synthesize(\`node_modules/busbar/examples/\${name}\`, \`\${folder}/\${name}\`, enforcedPolicies);
`;

/** The files whose form is the library's: the others are written by busbar itself. */
function writtenByCdktf(path: string): boolean {
  return path === "manifest.json" || /^stacks\/[^/]+\/cdk\.tf\.json$/.test(path);
}

/** A file of cdktf with the two differences that docs/maintained-fork.md names, and no other. */
function asTheForkWrites(text: string): string {
  const [start, end, ...more] = text.split('"version": "0.21.0"');
  expect(more, "the version stands in it once").toEqual([]);
  // In JSON a line break is never within a text, so these are empty lists and objects, and nothing else.
  return `${start}"version": "0.24.0"${end}`.replace(/\[\n *\]/g, "[]").replace(/\{\n *\}/g, "{}");
}

/** Runs a block of the page as a shell does: the first line that fails ends it. */
function commandsOf(block: string): void {
  const text = page.find(({ info }) => info === `sh ${block}`)?.text;
  if (text === undefined) throw new Error(`docs/maintained-fork.md has no block "${block}"`);
  project.run("sh", "-ec", text);
}

function installed(): { readonly name: string; readonly version: string } {
  const file = join(project.folder, "node_modules/cdktf/package.json");
  const { name, version } = JSON.parse(readFileSync(file, "utf8"));
  return { name, version };
}
