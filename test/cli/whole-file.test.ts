import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeWhole } from "../../cli/whole-file.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

test("Files are written all or none, and nothing is left of those that were not", () => {
  const folder = temporaryFolder();
  const [first, second] = [join(folder, "first"), join(folder, "missing", "second")];
  writeFileSync(first, "before");
  const files = [
    { file: first, text: "after" },
    { file: second, text: "after" },
  ];
  expect(() => writeWhole(...files)).toThrow(/ENOENT/);
  expect(readdirSync(folder)).toEqual(["first"]);
  expect(readFileSync(first, "utf8")).toBe("before");
  mkdirSync(join(folder, "missing"));
  writeWhole(...files);
  expect([first, second].map((file) => readFileSync(file, "utf8"))).toEqual(["after", "after"]);
  expect(existsSync(`${first}.${process.pid}.part`)).toBe(false);
});
