import fc from "fast-check";
import { expect, test } from "vitest";
import { type HandOver, handOver } from "../../../interchange/handover/hand-over.ts";
import { handOverPage } from "../../../interchange/handover/page.tsx";
import { currentLock } from "../../../placement/current-lock.ts";
import { place } from "../../../placement/place.ts";
import { readRanges } from "../../../placement/positions.ts";
import { day } from "../../../site/day.ts";
import { Refusal } from "../../../site/problem.ts";
import { loadSite } from "../../../templates/load-site.ts";
import { type Example, exampleFolder, examples } from "../../support/examples.ts";
import { hall, rooms, siteOf, siteWith, storageRacks, tenantOf } from "../../support/sites.ts";
import { renamed } from "./renamed.ts";

function placed(name: Example) {
  const folder = exampleFolder(name);
  const { site } = loadSite(folder);
  return { site, lock: currentLock(site, folder) };
}

function given(name: Example, tenant: string): HandOver {
  const { site, lock } = placed(name);
  return handOver(site, lock, tenant, site.document.effectiveDate);
}

test("A sheet has every phase of the lease, in their order, with what each is on the day", () => {
  expect(
    given("childress", "microsoft").phases.map(({ name, racks, ready, from, state }) => [
      name,
      racks,
      ready,
      from,
      state,
    ]),
  ).toEqual([
    ["horizon-1", 353, "2026-03-01", "2026-03-15", "handed over"],
    ["horizon-2", 353, "2026-06-01", "2026-06-15", "handed over"],
    ["horizon-3", 353, "2026-09-01", "2026-09-15", "to be handed over"],
    ["horizon-4", 353, "2026-12-01", "2026-12-15", "to be handed over"],
  ]);
  const { site, lock } = placed("childress");
  const after = handOver(site, lock, "microsoft", day("2031-08-01"));
  expect(after.phases.map(({ state }) => state)).toEqual(["ended", "ended", "handed over", "handed over"]);
});

test("Power is shown from the grid down to each zone, per path, with what is leased there", () => {
  const [horizon] = given("childress", "microsoft").power;
  expect(horizon?.interconnects.map(({ name, voltage }) => `${name} ${voltage}`)).toEqual(["aep-345 345 kV"]);
  expect(`${horizon?.critical} ${horizon?.gross} ${horizon?.redundancy}`).toBe("50 MW 75 MW 2N");
  expect(horizon?.paths.map(({ path, elements }) => [path, ...elements.map(({ name }) => name)])).toEqual([
    ["A", "mt-a", "f-horizon-1-a", "ut-horizon-1-a"],
    ["B", "mt-b", "f-horizon-1-b", "ut-horizon-1-b"],
  ]);
});

test("The feeds of a rack, its phases, generators and busways are shown where the documents state them", () => {
  const single = hall("h", {
    ai: rooms({
      rackFeeds: { voltage: "415 V", current: "80 A", phases: 1, perPath: 2 },
      rowBusway: { voltage: "415 V", current: "400 A" },
    }),
  });
  const generators = [
    { name: "gen", backs: "ut-h", rating: { value: "5 MVA", source: "assumed" }, fuel: "24 h" },
  ];
  const site = siteOf(siteWith([single], { generators }), [tenantOf("a", storageRacks(12))]);
  const sheet = handOver(site, place(site), "a", day("2026-01-01"));
  const [zone] = sheet.power;
  // P = 415 V × 80 A × 0.95 × 80 % = 25.232 kW a feed, and two of them on the one path of an N zone.
  expect(zone?.rackFeeds).toMatchObject({ phases: 1, perPath: 2, paths: 1 });
  expect(zone?.rackFeeds?.continuous.kilowatts).toBeCloseTo(50.464, 9);
  expect(zone?.paths[0]?.generators).toMatchObject([
    { name: "gen", backs: "ut-h", units: 1, verified: false },
  ]);
  expect(sheet.rows.map(({ row, positions, firstPhases }) => [row, ...positions, firstPhases])).toEqual([
    ["r01", "r01p01-p10", "L1-L2"],
    ["r02", "r02p01-p02", "L2-L3"],
  ]);
  const page = handOverPage(sheet);
  expect(page).toContain(
    "2 × 415 V, between two phases, breaker of 80 A, on the one path: 50.46 kW continuously a path",
  );
  expect(page).toContain("generators behind ut-h, fuel for 1 d");
});

test("What follows each other in a zone is leased after each other: the sheet has the most of any day", () => {
  const parts = [
    storageRacks(4, { name: "first", from: "2026-01-01", to: "2026-12-31" }),
    storageRacks(6, { name: "second", from: "2027-01-01" }),
  ];
  const site = siteOf(siteWith([hall("h")]), [tenantOf("a", parts)]);
  const sheet = handOver(site, place(site), "a", day("2026-01-01"));
  expect(String(sheet.critical)).toBe("108 kW");
  expect(String(sheet.power[0]?.critical)).toBe("108 kW");
});

