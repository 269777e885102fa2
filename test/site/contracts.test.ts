import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { checkContracts } from "../../site/checks/contracts.ts";
import { blockHours } from "../../site/contracts/block-hours.ts";
import { leasedLoads } from "../../site/contracts/coverage.ts";
import { contractsOn } from "../../site/contracts/supply.ts";
import { day } from "../../site/day.ts";
import { extendedCatalog } from "../../site/load/load-site.ts";
import { type SiteInput, siteDocument } from "../../site/schema/site-document.ts";
import { type TenantInput, tenantDocument } from "../../site/schema/tenant-document.ts";
import { Power } from "../../site/units/index.ts";
import { repository } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";
import { hall, mine, rooms, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

type ContractInput = NonNullable<SiteInput["contracts"]>[number];

function contract(change: Partial<ContractInput> = {}): ContractInput {
  return { name: "block", kind: "fixed", power: "2 MW", price: "40 $/MWh", from: "2025-01-01", ...change };
}

function documentsOf(contracts: readonly ContractInput[], tenants: readonly TenantInput[] = []) {
  const zones = [hall("h"), hall("lean", { ai: rooms({ grossToCritical: 1.1 }) }), mine("m", 7)];
  const site = siteDocument.parse(siteWith(zones, { contracts: [...contracts] }));
  return {
    site,
    tenants: tenants.map((tenant) => ({
      file: `tenants/${tenant.name}.yaml`,
      value: tenantDocument.parse(tenant),
    })),
    catalog: extendedCatalog(site),
  };
}

const findingsOf = (contracts: readonly ContractInput[], tenants: readonly TenantInput[] = []) =>
  checkContracts(documentsOf(contracts, tenants)).map(({ path, message }) => ({ path, message }));

// 80 racks of 18 kW, for 2026 to 2028: 1.44 MW critical, 1.8 MW at the meter where the ratio is 1.25.
const lab = tenantOf("lab", storageRacks(80));

// --- What contracts deliver.

test("A block of hours runs over midnight where it ends before it begins", () => {
  const hoursOf = (text: string) => {
    const read = blockHours(text);
    return "hours" in read ? [...read.hours].sort((a, b) => a - b) : read.problem;
  };
  expect(hoursOf("22:00-06:00")).toEqual([0, 1, 2, 3, 4, 5, 22, 23]);
  expect(hoursOf("01:00-05:00")).toEqual([1, 2, 3, 4]);
  expect(hoursOf("18:00-24:00")).toEqual([18, 19, 20, 21, 22, 23]);
  expect(hoursOf("25:00-06:00")).toBe('"25:00-06:00" are no hours of a day: write them as "22:00-06:00"');
  expect(hoursOf("22:30-06:00")).toContain("blocks are of whole hours");
  expect(hoursOf("06:00-06:00")).toContain("is all of the day or none of it");
});

test("Off-peak blocks deliver in their hours and are no part of what is delivered round the clock", () => {
  const { site } = documentsOf([
    contract(),
    contract({ name: "nodal", kind: "indexed", power: "3 MW" }),
    contract({ name: "night", kind: "off-peak", power: "10 MW", hours: "22:00-06:00" }),
  ]);
  const { roundTheClock, hourly, contracts } = contractsOn(site, day("2026-01-01"));
  expect(contracts).toHaveLength(3);
  expect(roundTheClock.megawatts).toBe(5);
  expect([5, 6, 21, 22].map((hour) => hourly[hour]?.megawatts)).toEqual([15, 5, 5, 15]);
});

test("A contract delivers on its last day, and beyond it only where it renews", () => {
  const on = (text: string, renews: boolean) =>
    contractsOn(documentsOf([contract({ to: "2026-12-31", renews })]).site, day(text)).roundTheClock
      .megawatts;
  expect(["2024-12-31", "2025-01-01", "2026-12-31", "2027-01-01"].map((text) => on(text, false))).toEqual([
    0, 2, 2, 0,
  ]);
  expect(on("2027-01-01", true)).toBe(2);
});

// --- What leases need.

test("A demand counts with the largest ratio of the halls it may stand in", () => {
  const grossOf = (zones?: string[]) => {
    const { site, tenants, catalog } = documentsOf(
      [],
      [tenantOf("lab", storageRacks(80, zones && { zones }))],
    );
    return leasedLoads(
      site,
      tenants.map(({ value }) => value),
      catalog,
    ).map(({ gross }) => gross);
  };
  expect(grossOf()).toEqual([Power.megawatts(1.8)]);
  expect(grossOf(["lean"])[0]?.megawatts).toBeCloseTo(1.584, 9);
});

test("Leases that contracts cover are fine, and so is a site that lists no contract", () => {
  expect(findingsOf([contract()], [lab])).toEqual([]);
  expect(findingsOf([], [lab])).toEqual([]);
});

test("A contract shorter than a lease is refused, with from when, how much, and what to do", () => {
  expect(findingsOf([contract({ to: "2027-06-30" })], [lab])).toEqual([
    {
      path: ["contracts", 0, "to"],
      message:
        'from 2027-07-01 to 2028-12-31 leases draw up to 1.8 MW at the meter (lab), but contracts deliver 0 W round the clock: 1.8 MW are not covered; let "block" renew (renews: true), contract for more from then, or end the leases with it',
    },
  ]);
  expect(findingsOf([contract({ to: "2027-06-30", renews: true })], [lab])).toEqual([]);
  expect(
    findingsOf([contract({ to: "2027-06-30" }), contract({ name: "next", from: "2027-07-01" })], [lab]),
  ).toEqual([]);
});

test("A lease that begins before its energy is contracted is refused for those days", () => {
  expect(findingsOf([contract({ from: "2026-03-01" })], [lab])).toEqual([
    {
      path: ["contracts"],
      message:
        "from 2026-01-01 to 2026-02-28 leases draw up to 1.8 MW at the meter (lab), but contracts deliver 0 W round the clock: 1.8 MW are not covered; contract for more by then, or begin the leases later",
    },
  ]);
});

test("Leases of the same days add up, and off-peak blocks do not cover them", () => {
  const two = [
    lab,
    tenantOf("studio", storageRacks(20), { lease: { from: "2026-07-01", to: "2026-12-31" } }),
  ];
  const night = contract({ name: "night", kind: "off-peak", power: "10 MW", hours: "22:00-06:00" });
  expect(findingsOf([contract(), night], two).map(({ message }) => message)).toEqual([
    // 1.8 MW + 20 × 18 kW × 1.25
    "from 2026-07-01 to 2026-12-31 leases draw up to 2.25 MW at the meter (lab, studio), but contracts deliver 2 MW round the clock: 250 kW are not covered; contract for more by then, or begin the leases later",
  ]);
});

test("The worked example of the page comes out", () => {
  const page = readFileSync(join(repository, "docs/contracts.md"), "utf8");
  const fences = fencesOf(page);
  const { contracts } = load(fences.find(({ info }) => info === "yaml")?.text ?? "") as {
    contracts: ContractInput[];
  };
  const { roundTheClock, hourly } = contractsOn(documentsOf(contracts).site, day("2027-03-01"));
  expect(page).toContain(`| round the clock | ${roundTheClock} |\n| from 22:00 to 06:00 | ${hourly[22]} |`);
  const site = siteDocument.parse(
    siteWith([hall("h", { ai: rooms({ grossToCritical: 1.45 }) })], { contracts: [...contracts] }),
  );
  const lease = { from: "2026-07-01", to: "2030-06-30" };
  const demand = { name: "store", rackType: "storage", critical: "24 MW" };
  const value = tenantDocument.parse(tenantOf("lab", demand, { lease }));
  const findings = checkContracts({
    site,
    tenants: [{ file: "tenants/lab.yaml", value }],
    catalog: extendedCatalog(site),
  });
  expect(fences.filter(({ info }) => info === "text").map(({ text }) => text.trim())).toEqual(
    findings.map(({ message }) => message),
  );
});

// --- Terms.

test("Hours and renewal are stated where they mean something", () => {
  expect(
    findingsOf([
      contract({ hours: "22:00-06:00" }),
      contract({ name: "night", kind: "off-peak" }),
      contract({ name: "late", kind: "off-peak", hours: "22:15-06:00" }),
      contract({ name: "endless", renews: true }),
    ]).map(({ path, message }) => [path.join("."), message]),
  ).toEqual([
    [
      "contracts.0.hours",
      '"block" is fixed, which delivers round the clock: only off-peak blocks have hours',
    ],
    ["contracts.1.kind", '"night" is an off-peak block without hours: add hours, as "22:00-06:00"'],
    [
      "contracts.2.hours",
      '"22:15-06:00" begins or ends within an hour: blocks are of whole hours, as "22:00-06:00"',
    ],
    [
      "contracts.3.renews",
      '"endless" has no last day after which it could renew: remove renews, or state to',
    ],
  ]);
});
