import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { currentLock } from "../../placement/current-lock.ts";
import { siteUse } from "../../placement/quarters.ts";
import { timeline } from "../../placement/timeline.ts";
import { day } from "../../site/day.ts";
import { loadSite } from "../../templates/load-site.ts";
import { busbar } from "../support/cli.ts";
import { type Example, exampleFolder, examples } from "../support/examples.ts";

const childress = exampleFolder("childress");

function timelineOf(name: Example) {
  const folder = exampleFolder(name);
  const { site } = loadSite(folder);
  return timeline(site, currentLock(site, folder));
}

test("The timeline of a site that changes sides reads as a person would tell it", async () => {
  const { status, stdout, stderr } = busbar([
    "timeline",
    childress,
    "--from",
    "2026-06-05",
    "--to",
    "2027-02-01",
  ]);
  expect([status, stderr]).toEqual([0, ""]);
  await expect(stdout).toMatchFileSnapshot("./timeline-childress.txt");
});

test.each(examples)("The timeline of %s fits in 100 columns and has no colours in a pipe", (name) => {
  const { status, stdout } = busbar(["timeline", exampleFolder(name)]);
  expect(status).toBe(0);
  expect(stdout).not.toContain("\u001b");
  for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
});

test("As JSON it says the same, with units in its keys", () => {
  const { status, stdout } = busbar(["timeline", childress, "--json", "--from", "2026-06-05"]);
  expect(status).toBe(0);
  const { phases, quarters, from } = JSON.parse(stdout);
  expect(from).toBe("2026-06-05");
  const back = phases.find(({ kind }: { kind: string }) => kind === "return-to-mining");
  expect(back).toMatchObject({
    zone: "swing",
    from: "2026-06-08",
    hallEnds: { criticalKilowatts: 10_600, positions: 192 },
  });
  // 3,400 × 3,510 W × 1.05.
  expect(back.minersArrive.grossKilowatts).toBe(12_530.7);
  expect(quarters[0]).toMatchObject({ quarter: "2026 Q2", leasedKilowatts: 100_000 });
});

test.each([
  ["a day that is none", ["--from", "2026-02-30"], "It is not a day: write it as 2026-12-01."],
  [
    "an end before the beginning",
    ["--from", "2027-01-01", "--to", "2026-01-01"],
    "--to 2026-01-01 is before --from 2027-01-01: give the earlier day first.",
  ],
])("The command line is wrong with %s", (_, options, says) => {
  const { status, stdout, stderr } = busbar(["timeline", childress, ...options]);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(says);
});

/** The rows of the table of an example's README that begin with a day, by the names of their columns. */
function publicRows(name: Example): Record<string, string>[] {
  const lines = readFileSync(join(exampleFolder(name), "README.md"), "utf8").split("\n");
  const cells = (line: string) => line.split("|").map((cell) => cell.trim());
  const header = cells(lines.find((line) => /^\| day /.test(line)) ?? "");
  return lines
    .filter((line) => /^\| \d{4}-\d{2}-\d{2}/.test(line))
    .map((line) => Object.fromEntries(cells(line).map((cell, at) => [header[at] ?? "", cell])));
}

test.each(examples)("The megawatts of %s are those of its README on each of its days", (name) => {
  const folder = exampleFolder(name);
  const { site } = loadSite(folder);
  const lock = currentLock(site, folder);
  const rows = publicRows(name);
  expect(rows.length).toBeGreaterThan(3);
  for (const row of rows) {
    const use = siteUse(site, lock, day((row["day"] ?? "").slice(0, 10)));
    const critical = Object.entries(row).find(([column]) => column.includes("critical"))?.[1] ?? "";
    // The README rounds to a tenth of a megawatt.
    expect(Math.abs(use.leased.megawatts - Number.parseFloat(critical))).toBeLessThan(0.0501);
    const mining = Number.parseFloat(row["mining gross"] ?? "");
    expect(Math.abs(use.mining.megawatts - mining)).toBeLessThan(0.0501);
  }
});

test("The phases that are public come on their days", () => {
  const complete = (name: Example) =>
    timelineOf(name)
      .phases.filter(({ kind }) => kind === "conversion" || kind === "new-hall")
      .map(({ zone, complete }) => `${zone} ${complete}`);
  // Handed over in July and in the fourth quarter of 2026.
  expect(complete("black-pearl")).toEqual([
    "hall-1 2026-07-01",
    "hall-2 2026-07-01",
    "hall-3 2026-11-15",
    "hall-4 2026-11-15",
  ]);
  // The first halls from late 2025.
  expect(complete("denton")[0]).toBe("hall-1 2025-12-15");
  // WULF Den in July 2025, then CB-1 and CB-2; 40 MW in the first half of 2026, all by the end of it.
  expect(complete("lake-mariner")).toEqual(
    expect.arrayContaining(["den 2025-07-01", "cb-1 2025-10-01", "cb-2 2026-01-01", "cb-3 2026-06-01"]),
  );
});
