import { expect, test } from "vitest";
import { assumptionsOf } from "../../site/economics/assumptions.ts";
import { readScenario, withScenario } from "../../site/economics/scenario.ts";
import { Figure } from "../../site/figure.ts";
import { schemaProblems } from "../../site/load/schema-problems.ts";
import { Refusal } from "../../site/problem.ts";
import { economics } from "../../site/schema/economics.ts";
import type { SiteInput } from "../../site/schema/site-document.ts";
import { hall, mine, siteOf, siteWith, storageRacks, tenantOf } from "../support/sites.ts";

type EconomicsInput = NonNullable<SiteInput["economics"]>;

// --- How estimates are written.

test("An estimate is one value, a value with its source, or a range with its source", () => {
  const parsed = economics.parse({
    poolFee: "2 %",
    fees: { value: "0.05 BTC", source: "assumed" },
    difficulty: { low: "110 T", base: "120 T", high: "130 T", source: "press", asOf: "2026-06-26" },
  });
  expect(parsed.poolFee?.value.low.percent).toBe(2);
  expect(parsed.poolFee?.value.high.percent).toBe(2);
  expect(parsed.fees).toMatchObject({ source: "assumed" });
  expect(parsed.difficulty?.value.map((of) => of.trillions)).toMatchObject({
    low: 110,
    base: 120,
    high: 130,
  });
  expect(parsed.difficulty).toMatchObject({ source: "press", asOf: "2026-06-26" });
});

test.each([
  [{ low: "1 %", base: "3 %" }, "is no whole range: write value alone, or all of low, base and high"],
  [{ value: "2 %", low: "1 %" }, "has a value as well as a range"],
  [
    { low: "3 %", base: "2 %", high: "4 %" },
    "low 3 %, base 2 %, high 4 %: each must be at least the one before",
  ],
  [{ low: "1 %", base: "2 %", hihg: "4 %" }, 'unknown key "hihg": did you mean "high"?'],
  [{ low: "1 MW", base: "2 %", high: "4 %" }, "%"],
  ["2", '"2" has no unit'],
])("An estimate that is %j is refused", (poolFee, says) => {
  const { error } = economics.safeParse({ poolFee }, { reportInput: true });
  const messages = schemaProblems(error?.issues ?? []).map(({ message }) => message);
  expect(messages.join("\n")).toContain(says);
});

// --- What cannot be.

