import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { writeSmallSite } from "../load/small-site.ts";
import { busbar, digests, filesIn, type Run, temporaryFolder, writeFiles } from "../support/cli.ts";

let folder = "";
let site = "";
let output = "";

beforeEach(() => {
  folder = temporaryFolder();
  site = join(folder, "ridge");
  output = join(folder, "out/netbox");
  writeSmallSite(site);
});

function exportNetBox(...options: readonly string[]): Run {
  return busbar(["export", "netbox", site, "-o", output, ...options]);
}

test("A site is written as files that the import reads back, and finds all of it in the site", () => {
  const { status, stdout, stderr } = exportNetBox();
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout).toContain(`Wrote 16 files to ${output}: sites.csv, `);
  expect(filesIn(output)).toHaveLength(16);
  const back = busbar(["import", "netbox", output, "--into", site]);
  expect(back.stdout).toContain(
    "# 0 power nodes and 0 zones are new; 10 parts are in the site already, stated alike.",
  );
  expect(back.stdout).not.toContain("left as it is there");
});

test("The same site gives the same bytes, another day other racks, and an earlier export makes way", () => {
  exportNetBox();
  const first = digests(output);
  exportNetBox();
  expect(digests(output)).toEqual(first);
  expect(exportNetBox("--at", "2028-06-01").status).toBe(0);
  const changed = Object.keys(first).filter((file) => digests(output)[file] !== first[file]);
  expect(changed).toContain("racks.csv");
  expect(changed).not.toContain("power-panels.csv");
  expect(filesIn(join(folder, "out"))).toHaveLength(16);
});

test("A folder that holds anything else is left as it is", () => {
  writeFiles(output, { "notes.txt": "ours", "sites.csv": "old" });
  const before = digests(folder);
  const { status, stderr } = exportNetBox();
  expect(status).toBe(1);
  expect(stderr).toContain(`${join(output, "notes.txt")}  is there already, and not written by this command`);
  expect(digests(folder)).toEqual(before);
});

test("A site without a placement is refused, with the command to run", () => {
  writeFiles(join(folder, "bare"), { "site.yaml": "version: 1\n" });
  expect(busbar(["export", "netbox", join(folder, "bare"), "-o", output])).toMatchObject({
    status: 1,
    stdout: "",
  });
  expect(busbar(["export", "netbox", site]).status).toBe(2);
});
