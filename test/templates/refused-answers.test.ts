import { expect, test } from "vitest";
import { pathText } from "../../site/load/places.ts";
import { AnswersRefused } from "../../site/template/answers-refused.ts";
import type { SiteTemplate } from "../../site/template/template.ts";
import { colocation } from "../../templates/archetypes/colocation.ts";
import { hyperscale } from "../../templates/archetypes/hyperscale.ts";
import { integrated } from "../../templates/archetypes/integrated.ts";
import { ownCloud } from "../../templates/archetypes/own-cloud.ts";

const common = {
  name: "ridge",
  effectiveDate: "2026-09-01",
  interconnects: [
    {
      name: "poi",
      voltage: "138 kV",
      gridOperator: "ERCOT",
      approvals: [{ from: "2024-01-01", load: "40 MW" }],
    },
  ],
  substation: [{ name: "mt", rating: "30 MVA", units: 3 }],
  pools: {
    account: "ridge",
    sets: [{ name: "fpps", groups: [{ pools: [{ url: "stratum+tcp://a.example.com:3333" }] }] }],
  },
};
const noRacks = { racks: "gb30", critical: "5 MW", grossToCritical: 1.3 };
const dates = { ready: "2026-06-01" };
const miners = { asics: [{ model: "antminer-s21-pro", count: 100 }] };

function refusedPaths(template: SiteTemplate, answers: object): readonly string[] {
  try {
    template.build(template.answers.parse({ ...common, ...answers }));
  } catch (error) {
    if (error instanceof AnswersRefused) return error.answers.map(({ path }) => pathText(path));
    throw error;
  }
  return [];
}

test("What halls share is refused once, and where it is stated", () => {
  const halls = [
    { name: "h1", dates },
    { name: "h2", dates },
  ];
  expect(refusedPaths(colocation, { supply: "mtt", hall: noRacks, halls })).toEqual(["supply", "hall.racks"]);
});

test("What one hall states itself is refused at the hall", () => {
  const halls = [{ name: "h1", dates, supply: "mtt", ai: noRacks }];
  const hall = { ...noRacks, racks: "gb300-nvl72" };
  expect(refusedPaths(colocation, { hall, halls })).toEqual(["halls[0].supply", "halls[0].ai.racks"]);
});

test("A phase's days are refused at the phase, and a design at the design", () => {
  const answers = {
    leaseSupply: "mt",
    miningSupply: "mt",
    designs: { big: noRacks },
    phases: [{ dates, halls: [{ name: "h1", design: "big", miners }] }],
  };
  expect(new Set(refusedPaths(hyperscale, answers))).toEqual(
    new Set(["phases[0].dates", "designs.big.racks"]),
  );
});

test("What feeds one side of a site is refused where it is stated", () => {
  const answers = {
    aiSupply: "a",
    miningSupply: "m",
    designs: { big: noRacks },
    halls: [
      { name: "h1", design: "big", dates },
      { name: "h2", dates: { mining: "2024-01-01" }, miners },
    ],
  };
  expect(refusedPaths(integrated, answers)).toEqual(["aiSupply", "designs.big.racks", "miningSupply"]);
});

test("What feeds a building is refused at the building", () => {
  const buildings = [{ name: "b1", supply: "mtt", gpus: { dates, ai: noRacks } }];
  expect(refusedPaths(ownCloud, { buildings })).toEqual([
    "buildings[0].supply",
    "buildings[0].gpus.ai.racks",
  ]);
});
