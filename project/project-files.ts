import { manifest, type ProjectPackages } from "./project-manifest.ts";
import { projectReadme } from "./project-readme.ts";

/** A file of a project, by its path in the project's folder. */
export interface ProjectFile {
  readonly file: string;
  readonly text: string;
}

export interface ProjectOptions {
  /** The name of the site. */
  readonly site: string;
  readonly title: string;
  readonly packages: ProjectPackages;
  /** The workflow that reviews pull requests. @default - none: the project is a part of another repository */
  readonly workflow?: string | undefined;
}

/** The files of a project beside its documents: what synthesizes, tests and reviews the site of its folder. */
export function projectFiles({ site, title, packages, workflow }: ProjectOptions): readonly ProjectFile[] {
  return [
    { file: "package.json", text: manifest(site, title, packages) },
    { file: "cdktf.json", text: json(cdktf(site)) },
    { file: "tsconfig.json", text: json(typescript) },
    { file: "main.ts", text: app },
    { file: "test/site.test.ts", text: siteTest },
    { file: ".gitignore", text: ignored.join("\n") },
    { file: "README.md", text: projectReadme(title) },
    ...(workflow === undefined ? [] : [{ file: ".github/workflows/review.yaml", text: workflow }]),
  ];
}

function json(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

const cdktf = (projectId: string) => ({
  language: "typescript",
  app: "node --import tsx main.ts",
  output: "cdktf.out",
  projectId,
  sendCrashReports: "false",
  terraformProviders: [],
  terraformModules: [],
  context: {},
});

const typescript = {
  compilerOptions: {
    target: "es2023",
    lib: ["es2023"],
    module: "nodenext",
    moduleResolution: "nodenext",
    allowImportingTsExtensions: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    types: ["node"],
    noEmit: true,
  },
  exclude: ["node_modules", "cdktf.out"],
};

/** The import is the project's: this module loads nothing of it. */
const library = JSON.stringify("cdktf");

const app = `import { enforcedPolicies, loadSite, Refusal, synthesize } from "busbar";
import { App } from ${library};

// The app that cdktf.json names: "cdktf synth", "diff" and "deploy" run it.
try {
  const folder = import.meta.dirname;
  synthesize(folder, new App().outdir, enforcedPolicies, loadSite(folder));
} catch (error) {
  // What the documents have wrong is said in full; there is no fault in the program whose trace would help.
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
`;

const siteTest = `import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { currentLock, enforcedPolicies, loadSite, synthesize } from "busbar";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "..");

test("The placement is that of the documents", () => {
  const { site } = loadSite(folder);
  expect(currentLock(site, folder).site).toBe(site.name);
});

test("The site synthesizes, and breaks no rule that stops it", () => {
  const output = mkdtempSync(join(tmpdir(), "site-"));
  try {
    const { stacks } = synthesize(folder, join(output, "cdktf.out"), enforcedPolicies, loadSite(folder));
    expect(stacks).toContain("platform");
  } finally {
    rmSync(output, { recursive: true });
  }
});
`;

const ignored = ["node_modules/", "cdktf.out/", "*.tfstate", "*.tfstate.*", ".terraform/", ""];
