import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadAll } from "js-yaml";
import { expect, test } from "vitest";
import { busbar } from "../support/cli.ts";
import { examples, repository, temporaryFolder } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const pages = [
  "CONTRIBUTING.md",
  "README.md",
  "SECURITY.md",
  ...readdirSync(join(repository, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
  ...examples.map((name) => `examples/${name}/README.md`),
];

const blocks = pages.flatMap((page) =>
  fencesOf(readFileSync(join(repository, page), "utf8")).map((fence) => ({ page, ...fence })),
);

test("Every TypeScript block compiles, strictly, against the public API", () => {
  const samples = blocks.filter(({ info }) => info === "ts");
  expect(samples.length).toBeGreaterThan(5);
  const folder = temporaryFolder();
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  for (const { page, line, text } of samples) {
    // A module each, so that names of one do not meet those of another.
    writeFileSync(join(folder, `${page.replace(/[/.]/g, "-")}-line-${line}.ts`), `${text}\nexport {};\n`);
  }
  const compilerOptions = {
    module: "nodenext",
    target: "es2023",
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ["node"],
    allowImportingTsExtensions: true,
    paths: { busbar: [join(repository, "index.ts")] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const compile = () =>
    execFileSync(join(repository, "node_modules/.bin/tsc"), ["-p", folder], {
      encoding: "utf8",
      stdio: "pipe",
    });
  try {
    compile();
  } catch (error) {
    expect.fail((error as { stdout: string }).stdout);
  }
}, 120_000);

test("Every YAML block is YAML", () => {
  const samples = blocks.filter(({ info }) => info === "yaml");
  expect(samples.length).toBeGreaterThan(10);
  for (const { page, line, text } of samples) {
    expect(() => loadAll(text, { filename: `${page}:${line}` })).not.toThrow();
  }
});

test("Shell blocks use commands and scripts that exist", () => {
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
  const [, listed = ""] = busbar(["--help"]).stdout.split("\nCommands:\n");
  const commands = [...listed.matchAll(/^ {2}([a-z]+) /gm)].map(([, command]) => command);
  for (const { page, text } of blocks.filter(({ info }) => /^sh( |$)/.test(info))) {
    for (const [, name = ""] of text.matchAll(/npm run (?:-s |--silent )?([\w-]+)/g)) {
      expect(Object.keys(scripts), `${page}: npm run ${name}`).toContain(name);
    }
    for (const [, command = ""] of text.matchAll(/npx busbar (?!--)([\w-]+)/g)) {
      expect(commands, `${page}: busbar ${command}`).toContain(command);
    }
  }
});

test("Links between pages lead somewhere", () => {
  for (const page of pages) {
    const text = readFileSync(join(repository, page), "utf8");
    for (const [, target = ""] of text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)) {
      expect(existsSync(join(repository, dirname(page), target)), `${page} → ${target}`).toBe(true);
    }
  }
});