const findingsOf = (stated: EconomicsInput) => {
  try {
    siteOf(siteWith([mine("m", 7)], { economics: stated }));
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return [];
};

test.each<[EconomicsInput, string]>([
  [
    { miningUptime: "101 %" },
    "site.yaml economics.miningUptime: 101 % cannot be: miners hash at most 100 % of the time",
  ],
  [{ miningUptime: "0 %" }, "economics.miningUptime: 0 % cannot be: miners hash for some of the time"],
  [{ poolFee: "100 %" }, "economics.poolFee: 100 % cannot be: a fee leaves something, it is below 100 %"],
  [{ difficulty: "0 T" }, "economics.difficulty: 0 T cannot be"],
  [{ firmwareFee: { low: "1 %", base: "2 %", high: "100 %" } }, "economics.firmwareFee: 100 % cannot be"],
  [{ conversionLife: "0 d" }, "economics.conversionLife: 0 s cannot be"],
  [
    { hashprice: "43 $/PH/day", difficulty: "130 T", fees: "0.1 BTC" },
    "economics.hashprice: is stated together with difficulty, fees, from which it would follow",
  ],
  [{ leasePrice: { value: "120 $/kW-month", source: "nobody" } }, 'there is no source "nobody"'],
])("A site that assumes %j is refused", (stated, says) => {
  const findings = findingsOf(stated);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toContain(says);
});

// --- Scenarios.

const site = siteOf(
  siteWith([hall("h"), mine("m", 7)], {
    economics: { hashprice: { value: "43.34 $/PH/day", source: "press" }, poolFee: "1 %" },
    sources: { press: { title: "Press", verified: true } },
    contracts: [{ name: "block", kind: "fixed", power: "10 MW", price: "40 $/MWh", from: "2025-01-01" }],
  }),
  [tenantOf("lab", storageRacks(10))],
);

test("A scenario's figures take the place of the site's, and are not verified", () => {
  const scenario = readScenario(
    `version: 1
name: dear
poolFee: 3 %
energyIndex: { value: 50 $/MWh, source: press }
contracts: { block: { price: 60 $/MWh } }
tenants: { lab: { price: 140 $/kW-month } }
`,
    "dear.yaml",
    site,
  );
  const changed = withScenario(site, scenario);
  const { poolFee, energyIndex, hashprice } = assumptionsOf(changed.document);
  expect(poolFee.value.base.percent).toBe(3);
  expect(poolFee).toMatchObject({ source: "assumed", verified: false, note: "scenario dear" });
  expect(energyIndex).toMatchObject({ source: "press", verified: undefined });
  // What it does not name is as it was.
  expect(hashprice?.value.base.dollarsPerPetahashDay).toBe(43.34);
  expect(changed.document.contracts[0]?.price.value.dollarsPerMegawattHour).toBe(60);
  expect(changed.document.contracts[0]?.price).toMatchObject({ source: "assumed", verified: false });
  expect(changed.tenants[0]?.lease.price?.value.dollarsPerKilowattMonth).toBe(140);
  // And the site itself is as it was.
  expect(site.document.contracts[0]?.price.value.dollarsPerMegawattHour).toBe(40);
  expect(site.document.contracts[0]?.price).toBeInstanceOf(Figure);
});

test("A scenario's network takes the place of a hashprice that the site states, and the reverse", () => {
  const network = withScenario(
    site,
    readScenario("version: 1\nname: n\ndifficulty: 150 T\n", "n.yaml", site),
  );
  expect(network.document.economics?.hashprice).toBeUndefined();
  const back = withScenario(
    network,
    readScenario("version: 1\nname: p\nhashprice: 55 $/PH/day\n", "p.yaml", site),
  );
  expect(back.document.economics?.difficulty).toBeUndefined();
  expect(back.document.economics?.hashprice?.value.base.dollarsPerPetahashDay).toBe(55);
});

test.each([
  [
    "contracts: { blok: { price: 1 $/MWh } }",
    "s.yaml:3:14",
    'contracts: the site has no contract "blok": did you mean "block"?',
  ],
  [
    "tenants: { lap: { price: 1 $/kW-month } }",
    "s.yaml:3:12",
    'tenants: the site has no tenant "lap": did you mean "lab"?',
  ],
  ["poolFees: 2 %", "s.yaml:3:1", 'unknown key "poolFees": did you mean "poolFee"?'],
  ["poolFee: 120 %", "s.yaml:3:10", "poolFee: 120 % cannot be"],
  [
    "poolFee: { value: 2 %, source: pres }",
    "s.yaml:3:32",
    'poolFee.source: there is no source "pres": did you mean "press"?',
  ],
  ["hashprice: 40 $/PH/day\nfees: 1 BTC", "s.yaml:3:12", "hashprice: is stated together with fees"],
  ["poolFee: 2 MW", "s.yaml:3:10", "poolFee: "],
])("A scenario with %j is refused where it is written", (line, where, says) => {
  let problems: Refusal["problems"] = [];
  try {
    readScenario(`version: 1\nname: s\n${line}\n`, "s.yaml", site);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    problems = error.problems;
  }
  expect(problems).toHaveLength(1);
  expect(problems[0]?.where).toBe(where);
  expect(problems[0]?.message).toContain(says);
});

test("All that is wrong with a scenario is said at once", () => {
  const text = "version: 1\nname: s\npoolFee: 120 %\ncontracts: { blok: { price: 1 $/MWh } }\n";
  expect(() => readScenario(text, "s.yaml", site)).toThrow(/blok.*\n.*120 %/);
});
