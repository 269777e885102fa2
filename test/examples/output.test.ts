import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { Refusal } from "../../site/problem.ts";
import { synthesize } from "../../stacks/synthesize.ts";
import { exampleFolder, filesIn, temporaryFolder } from "../support/examples.ts";

const site = exampleFolder("prince-george");

test("A folder that holds anything but an earlier output is refused and left as it was", () => {
  const folder = join(temporaryFolder(), "project");
  mkdirSync(join(folder, "stacks"), { recursive: true });
  writeFileSync(join(folder, "stacks", "mine.ts"), "mine");
  const before = filesIn(folder);
  expect(() => synthesize(site, folder)).toThrowError(
    /is not empty, and holds no earlier output: name an empty folder/,
  );
  expect(filesIn(folder)).toEqual(before);
  expect(readdirSync(dirname(folder))).toEqual(["project"]);

  writeFileSync(join(folder, "manifest.json"), '{"name": "a web app"}');
  expect(() => synthesize(site, folder)).toThrowError(
    /holds a manifest\.json that is not of an earlier output/,
  );
  expect(filesIn(folder).get("stacks/mine.ts")).toBe("mine");
});

test("A file in the place of the output folder is refused", () => {
  const file = join(temporaryFolder(), "cdktf.out");
  writeFileSync(file, "text");
  expect(() => synthesize(site, file)).toThrowError(Refusal);
});

test("An empty folder, and one that is not there yet, are filled", () => {
  const empty = temporaryFolder();
  expect(synthesize(site, empty).stacks).toContain("platform");
  const missing = join(temporaryFolder(), "a", "b");
  synthesize(site, missing);
  expect(filesIn(missing)).toEqual(filesIn(empty));
});

test("What a killed run left in its staging folder is no part of the next result", () => {
  const parent = temporaryFolder();
  const output = join(parent, "cdktf.out");
  // Process numbers end far below this one.
  const staging = join(parent, ".cdktf.out.staging-999999999");
  mkdirSync(join(staging, "manifests"), { recursive: true });
  writeFileSync(join(staging, "manifests", "half.yaml"), "half");
  synthesize(site, output);
  expect(existsSync(staging)).toBe(false);
  expect([...filesIn(output).keys()].some((path) => path.includes("half"))).toBe(false);
});
