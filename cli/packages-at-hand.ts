import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { type ProjectPackages, testedPackages } from "../project/project-manifest.ts";
import { Refusal } from "../site/problem.ts";
import { version } from "./version.ts";

/** The folder of this program's own package, wherever it is installed. */
export const packageFolder = dirname(createRequire(import.meta.url).resolve("busbar/package.json"));

/**
 * What a new project depends on: this release of busbar, what it was tested with, and the package of the project's template.
 *
 * @throws Refusal where that package says no version.
 */
export function projectPackages(folder: string, templatePackage: string | undefined): ProjectPackages {
  const own = manifestIn(packageFolder);
  const tested = (names: readonly string[]) =>
    names.map((name) => [name, own.devDependencies?.[name] ?? "*"] as const);
  const template =
    templatePackage === undefined ? [] : [[templatePackage, versionOf(templatePackage, folder)] as const];
  return {
    dependencies: Object.fromEntries([
      ["busbar", version],
      ...tested(testedPackages.dependencies),
      ...template,
    ]),
    devDependencies: Object.fromEntries(tested(testedPackages.devDependencies)),
  };
}

/** Lets a copy of a site elsewhere find the packages that the site itself does. */
export function linkPackages(folder: string, copy: string): void {
  const packages = nearestPackages(folder) ?? nearestPackages(process.cwd());
  if (packages !== undefined) symlinkSync(packages, join(copy, "node_modules"), "junction");
}

function versionOf(name: string, folder: string): string {
  for (const from of [folder, process.cwd()]) {
    const packages = nearestPackages(from);
    const found = packages === undefined ? undefined : manifestIn(join(packages, name)).version;
    if (found !== undefined) return found;
  }
  throw new Refusal("There is no such package.", [
    { where: "--package", message: `"${name}" says no version: install it with npm install ${name}` },
  ]);
}

function nearestPackages(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, "node_modules"))) return join(at, "node_modules");
    if (at === dirname(at)) return undefined;
  }
}

interface Manifest {
  readonly version?: string;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function manifestIn(folder: string): Manifest {
  const file = join(folder, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Manifest) : {};
}
