import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { smallSite } from "../load/small-site.ts";
import {
  busbar,
  copyOfExample,
  digests,
  edit,
  type Run,
  temporaryFolder,
  writeFiles,
} from "../support/cli.ts";

/** Two rows of two racks in a hall that two panels feed, and what is off. */
const lists = {
  "racks.csv": [
    "site,location,name,status,max_weight,weight_unit",
    ...["A-01", "A-02", "B-01", "B-02"].map((rack) => `Dallas,Data Hall 1,${rack},active,1500,kg`),
    "Dallas,Data Hall 1,Cage,active,,",
  ].join("\n"),
  "power-feeds.csv": [
    "site,power_panel,location,rack,name,status,type,supply,phase,voltage,amperage,max_utilization",
    ...["A-01", "A-02", "B-01", "B-02"].flatMap((rack) => [
      `Dallas,PDU A,Data Hall 1,${rack},${rack}-A,active,primary,ac,three-phase,415,63,80`,
      `Dallas,PDU B,Data Hall 1,${rack},${rack}-B,active,redundant,ac,three-phase,415,63,80`,
    ]),
    "Dallas,PDU A,,,Pump,offline,primary,ac,three-phase,415,63,80",
  ].join("\n"),
  "cables.csv": "label\nnobody reads this\n",
};

let folder = "";
let site = "";
let listFolder = "";

beforeEach(() => {
  folder = temporaryFolder();
  site = join(folder, "ridge");
  listFolder = join(folder, "netbox");
  writeFiles(site, smallSite);
  writeFiles(listFolder, lists);
});

function importNetBox(...options: readonly string[]): Run {
  return busbar(["import", "netbox", listFolder, ...options]);
}

test("A dry run prints YAML of what is new, and below it what was found, and writes nothing", () => {
  const before = digests(folder);
  const { status, stdout, stderr } = importNetBox("--into", site);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(parse(stdout)).toMatchObject({
    power: [
      { name: "pdu-a", from: "poi" },
      { name: "pdu-b", from: "poi" },
    ],
    zones: [{ name: "data-hall-1", redundancy: "2N", ai: { rows: 2, positionsPerRow: 2 } }],
  });
  expect(stdout).toContain("# 14 rows: 12 used, 2 not understood.");
  expect(stdout).toContain(`#   ${listFolder}/racks.csv:6  name: found "Cage", expected a name that ends in`);
  expect(stdout).toContain(`#   ${listFolder}/power-feeds.csv:10  status: found "offline", expected active`);
  expect(digests(folder)).toEqual(before);
});

test("What is written leaves every other line as it is, and nothing is new the second time", () => {
  const before = readFileSync(join(site, "site.yaml"), "utf8").split("\n");
  expect(importNetBox("--into", site, "--write")).toMatchObject({ status: 0, stderr: "" });
  const after = readFileSync(join(site, "site.yaml"), "utf8").split("\n");
  expect(before.filter((line) => !after.includes(line))).toEqual([]);
  expect(parse(after.join("\n")).zones.map(({ name }: { name: string }) => name)).toEqual([
    "hall",
    "pit-1",
    "pit-2",
    "data-hall-1",
  ]);
  expect(busbar(["place", site])).toMatchObject({ status: 0 });

  const written = digests(site);
  const again = importNetBox("--into", site, "--write");
  expect(again.stdout).toContain("Nothing to add.\n0 power nodes and 0 zones are new; 3 parts");
  expect(again.stdout).not.toContain("Assumed");
  expect(digests(site)).toEqual(written);
});

test("Nothing is written where the site would not load with it, and it is said why", () => {
  // With two interconnects, nobody knows which of them feeds the panels.
  const other =
    "  - name: poi-2\n    voltage: 138 kV\n    gridOperator: ERCOT\n    approvals:\n      - { from: 2025-01-01, load: 1 MW }\n";
  edit(site, "site.yaml", "\ncontracts:\n", `${other}\ncontracts:\n`);
  const before = digests(site);
  const { status, stderr } = importNetBox("--into", site, "--write");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /Nothing was written: with these parts the site would be refused[\s\S]*site\.yaml:\d+:\d+/,
  );
  expect(digests(site)).toEqual(before);
  expect(importNetBox("--into", site, "--supply", "po").stderr).toContain(
    'no interconnect and no power node "po"',
  );
  expect(importNetBox("--into", site, "--write", "--supply", "poi")).toMatchObject({ status: 0, stderr: "" });
});

test("A site that a template gives gets the parts laid over it", () => {
  const example = copyOfExample("prince-george");
  writeFiles(example, { "site.yaml": readFileSync(join("examples/prince-george/site.yaml"), "utf8") });
  const { status, stderr } = importNetBox("--into", example, "--write");
  expect(stderr).toBe("");
  expect(status).toBe(0);
  const { overrides } = parse(readFileSync(join(example, "site.yaml"), "utf8"));
  expect(overrides.power.map(({ name }: { name: string }) => name)).toEqual(["pdu-a", "pdu-b"]);
  expect(overrides.zones.at(-1)).toMatchObject({ name: "data-hall-1" });
  expect(busbar(["place", example])).toMatchObject({ status: 0, stderr: "" });
});

test("All of it is data for those who ask, every row that was not understood included", () => {
  const { stdout } = importNetBox("--json");
  expect(JSON.parse(stdout)).toMatchObject({
    rows: { rows: 14, used: 12, notUnderstood: 2, cells: 0 },
    notUnderstood: [{ column: "name" }, { column: "status" }],
    unsaid: expect.arrayContaining(['power "pdu-a": what feeds it; name it with --supply']),
  });
});

test("To write, one says where; and a folder without lists, or a file that is not there, is refused", () => {
  expect(importNetBox("--write")).toMatchObject({ status: 1, stdout: "" });
  expect(busbar(["import", "netbox", folder]).stderr).toContain("holds no list: name the files sites.csv");
  expect(busbar(["import", "netbox", join(folder, "none.csv")]).stderr).toContain("cannot be read (ENOENT)");
  expect(busbar(["import", "netbox"]).status).toBe(2);
});

test("A list in another encoding is refused by its name, since names would be read as other names", () => {
  const file = join(folder, "racks.csv");
  writeFileSync(file, Buffer.from("site,name\nB\xfcro,A1\n", "latin1"));
  const { status, stdout, stderr } = busbar(["import", "netbox", file]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(`${file}  is not text in UTF-8: save it as such`);
});

test("JSON with a byte order mark is read", () => {
  const file = join(folder, "sites.json");
  writeFileSync(file, '\ufeff{"results":[{"name":"Dallas"}]}');
  const { status, stdout } = busbar(["import", "netbox", file]);
  expect(status).toBe(0);
  expect(stdout).toContain("1 row: 1 used, 0 not understood");
});
