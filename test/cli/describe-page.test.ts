import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { busbar, filesIn, root, temporaryFolder } from "../support/cli.ts";

const example = join(root, "examples/prince-george");

test("The page of a site is written to the file that is named, whole, from any folder, with its findings", () => {
  const folder = temporaryFolder();
  const run = busbar(["describe", example, "--html", "--out", "site.html"], { cwd: folder });
  expect(run).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(filesIn(folder)).toEqual(["site.html"]);
  const page = readFileSync(join(folder, "site.html"), "utf8");
  expect(page).toMatch(/^<!doctype html>\n/);
  expect(page).toContain("Payouts to an address of the documentation");
});

test("The page is of the day that is asked for", () => {
  const { status, stdout } = busbar(["describe", example, "--html", "--at", "2027-06-01"]);
  expect(status).toBe(0);
  expect(stdout).toContain("<title>Prince George on 2027-06-01</title>");
});

test("A page goes with neither JSON nor the power network, and a file only with a page", () => {
  for (const options of [
    ["--html", "--json"],
    ["--html", "--power"],
    ["--out", "x.html"],
  ]) {
    const { status, stderr } = busbar(["describe", example, ...options]);
    expect(status).toBe(2);
    expect(stderr).toContain("--html");
  }
});

test("A page that cannot be written is refused before it is drawn", () => {
  const folder = temporaryFolder();
  const { status, stderr } = busbar(["describe", example, "--html", "--out", "none/site.html"], {
    cwd: folder,
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^There is nowhere to write to\.\n {2}none\/site\.html {2}.*mkdir -p none/);
  expect(filesIn(folder)).toEqual([]);
});
