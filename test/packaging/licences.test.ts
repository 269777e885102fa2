import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { repository } from "../support/examples.ts";

/** Licences that whoever installs busbar may take on without asking a lawyer, by their SPDX names. */
const allowed: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "ISC",
  "MIT",
  // Its conditions hold for changes of its own files, and busbar ships none of them.
  "MPL-2.0",
  // Of argparse: the licence of Python, permissive.
  "PSF-2.0",
  "Python-2.0",
  "Unlicense",
]);

/** What its packages say of themselves by no SPDX name, each looked at. */
const lookedAt: Readonly<Record<string, string>> = {
  // Crockford's JSON in JavaScript, dedicated to the public domain; comes with cdktf, within its package.
  jsonify: "Public Domain",
};

const needs = z.record(z.string(), z.string()).optional();
const installed = z.looseObject({
  license: z.string().optional(),
  dependencies: needs,
  optionalDependencies: needs,
});

const lock = z
  .looseObject({ packages: z.record(z.string(), installed) })
  .parse(JSON.parse(readFileSync(join(repository, "package-lock.json"), "utf8")));

const manifest = z
  .looseObject({
    license: z.string(),
    files: z.array(z.string()),
    dependencies: z.record(z.string(), z.string()),
    peerDependencies: z.record(z.string(), z.string()),
    bundleDependencies: z.array(z.string()).optional(),
  })
  .parse(JSON.parse(readFileSync(join(repository, "package.json"), "utf8")));

/** Where Node.js finds a package that another asks for: the nearest `node_modules` upwards. */
function found(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("node_modules/") - 1))) {
    const path = `${folder}${folder === "" ? "" : "/"}node_modules/${name}`;
    if (path in lock.packages) return path;
    if (folder === "") return undefined;
  }
}

/**
 * Every package that an installation of busbar brings, by its place in the lock: dependencies and peers, and what they need in
 * turn. The lock's own marks do not say so, since cdktf is a peer of users and a tool of this repository.
 */
function runtimePackages(): ReadonlySet<string> {
  const asked = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  const reached = new Set(asked.map((name) => found(name, "") ?? `missing: ${name}`));
  for (const path of reached) {
    const { dependencies = {}, optionalDependencies = {} } = lock.packages[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const place = found(name, path);
      // An optional one of another platform may be absent.
      if (place !== undefined) reached.add(place);
      else if (!(name in optionalDependencies)) reached.add(`missing: ${name} of ${path}`);
    }
  }
  return reached;
}

test("Everything that comes with busbar has a licence that may be taken on", () => {
  const packages = [...runtimePackages()];
  expect(packages.filter((path) => path.startsWith("missing"))).toEqual([]);
  expect(packages.length).toBeGreaterThan(150);
  const others = packages.flatMap((path) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const { license = "none is stated" } = lock.packages[path] ?? {};
    return allowed.has(license) || lookedAt[name] === license ? [] : [`${name}: ${license}`];
  });
  expect(others, "read these licences; allow them in this test, or do without the packages").toEqual([]);
});

test("What was looked at by hand still comes with busbar", () => {
  const names = [...runtimePackages()].map((path) => path.split("node_modules/").at(-1) ?? "");
  for (const name of Object.keys(lookedAt)) expect(names).toContain(name);
});

test("The lock says of each package what the package says of itself", () => {
  for (const path of runtimePackages()) {
    const own: { license?: unknown; licenses?: unknown } = JSON.parse(
      readFileSync(join(repository, path, "package.json"), "utf8"),
    );
    const stated = typeof own.license === "string" ? own.license : undefined;
    if (stated !== undefined) expect(lock.packages[path]?.license, path).toBe(stated);
  }
});

test("The package contains nobody else's code, so that its notice has nobody else to name", () => {
  expect(manifest.license).toBe("Apache-2.0");
  expect(manifest.bundleDependencies).toBeUndefined();
  expect(manifest.files).toEqual(expect.arrayContaining(["LICENSE", "NOTICE"]));
  expect(manifest.files.filter((name) => name.includes("node_modules"))).toEqual([]);
  const notice = readFileSync(join(repository, "NOTICE"), "utf8");
  expect(notice).toMatch(/^busbar\nCopyright \d{4} The busbar authors\n\n.*Apache License, Version 2\.0/s);
  expect(readFileSync(join(repository, "LICENSE"), "utf8")).toMatch(/Apache License\s+Version 2\.0/);
});
