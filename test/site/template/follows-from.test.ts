import { expect, test } from "vitest";
import { pathText } from "../../../site/load/places.ts";
import { YamlDocument } from "../../../site/load/yaml-document.ts";
import { expand } from "../../../site/template/expand.ts";
import { followsFrom } from "../../../site/template/follows-from.ts";
import { colocation } from "../../../templates/archetypes/colocation.ts";

const pools = (host: string) => ({
  groups: [{ pools: [{ url: `stratum+tcp://a.${host}:3333` }, { url: `stratum+tcp://b.${host}:3333` }] }],
});

const given = {
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
  substation: [
    { name: "mt", rating: "30 MVA", units: 3, redundancy: "N+1" },
    { name: "mt-2", rating: "30 MVA", units: 2 },
  ],
  hall: { racks: "gb300-nvl72", critical: "5 MW", grossToCritical: 1.3 },
  halls: [
    { name: "h1", dates: { ready: "2026-06-01" } },
    {
      name: "h2",
      supply: "mt",
      dates: { mining: "2024-01-01" },
      miners: { asics: [{ model: "antminer-s21-pro", count: 2000 }], poolSet: "own" },
    },
  ],
  fabrics: [{ name: "ib", kind: "infiniband", halls: ["h1"], prefixes: "100.64.0.0/12" }],
  pools: {
    account: "ridge",
    sets: [
      { name: "fpps", ...pools("example.com") },
      { name: "own", ...pools("example.org") },
    ],
  },
};

const answers = colocation.answers.parse(given);
const answered = { ...colocation, schema: colocation.answers, answers, given: colocation.build(answers) };

const decisiveFor = followsFrom(answered);

function decisive(...path: (string | number)[]): readonly string[] {
  return decisiveFor(path).map((answer) => pathText(answer));
}

test("What a name of the catalog brings with it follows from the name", () => {
  expect(decisive("zones", 0, "ai", "cooling", "liquid")).toEqual(["hall.racks", "hall.critical"]);
  expect(decisive("zones", 1, "mining", "asics", 0, "firmware")).toEqual(["halls[1].miners.asics[0].model"]);
});

test("What is rounded up to whole units follows from what is rounded, also where a little more changes nothing", () => {
  expect(decisive("zones", 0, "ai", "rows")).toContain("hall.critical");
  expect(decisive("power", 5, "units")).toContain("halls[1].miners.asics[0].count");
});

test("A name that has to be that of an entry is decided by who says it and by the entry's own", () => {
  expect(decisive("zones", 1, "mining", "poolSet")).toEqual([
    "pools.sets[1].name",
    "halls[1].miners.poolSet",
  ]);
  expect(decisive("fabrics", 0, "zones", 0)).toEqual(["fabrics[0].halls[0]", "halls[0].name"]);
  expect(decisive("power", 4, "from")).toEqual(["substation[0].name", "halls[1].supply"]);
  expect(decisive("zones", 0, "name")).toEqual(["halls[0].name"]);
});

test("A problem is told at answers that are stated, and not at what they share with defaults", () => {
  const content = JSON.stringify({
    version: 1,
    template: { name: "colocation", version: "1.0.0" },
    answers: given,
  });
  const yaml = YamlDocument.parse("site.yaml", content);
  if ("problem" in yaml) throw new Error(yaml.problem.message);
  const expanded = expand("site", yaml, { of: () => [colocation] });
  if ("problems" in expanded) throw new Error(JSON.stringify(expanded.problems));
  expect(expanded.places.remark?.(["power", 5, "units"])).toBe(
    " (by answers.halls[1].miners.asics[0], of the template colocation 1.0.0)",
  );
});
