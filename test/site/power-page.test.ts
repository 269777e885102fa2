import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { describePower } from "../../cli/power.ts";
import { currentLock } from "../../placement/current-lock.ts";
import type { Placement } from "../../placement/place.ts";
import { powerPlan } from "../../placement/power-plan.ts";
import { checkOverTime } from "../../site/checks/over-time.ts";
import { addDays, day } from "../../site/day.ts";
import { approvedLoad } from "../../site/power/approvals.ts";
import { continuousCapacity, ratingOf } from "../../site/power/rating.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { Site } from "../../site/site.ts";
import { Power } from "../../site/units/index.ts";
import { loadSite } from "../../templates/load-site.ts";
import { exampleFolder, repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { siteOf, siteWith } from "../support/sites.ts";

// What docs/power.md says, counted again.

const page = readFileSync(join(repository, "docs/power.md"), "utf8");
const fences = fencesOf(page);
const { site: blackPearl } = loadSite(exampleFolder("black-pearl"));

function node(name: string) {
  return blackPearl.document.power.find((found) => found.name === name) ?? expect.fail(`no node ${name}`);
}

/** The cells of the table under a header, without their marks. */
function table(firstHeader: string): string[][] {
  const lines = page.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${firstHeader}`));
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith("|")),
    )
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll("`", "")),
    );
}

test("The nodes of Black Pearl carry what the page says", () => {
  const rows = table("node of [Black Pearl]");
  expect(rows.length).toBe(5);
  for (const [name = "", rating, units = "", powerFactor, continuous, carries] of rows) {
    const found = node(name.replace(/,.*/, ""));
    expect(String(ratingOf(found))).toBe(rating);
    expect(String(continuousCapacity(found, Number.parseInt(units, 10)))).toBe(carries);
    expect(String(found.powerFactor?.value ?? 0.95)).toBe(powerFactor);
    expect(String(found.continuousRating?.value ?? "80 %")).toBe(continuous);
  }
});

test("The nodes of Black Pearl are loaded as the page says", () => {
  const on = day("2026-12-01");
  const plan = powerPlan(blackPearl, currentLock(blackPearl, exampleFolder("black-pearl")), on);
  const rows = table("node | in service");
  expect(rows.length).toBe(4);
  for (const [name, ...cells] of rows) {
    const found = plan.nodes.find((candidate) => candidate.name === name) ?? expect.fail(`no node ${name}`);
    const { worst, load } = found;
    expect([load, worst?.scenario, worst?.load, worst?.capacity, worst?.headroom].map(String)).toEqual(cells);
  }
});

test("The example of three paths, generators and miners that come back comes out as the page says", () => {
  const example = fences.find(({ text }) => text.includes("name: gen-a")) ?? expect.fail("no example");
  const { interconnects, power, generators, zones } = load(example.text) as Required<SiteInput>;
  const text = JSON.stringify({ interconnects, power, generators, zones }, (_, value) =>
    value instanceof Date ? value.toISOString().slice(0, 10) : value,
  );
  const site = siteOf({ ...siteWith([]), ...JSON.parse(text.replaceAll("T00:00:00.000Z", "")) });
  const on = day("2026-06-01");
  // 60 × 56 kW
  const racks = {
    zone: "hall-1",
    rackType: "b300",
    racks: 60,
    critical: Power.kilowatts(60 * 56),
    positions: [],
    from: on,
    to: on,
  };
  const placement = {
    tenants: [{ tenant: "t", allocations: [racks], networks: [] }],
  } as unknown as Placement;
  const shown = describePower(powerPlan(site, placement, on))
    .split("\n")
    .slice(2)
    .join("\n")
    .trimEnd();
  expect(`${shown}\n`).toBe(fences.find((fence) => fence.text.includes("gen-a  "))?.text);
});

test("A ramp allows in a month what the page says", () => {
  const example = fences.find(({ text }) => text.includes("name: aep-345")) ?? expect.fail("no example");
  const written = JSON.parse(
    JSON.stringify((load(example.text) as SiteInput).interconnects).replaceAll("T00:00:00.000Z", ""),
  );
  const [interconnect] = siteDocument.shape.interconnects.parse(written);
  if (interconnect === undefined) return expect.fail("no interconnect");
  const allowed = approvedLoad(interconnect, day("2025-03-15")).megawatts;
  expect(page).toContain(`750 + 250 × 212 / 730 = ${allowed.toFixed(1)} MW`);
  expect(addDays(day("2024-08-01"), 212)).toBe("2025-03-01");
  expect(approvedLoad(interconnect, day("2035-01-01")).isZero).toBe(true);
});

test("An obligation that a conversion breaks is refused as the page says", () => {
  const zones = blackPearl.zones.map((zone) =>
    zone.name === "hall-5"
      ? {
          ...zone,
          states: [
            ...zone.states,
            { state: "draining" as const, from: day("2026-09-01") },
            { state: "stripped" as const, from: day("2026-09-15") },
          ],
        }
      : zone,
  );
  const broken = new Site({ ...blackPearl.document, zones }, blackPearl.tenants, blackPearl.catalog);
  const findings = checkOverTime(broken);
  expect(findings.length).toBe(2);
  for (const { message } of findings) expect(page).toContain(message);
});