test("Heat is divided by medium as racks give it off, and the sum is what is leased", () => {
  for (const example of examples) {
    for (const { name } of placed(example).site.tenants) {
      const { cooling, power } = given(example, name);
      for (const { zone, critical } of power) {
        const heat = cooling.filter((each) => each.zone === zone);
        expect(heat.reduce((sum, each) => sum + each.heat.kilowatts, 0)).toBeCloseTo(critical.kilowatts, 6);
        for (const each of heat) expect(each.heat.exceeds(each.capacity)).toBe(false);
      }
    }
  }
});

test("The rows of a sheet are the positions of the lock, each once, with the names of their nodes", () => {
  for (const example of examples) {
    const { site, lock } = placed(example);
    for (const { tenant, allocations } of lock.tenants) {
      const { rows } = given(example, tenant);
      for (const { demand, zone, positions, racks, critical } of allocations) {
        const own = rows.filter((row) => row.demand === demand && row.zone === zone);
        expect(own.flatMap((row) => readRanges(site.zone(zone), row.positions))).toEqual(
          readRanges(site.zone(zone), positions),
        );
        expect(own.reduce((sum, row) => sum + row.racks, 0)).toBe(racks);
        expect(own.reduce((sum, row) => sum + row.critical.kilowatts, 0)).toBeCloseTo(critical.kilowatts, 6);
      }
    }
  }
  expect(given("prince-george", "model-lab").rows[1]).toMatchObject({
    zone: "pg-2-gpu",
    row: "r02",
    positions: ["r02p01-p08"],
    nodes: { count: 32, first: "pg-2-gpu-r02p01-n01", last: "pg-2-gpu-r02p08-n04" },
  });
});

test("Addresses are those of the lock", () => {
  const { lock } = placed("prince-george");
  const networks = lock.tenants.find(({ tenant }) => tenant === "model-lab")?.networks ?? [];
  expect(networks.length).toBeGreaterThan(0);
  expect(
    given("prince-george", "model-lab").addresses.map(({ kind, prefixes, ...network }) => ({
      ...network,
      prefixes: prefixes.map(({ prefix }) => prefix),
    })),
  ).toEqual(networks);
});

test("A tenant that the site has not is refused with the nearest name, and one without racks as well", () => {
  const { site, lock } = placed("childress");
  const on = site.document.effectiveDate;
  expect(() => handOver(site, lock, "microsft", on)).toThrow(/microsft {2}.*did you mean "microsoft"\?/);
  expect(() => handOver(site, { ...lock, tenants: [] }, "microsoft", on)).toThrow(Refusal);
});

test("Nothing of another tenant's, of miners, of prices or of secrets is on a sheet", () => {
  const page = handOverPage(given("lake-mariner", "fluidstack-cb3"));
  expect(page).toContain("Fluidstack, CB-3");
  for (const other of ["core42", "Core42", "CB-4", "154 $", "kW-month", "passwordSecret", "stratum"])
    expect(page).not.toContain(other);
  const aws = handOverPage(given("black-pearl", "aws"));
  expect(aws).not.toMatch(/148 \$|hall-5|asic/i);
});

test("The same site gives the same bytes, and no address but the sheet's own anchors", () => {
  const page = handOverPage(given("denton", "coreweave"));
  expect(handOverPage(given("denton", "coreweave"))).toBe(page);
  expect(
    [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to).filter((to) => !to?.startsWith("#")),
  ).toEqual([]);
  expect(page).not.toContain(exampleFolder("denton"));
});

test("Whatever names hold, the sheet shows it as text, and its elements and its style sheet stay the same", () => {
  const plain = given("prince-george", "model-lab");
  const skeleton = (page: string) =>
    page
      .replace(/<style>[\s\S]*?<\/style>/, "<style>")
      .replace(/content="default-src[^"]*"/, "")
      .match(/<\/?[a-zA-Z!](?:"[^"]*"|[^>"])*>/g)
      ?.map((tag) => tag.replace(/aria-label="[^"]*"/, ""));
  const expected = skeleton(handOverPage(plain));
  fc.assert(
    fc.property(fc.string({ unit: "binary", minLength: 1 }), (text) => {
      const nasty = `${text}</style></title><script>alert(1)</script>"'\\`;
      const page = handOverPage(renamed(plain, nasty));
      expect(skeleton(page)).toEqual(expected);
      expect(page).not.toContain("<script>alert");
      expect(page.match(/<\/style>/g)).toHaveLength(1);
    }),
    { numRuns: 50 },
  );
});
