import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar, filesIn, root, temporaryFolder } from "../support/cli.ts";

const example = join(root, "examples/childress");

test("A hand-over sheet is written to the file that is named, of the day that is asked for", () => {
  const folder = temporaryFolder();
  const run = busbar(["export", "handover", example, "microsoft", "-o", "sheet.html", "--at", "2027-01-01"], {
    cwd: folder,
  });
  expect(run).toEqual({ status: 0, stdout: "Wrote sheet.html.\n", stderr: "" });
  expect(filesIn(folder)).toEqual(["sheet.html"]);
  const page = readFileSync(join(folder, "sheet.html"), "utf8");
  expect(page).toMatch(/^<!doctype html>\n/);
  expect(page).toContain("<title>Hand-over sheet: Microsoft at Childress</title>");
  expect(page).toContain("As of 2027-01-01");
  expect(page).not.toContain("to be handed over");
});

test("A tenant that is not there is refused with the nearest name, and nothing is written", () => {
  const folder = temporaryFolder();
  const { status, stderr } = busbar(["export", "handover", example, "microsft", "-o", "sheet.html"], {
    cwd: folder,
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^There is no hand-over sheet\.\n {2}microsft {2}.*did you mean "microsoft"\?/);
  expect(filesIn(folder)).toEqual([]);
});

test("Without a file to write to, or a tenant, the command line is wrong", () => {
  expect(busbar(["export", "handover", example, "microsoft"]).status).toBe(2);
  expect(busbar(["export", "handover", example, "-o", "sheet.html"]).status).toBe(2);
});
