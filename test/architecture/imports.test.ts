import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Which rooms each room may import from, besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  site: [],
  templates: ["site"],
  placement: ["site"],
  project: ["site", "templates", "placement"],
  fleet: ["site", "templates", "placement"],
  constructs: ["site", "placement"],
  stacks: ["site", "templates", "placement", "constructs"],
  policies: ["site", "templates", "placement", "constructs"],
  review: ["site", "placement", "constructs", "policies"],
  interchange: ["site", "placement", "review"],
  cluster: ["site", "placement", "constructs"],
  cli: [
    "site",
    "templates",
    "placement",
    "project",
    "fleet",
    "constructs",
    "stacks",
    "policies",
    "review",
    "interchange",
    "cluster",
  ],
  "main.ts": [
    "site",
    "templates",
    "placement",
    "fleet",
    "constructs",
    "stacks",
    "policies",
    "review",
    "cluster",
    "cli",
  ],
  "index.ts": [
    "site",
    "templates",
    "placement",
    "project",
    "fleet",
    "constructs",
    "stacks",
    "policies",
    "review",
    "cluster",
  ],
};

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Whether it is loaded only when it is come to. */
  readonly later: boolean;
}

const imports = sources().flatMap(importsOf);

test("Every room is known, and has sources whose imports were read", () => {
  const rooms = new Set(imports.map(({ file }) => roomOf(file)));
  expect([...rooms].filter((room) => !(room in allowed))).toEqual([]);
  expect(imports.length).toBeGreaterThan(150);
});

test("Imports between rooms go one way", () => {
  const wrong = imports.filter(({ file, specifier }) => {
    if (!specifier.startsWith(".")) return false;
    const target = roomOf(posix.join(dirname(file), specifier));
    const room = roomOf(file);
    return target !== room && !(allowed[room] ?? []).includes(target);
  });
  expect(wrong).toEqual([]);
});

test("Site, placement and interchange know neither cdktf nor Kubernetes", () => {
  const foreign = /^(cdktf|constructs|@cdktf\/|@kubernetes\/)/;
  expect(
    imports.filter(
      ({ file, specifier }) => /^(site|placement|interchange)\//.test(file) && foreign.test(specifier),
    ),
  ).toEqual([]);
});

test("Site, placement and interchange touch files only where documents are loaded", () => {
  const io = /^node:(fs|net|http|https|child_process|os|dns)/;
  const found = imports.filter(
    ({ file, specifier }) => /^(site|placement|interchange)\//.test(file) && io.test(specifier),
  );
  expect(found.map(({ file }) => file)).toEqual([
    "site/load/load-site.ts",
    "site/load/load-tenant.ts",
    "placement/current-lock.ts",
  ]);
});

test("cdktf is named in one module", () => {
  const namers = imports.filter(({ specifier }) => specifier === "cdktf").map(({ file }) => file);
  expect([...new Set(namers)]).toEqual(["constructs/kubernetes/cdktf.ts"]);
});

test("Terraform resource classes are known to the Kubernetes seam alone, by deep imports", () => {
  const classes = imports.filter(({ specifier }) => specifier.startsWith("@cdktf/"));
  expect(classes.filter(({ file }) => !file.startsWith("constructs/kubernetes/"))).toEqual([]);
  expect(
    classes.filter(
      ({ specifier }) => !/^@cdktf\/provider-kubernetes\/lib\/[a-z0-9-]+\/index\.js$/.test(specifier),
    ),
  ).toEqual([]);
});

test("The Kubernetes client is imported for its types only, outside the room of live clusters", () => {
  const live = imports.filter(
    ({ file, specifier, typeOnly }) =>
      specifier.startsWith("@kubernetes/") && !typeOnly && roomOf(file) !== "cluster",
  );
  expect(live).toEqual([]);
});

test("A command that needs neither waits for cdktf nor for the Kubernetes client to load", () => {
  const loaded = new Set(["cli/main.ts"]);
  for (const file of loaded) {
    for (const { specifier, typeOnly, later } of imports.filter((each) => each.file === file)) {
      if (typeOnly || later) continue;
      loaded.add(specifier.startsWith(".") ? posix.join(dirname(file), specifier) : specifier);
    }
  }
  expect(loaded).toContain("site/load/load-site.ts");
  expect([...loaded].filter((name) => /^(cdktf$|constructs$|@cdktf\/|@kubernetes\/)/.test(name))).toEqual([]);
});

test("No source says any, and none is called utils", () => {
  const files = sources();
  expect(files.filter((file) => /(^|\/)(utils?|helpers?|misc)\.ts$/.test(file))).toEqual([]);
  expect(files.filter((file) => /(:|<|as)\s*any\b/.test(withoutComments(file)))).toEqual([]);
});

function sources(): string[] {
  return Object.keys(allowed).flatMap((room) => {
    if (room.endsWith(".ts")) return [room];
    return listed(room)
      .filter((entry) => /\.tsx?$/.test(entry))
      .map((entry) => `${room}/${entry}`);
  });
}

function listed(room: string): string[] {
  try {
    return readdirSync(join(root, room), { recursive: true, encoding: "utf8" }).map((entry) =>
      relative(".", entry).replaceAll("\\", "/"),
    );
  } catch {
    // A room appears with the first thing it holds.
    return [];
  }
}

function importsOf(file: string): Import[] {
  const text = withoutComments(file);
  const found = text.matchAll(
    /(?:^|\n)\s*(import|export)\s+(type\s+)?[^"';]*?from\s+"([^"]+)"|import\("([^"]+)"\)|(?:^|\n)import\s+"([^"]+)"/g,
  );
  return [...found].map(([, , type, from, dynamic, bare]) => ({
    file,
    specifier: from ?? dynamic ?? bare ?? "",
    typeOnly: type !== undefined,
    later: dynamic !== undefined,
  }));
}

function withoutComments(file: string): string {
  return readFileSync(join(root, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
}

function roomOf(path: string): string {
  return path.split("/")[0] ?? "";
}
