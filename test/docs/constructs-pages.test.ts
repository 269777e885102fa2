import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Construct } from "constructs";
import { loadAll } from "js-yaml";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import * as busbar from "../../index.ts";
import { compiled } from "../support/compiled.ts";
import { filesIn, repository } from "../support/examples.ts";
import { type Fence, fencesOf } from "../support/fences.ts";

const folder = join(repository, "docs/constructs");
const pages = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  return { name: file.replace(".md", ""), text, fences: fencesOf(text) };
});

/** What a page's program printed, and what it ended with where it was refused. */
const result = z.object({ printed: z.string(), refused: z.string() });
type Result = z.infer<typeof result>;

const crowded = (name: string) => `${name}-crowded`;
const project = mkdtempSync(join(tmpdir(), "busbar-constructs-"));
let results: Readonly<Record<string, Result>>;
let outputs: ReadonlyMap<string, string>;

test("Every construct that the package exports has a page, and the list names every page", () => {
  const exported = Object.values(busbar).flatMap((value) =>
    typeof value === "function" && value.prototype instanceof Construct ? [value.name] : [],
  );
  expect(exported.length).toBeGreaterThan(12);
  expect(pages.map(({ name }) => name).sort()).toEqual(exported.map(fileNameOf).sort());
  const list = readFileSync(join(repository, "docs/constructs.md"), "utf8");
  for (const name of exported) expect(list).toContain(`[${name}](constructs/${fileNameOf(name)}.md)`);
  for (const { text, name } of pages) expect(fileNameOf(/^# (\w+)\n/.exec(text)?.[1] ?? "")).toBe(name);
});

// All programs of all pages run in one process, each in a folder of its own: the library takes a while to load.
beforeAll(() => {
  prepareProject();
  const programs = pages.flatMap(({ name, fences }) => {
    const program = onlyTypeScript(name, fences);
    return [
      [name, program] as const,
      // What a page says of twice as many racks.
      [crowded(name), program.replace("count: 8", "count: 16")] as const,
    ];
  });
  for (const [name, program] of programs) {
    mkdirSync(join(project, name));
    writeFileSync(join(project, name, "app.ts"), program);
  }
  writeFileSync(join(project, "run.mjs"), runAll);
  const tsx = pathToFileURL(join(repository, "node_modules/tsx/dist/loader.mjs")).href;
  const names = programs.map(([name]) => name);
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", tsx, "run.mjs", ...names], {
    cwd: project,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  results = z.record(z.string(), result).parse(JSON.parse(stdout));
  outputs = new Map([...filesIn(project)].filter(([path]) => path.includes("/manifests/")));
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("What a page says comes out is what its program writes", () => {
  let compared = 0;
  for (const { name, fences } of pages) {
    expect(results[name]?.refused, name).toBe("");
    const written = [...outputs]
      .filter(([path]) => path.startsWith(`${name}/`))
      .flatMap(([, text]) => loadAll(text));
    expect(written.length, name).toBeGreaterThan(0);
    for (const block of fences.filter(({ info }) => info === "yaml")) {
      for (const object of loadAll(block.text)) {
        const same = written.find((other) => identityOf(other) === identityOf(object));
        // Pages leave out what is the same on all objects, such as labels.
        expect(same, `${name}: ${identityOf(object)}`).toMatchObject(object as object);
        compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(10);
});

test("What a page says a program prints is what it prints", () => {
  let compared = 0;
  for (const { name, fences } of pages) {
    for (const [, comment = ""] of onlyTypeScript(name, fences).matchAll(
      /^console\.log\(.*\); \/\/ (.*)$/gm,
    )) {
      const printed = results[name]?.printed.trim() ?? "";
      expect(comment.startsWith(printed), `${name}: ${printed}`).toBe(true);
      expect(printed).not.toBe("");
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(3);
});

test("What pages say is refused with twice as many racks is refused, in these words", () => {
  const told = pages.filter(({ fences }) => fences.some(({ info }) => info === "text"));
  expect(told.map(({ name }) => name)).toEqual(["network-fabric", "power-zone"]);
  for (const { name, fences } of told) {
    const shown = fences.filter(({ info }) => info === "text").flatMap(({ text }) => text.trim().split("\n"));
    const refused = results[crowded(name)]?.refused.split("\n").map((line) => line.trim());
    for (const line of shown) expect(refused, name).toContain(line);
  }
});

/** Makes the folder a project in which `busbar` is what the sources compile to. */
function prepareProject(): void {
  const own = join(project, "node_modules/busbar");
  mkdirSync(own, { recursive: true });
  symlinkSync(join(repository, "node_modules/cdktf"), join(project, "node_modules/cdktf"));
  const module = { name: "busbar", type: "module", exports: "./index.js" };
  writeFileSync(join(own, "package.json"), JSON.stringify(module));
  writeFileSync(
    join(own, "index.js"),
    `export * from ${JSON.stringify(pathToFileURL(join(compiled, "index.js")).href)};\n`,
  );
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
}

const runAll = `
import { pathToFileURL } from "node:url";
import { format } from "node:util";
const results = {};
const folder = process.cwd();
for (const name of process.argv.slice(2)) {
  let printed = "", refused = "";
  console.log = (...values) => { printed += format(...values) + "\\n"; };
  process.chdir(folder + "/" + name);
  try {
    await import(pathToFileURL("app.ts").href);
  } catch (error) {
    refused = error.message;
  }
  results[name] = { printed, refused };
}
process.stdout.write(JSON.stringify(results));
`;

function onlyTypeScript(name: string, fences: readonly Fence[]): string {
  const [program, ...others] = fences.filter(({ info }) => info === "ts");
  if (program === undefined || others.length > 0) throw new Error(`${name}.md has not one program`);
  return program.text;
}

function identityOf(value: unknown): string {
  const { kind, metadata } = value as { kind: string; metadata: { name: string; namespace?: string } };
  return [kind, metadata.namespace, metadata.name].join(" ");
}

function fileNameOf(construct: string): string {
  return construct.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
}
