import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lock, lockFile, readLock, writeLock } from "../../placement/lock.ts";
import { place } from "../../placement/place.ts";
import { Refusal } from "../../site/problem.ts";
import { synthesize } from "../../stacks/synthesize.ts";
import { loadSite } from "../../templates/load-site.ts";
import { digests, edit, temporaryFolder, writeFiles } from "../support/cli.ts";
import { type Case, contents, files, mark, shapes } from "./cases.ts";
import { smallSite, writeSmallSite } from "./small-site.ts";

// What an earlier run wrote. No refused run may touch it, or leave anything beside it.
const earlier = mkdtempSync(join(tmpdir(), "busbar-test-"));
const out = join(earlier, "out");
let before: Record<string, string> = {};

beforeAll(() => {
  const folder = join(earlier, "site");
  writeSmallSite(folder);
  synthesize(folder, out);
  before = digests(earlier);
});

afterAll(() => rmSync(earlier, { recursive: true, force: true }));

/** The refusal that a run ends with; anything else that is thrown, or nothing, fails the test. */
function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("the input was accepted");
}

/** The refusal of a site's folder, after which the earlier output is as it was. */
function refusedSynthesis(folder: string): Refusal {
  const refusal = refusalOf(() => synthesize(folder, out));

  expect(digests(earlier)).toEqual(before);
  expect(readdirSync(earlier).sort()).toEqual(["out", "site"]);
  for (const { message } of refusal.problems) {
    // Words of the libraries beneath, and of JavaScript, which say nothing to whoever writes a site.
    expect(message).not.toMatch(/Invalid|Too (small|big)|undefined|NaN|\[object|native code|Unrecognized/);
  }
  return refusal;
}

/** The edited files, and the places that their marks stand for. */
function edited({ edits }: Pick<Case, "edits">) {
  const result: Record<string, string> = { ...smallSite };
  const marks: string[] = [];
  for (const [file, replacements] of Object.entries(edits)) {
    let text = smallSite[file] ?? "";
    for (const [find, replacement] of replacements) {
      if (!text.includes(find)) throw new Error(`${file} does not hold ${JSON.stringify(find)}`);
      text = text.replace(find, () => replacement);
    }
    const at = text.indexOf(mark);
    if (at !== -1) marks.push(position(file, text.slice(0, at)));
    result[file] = text.replaceAll(mark, "");
  }
  return { files: result, marks };
}

function position(file: string, textBefore: string): string {
  const lines = textBefore.split("\n");
  return `${file}:${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
}

test("The site that every case here breaks is right", () => {
  const folder = temporaryFolder();
  writeSmallSite(folder);

  expect(synthesize(folder, join(folder, "out")).stacks).toContain("tenant-lab");
});

test.each([...shapes, ...contents])("$name", ({ edits, says }) => {
  const folder = temporaryFolder();
  const { files, marks } = edited({ edits });
  writeFiles(folder, files);

  const { problems, message } = refusedSynthesis(folder);

  expect(
    problems.map(({ where }) => where),
    message,
  ).toEqual(marks);
  for (const part of says) expect(problems[0]?.message).toContain(part);
  expect(problems[0]?.message).not.toContain("\n");
});

test.each(files)("$name", ({ files, problems: expected }) => {
  const folder = temporaryFolder();
  const replaced = new Set(Object.keys(files));
  writeFiles(folder, Object.fromEntries(Object.entries(smallSite).filter(([file]) => !replaced.has(file))));
  writeFiles(folder, files);

  const { problems, message } = refusedSynthesis(folder);

  expect(problems.length, message).toBe(expected.length);
  for (const [index, [where, says]] of expected.entries()) {
    expect(problems[index]?.where).toMatch(where.endsWith(":") ? new RegExp(`^${where}\\d`) : exactly(where));
    expect(problems[index]?.message).toContain(says);
  }
});

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}

test("A folder that is not there is refused", () => {
  const { problems } = refusedSynthesis(join(earlier, "nowhere"));

  expect(problems).toEqual([
    { where: join(earlier, "nowhere"), message: "is not a folder: name one that holds a site.yaml" },
  ]);
});

test("A file in place of a site's folder is refused", () => {
  const folder = temporaryFolder();
  writeFiles(folder, smallSite);

  const { problems } = refusedSynthesis(join(folder, "site.yaml"));

  expect(problems[0]?.message).toBe("is not a folder: name one that holds a site.yaml");
});

test("A folder without a site.yaml is refused", () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "tenants/lab.yaml": smallSite["tenants/lab.yaml"] ?? "" });

  const { problems } = refusedSynthesis(folder);

  expect(problems).toEqual([{ where: folder, message: "holds no site.yaml: name the folder of a site" }]);
});

test("A folder named site.yaml is refused", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "site.yaml"));

  expect(refusedSynthesis(folder).problems).toEqual([
    { where: "site.yaml", message: "is a folder: expected a YAML file" },
  ]);
});

test("A file in place of the tenants' folder is refused", () => {
  const folder = temporaryFolder();
  writeFiles(folder, { "site.yaml": smallSite["site.yaml"] ?? "", tenants: "lab\n" });

  expect(refusedSynthesis(folder).problems).toEqual([
    { where: "tenants", message: "is not a folder: it holds one .yaml file for each tenant" },
  ]);
});

test("Files whose names begin with a dot are no tenants", () => {
  const folder = temporaryFolder();
  writeFiles(folder, { ...smallSite, "tenants/.lab.yaml.swp": "\u0000", "tenants/.gitkeep": "" });

  expect(loadSite(folder).site.tenants.map(({ name }) => name)).toEqual(["lab", "studio"]);
});

test("All that is wrong with the shape of all files comes at once, file by file", () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "tenants/studio.yaml": (smallSite["tenants/studio.yaml"] ?? "").replace("200 kW", "200"),
    "tenants/notes.txt": "call them back\n",
    "tenants/lab.yaml": "name: [lab\n",
    "tenants/empty.yaml": "",
    "site.yaml": (smallSite["site.yaml"] ?? "")
      .replace("effectiveDate: 2026-07-01", "effectiveDate: tomorrow")
      .replace("vlan: 110", "vlan: 0")
      .replace("rackMass: 1400 kg", "rackMass: 1400 kW")
      .replace("name: edge, count: 3", "name: edge, count: 1"),
  });

  const first = refusedSynthesis(folder);
  const second = refusedSynthesis(folder);

  expect(first.problems.map(({ where, message }) => `${where}  ${message}`)).toEqual([
    'site.yaml:5:16  effectiveDate: "tomorrow" is not a day: write it as 2026-07-01',
    expect.stringMatching(/^site\.yaml:50:17 {2}zones\[0\]\.ai\.rackMass: "1400 kW" is a power, not a mass/),
    "site.yaml:62:28  zones[1].mining.asics[0].network.vlan: 0 is too small: at least 1",
    "site.yaml:131:26  serviceNodes[0].count: at least 2: the two replicas of a proxy never share a node",
    "tenants/empty.yaml:1:1  is empty: expected a document",
    expect.stringMatching(/^tenants\/lab\.yaml:2:1 {2}not valid YAML/),
    expect.stringMatching(/^tenants\/studio\.yaml:8:47 {2}demand\[0\]\.critical: 200 has no unit/),
    expect.stringMatching(/^tenants\/notes\.txt {2}is not read/),
  ]);
  expect(second.message).toBe(first.message);
  expect(first.message).toMatch(/^The site is refused: 8 problems\.\n {2}site\.yaml:5:16 {2}/);
});

test("All that is wrong with what the documents say comes at once", () => {
  const folder = temporaryFolder();
  writeFiles(folder, {
    "tenants/lab.yaml": (smallSite["tenants/lab.yaml"] ?? "")
      .replace("rackType: h200", "rackType: h2000")
      .replace("to: 2028-01-31", "to: 2025-01-31"),
    "tenants/studio.yaml": (smallSite["tenants/studio.yaml"] ?? "").replace(
      "name: studio-render",
      "name: lab-training",
    ),
    "site.yaml": (smallSite["site.yaml"] ?? "")
      .replace(
        "name: mt-m, kind: main-transformer, from: poi",
        "name: mt-m, kind: main-transformer, from: mt-m",
      )
      .replace("feeds: { A: ut-2 }", "feeds: {}")
      .replace("cidr: 10.10.0.0/20", "cidr: 10.10.0.0/33")
      .replace("power: 3400 W", "power: 4 kW"),
  });

  const { problems, message } = refusedSynthesis(folder);

  expect(
    problems.map(({ where }) => where),
    message,
  ).toEqual([
    "tenants/studio.yaml:10:13", // the namespace of another tenant
    "tenants/lab.yaml:11:15", // the rack type
    "site.yaml:32:49", // the cycle
    "site.yaml:68:12", // the zone without a feed
    "site.yaml:62:39", // the address
    "site.yaml:95:5", // the miner's figures
    "tenants/lab.yaml:6:7", // the lease
  ]);
});

test("A site that was never placed is refused, with the command that places it", () => {
  const folder = temporaryFolder();
  writeFiles(folder, smallSite);

  const { problems, message } = refusedSynthesis(folder);

  expect(message).toMatch(/^The site has no placement yet\./);
  expect(problems).toEqual([
    { where: lockFile, message: `is missing: run "busbar place ${folder}" and commit placement.lock.yaml` },
  ]);
});

test("A lock that was edited by hand is refused", () => {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  edit(folder, lockFile, "racks: 8", "racks: 7");

  const { problems } = refusedSynthesis(folder);

  expect(problems).toHaveLength(1);
  expect(problems[0]?.where).toMatch(/^placement\.lock\.yaml:4\d:11$/);
  expect(problems[0]?.message).toBe(
    `was edited by hand: its content does not match its checksum; restore it from version control and run "busbar place ${folder}"`,
  );
});

test.each([
  ["an unknown key", "site: ridge", "site: ridge\nnote: mine", 'unknown key "note"'],
  ["a conflict of a merge", "site: ridge", "<<<<<<< HEAD\nsite: ridge\n=======", "not valid YAML"],
  ["no checksum", "checksum: sha256", "# checksum: sha256", '"checksum" is missing'],
  ["another version", "version: 1", "version: 2", "2"],
])("A lock with %s is refused", (_, find, replacement, says) => {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  edit(folder, lockFile, find, replacement);

  const { problems, message } = refusedSynthesis(folder);

  expect(message).toMatch(
    /^The placement lock cannot be read: restore it from version control, or remove it and run "busbar place /,
  );
  expect(problems[0]?.where).toMatch(/^placement\.lock\.yaml:\d+:\d+$/);
  expect(problems[0]?.message).toContain(says);
});

test("An empty lock is refused", () => {
  const folder = temporaryFolder();
  writeFiles(folder, { ...smallSite, [lockFile]: "" });

  expect(refusedSynthesis(folder).problems).toEqual([
    { where: "placement.lock.yaml:1:1", message: "is empty: expected a document" },
  ]);
});

test.each([
  ["a hall has other rows", "site.yaml", "rows: 4", "rows: 5"],
  ["a transformer is another", "site.yaml", "from: mt-a, rating: 4 MVA", "from: mt-a, rating: 5 MVA"],
  ["a zone mines more", "site.yaml", "count: 1000", "count: 1001"],
  ["the approval changes", "site.yaml", "load: 20 MW", "load: 19 MW"],
  ["a tenant takes more racks", "tenants/lab.yaml", "racks: 8", "racks: 9"],
  ["a lease is extended", "tenants/lab.yaml", "to: 2028-01-31", "to: 2028-02-29"],
])("A lock is stale when %s", (_, file, find, replacement) => {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  edit(folder, file, find, replacement);

  const { problems, message } = refusedSynthesis(folder);

  expect(message).toMatch(/^The placement is stale\./);
  expect(problems[0]?.message).toContain(`run "busbar place ${folder}" and commit placement.lock.yaml`);
});

test("A lock stays good when a title, a price or a pool changes", () => {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  edit(folder, "site.yaml", "title: Ridge", "title: The Ridge");
  edit(folder, "site.yaml", "btc.one.example", "btc.three.example");
  edit(folder, "tenants/lab.yaml", "450 $/kW-month", "460 $/kW-month");

  expect(synthesize(folder, join(folder, "out")).stacks).toHaveLength(7);
});

test("The lock of another site is refused", () => {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  edit(folder, "site.yaml", "name: ridge", "name: valley");

  expect(refusedSynthesis(folder).problems[0]?.message).toMatch(
    /^is of site "ridge", this is "valley": run /,
  );
});

/** Rewrites a folder's lock with a checksum that is right, as somebody who wants to get round it would. */
function forge(folder: string, change: (lock: Lock) => Lock): void {
  const lock = readLock(readFileSync(join(folder, lockFile), "utf8"), folder);
  writeFiles(folder, { [lockFile]: writeLock(change(lock)) });
}

/** The lock with other values in the allocations of its last tenant. */
function withAllocation(lock: Lock, values: Partial<Lock["tenants"][number]["allocations"][number]>): Lock {
  return {
    ...lock,
    tenants: lock.tenants.map((tenant, index) =>
      index === lock.tenants.length - 1
        ? { ...tenant, allocations: tenant.allocations.map((one) => ({ ...one, ...values })) }
        : tenant,
    ),
  };
}

test.each([
  ["racks where others stand", { positions: ["r01p04-p08"] }, 'positions in "hall" are given twice'],
  [
    "racks beyond the hall",
    { positions: ["r05p01-p05"] },
    'names positions in "hall" that the site does not have',
  ],
  [
    "racks in a zone that is not there",
    { zone: "annex" },
    'names positions in "annex" that the site does not have',
  ],
  ["a demand that nobody has", { demand: "other" }, "has 0 racks, the tenant asks for 5"],
  ["another number of racks than positions", { racks: 6 }, "has 6 racks, the tenant asks for 5"],
])("A lock whose checksum is right is refused for %s", (_, values, says) => {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  forge(folder, (lock) => withAllocation(lock, values));

  const { problems, message } = refusedSynthesis(folder);

  expect(message).toMatch(/^The placement breaks a limit\./);
  expect(problems[0]?.where).toMatch(/^placement\.lock\.yaml: studio\/(render|other)$/);
  expect(problems[0]?.message).toContain(says);
});

/** The refusal to place a site after an edit; neither its lock nor an earlier output may change. */
function refusedPlacement(file: string, find: string, replacement: string): Refusal {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  const lock = readLock(readFileSync(join(folder, lockFile), "utf8"), folder);
  edit(folder, file, find, replacement);
  const placedBefore = digests(folder);

  const refusal = refusalOf(() => place(loadSite(folder).site, lock));

  expect(refusedSynthesis(folder).message).toMatch(/^The placement is stale\./);
  expect(digests(folder)).toEqual(placedBefore);
  return refusal;
}

test("A tenant larger than the site is refused, with what binds in each zone and a way out", () => {
  const { message, problems } = refusedPlacement("tenants/studio.yaml", "critical: 200 kW", "racks: 60");

  expect(message).toMatch(/^The placement is refused; the lock is left as it was\./);
  expect(problems.map(({ where }) => where)).toEqual(["studio/render"]);
  expect(problems[0]?.message).toMatch(
    /^\d+ of 55 h200 racks find no place from 2026-04-01 to 2027-03-31\.\n/,
  );
  expect(problems[0]?.message).toContain("    hall: ");
  expect(problems[0]?.message).toContain("    pit-1: it is not planned as an AI hall\n");
  expect(problems[0]?.message).toContain('    pit-2: it is "mining" on 2026-04-01\n');
  expect(problems[0]?.message).toMatch(/ {4}A way out: \S/);
});

test("Two tenants that do not fit are both reported", () => {
  const folder = temporaryFolder();
  writeFiles(folder, smallSite);
  edit(folder, "tenants/studio.yaml", "critical: 200 kW", "racks: 60");
  edit(folder, "tenants/lab.yaml", "racks: 8", "racks: 70");

  const { problems } = refusalOf(() => place(loadSite(folder).site));

  expect(problems.map(({ where }) => where).sort()).toEqual(["lab/training", "studio/render"]);
});

test("Racks that a changed hall cannot carry any more are not moved but refused", () => {
  const { problems } = refusedPlacement("site.yaml", "rackMass: 1400 kg", "rackMass: 600 kg");

  expect(problems.map(({ where }) => where)).toEqual(["lab/training", "studio/render"]);
  expect(problems[0]?.message).toContain('its racks in "hall" cannot stay: its positions carry 600 kg');
  expect(problems[0]?.message).toContain('"--release lab"');
});

test("Mining that overloads its transformers is refused with the numbers, at each of them", () => {
  const folder = temporaryFolder();
  writeSmallSite(folder);
  edit(folder, "site.yaml", "count: 1000", "count: 1400");
  const { problems } = refusedSynthesis(folder);

  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(
      /^power\[2\]: "mt-m" carries 8\.715 MW with 1 of 3 units lost, 1\.115 MW over .* 7\.6 MW, from .* by mining alone/,
    ),
    expect.stringMatching(
      /^power\[5\]: "ut-1" carries 5\.145 MW with all in service, 1\.345 MW over .* 3\.8 MW/,
    ),
  ]);
});
