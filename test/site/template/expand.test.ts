import { expect, test } from "vitest";
import { z } from "zod";
import { YamlDocument } from "../../../site/load/yaml-document.ts";
import { closed } from "../../../site/schema/closed.ts";
import { contract } from "../../../site/schema/power.ts";
import { figure, name, quantity } from "../../../site/schema/values.ts";
import { AnswersRefused } from "../../../site/template/answers-refused.ts";
import { asWritten } from "../../../site/template/as-written.ts";
import { type Expansion, expand } from "../../../site/template/expand.ts";
import { siteTemplate } from "../../../site/template/template.ts";
import { Power } from "../../../site/units/index.ts";

const small = siteTemplate({
  name: "small",
  version: "1.2.0",
  title: "Small",
  what: "A site of one hall.",
  answers: closed({
    name,
    load: quantity(Power),
    hall: closed({ redundancy: z.enum(["N", "2N"]).default("N"), critical: figure(quantity(Power)) }),
    contracts: asWritten(z.array(contract)).default([]),
  }),
  build: ({ name, load, hall, contracts }) => {
    if (hall.critical.value.exceeds(load))
      throw new AnswersRefused({
        path: ["hall", "critical"],
        message: `is ${hall.critical.value}, above ${load}`,
      });
    return {
      version: 1,
      name,
      effectiveDate: "2026-01-01",
      interconnects: [
        {
          name: "grid",
          voltage: "138 kV",
          gridOperator: "ERCOT",
          approvals: [{ from: "2024-01-01", load: load.times(1.1) }],
        },
      ],
      contracts,
      zones: [
        {
          name: "hall",
          redundancy: hall.redundancy,
          feeds: { A: "grid" },
          states: [{ state: "ai-ready", from: "2026-01-01" }],
          ai: {
            critical: hall.critical,
            grossToCritical: 1.2,
            cooling: {},
            rows: 4,
            positionsPerRow: 10,
            rackMass: "1 t",
          },
        },
      ],
    };
  },
});

const answered = `version: 1
template: { name: small, version: 1.2.0 }
answers:
  name: ridge
  load: 10 MW
  hall:
    critical: { value: 3.3 MW, source: assumed }
overrides:
  zones:
    - name: hall
      ai: { rows: 3 }
`;

test("A template gives the document, and quantities and figures lose nothing on the way", () => {
  expect(expanded(answered).content).toMatchObject({
    name: "ridge",
    interconnects: [{ approvals: [{ load: "11 MW" }] }],
    contracts: [],
    zones: [{ redundancy: "N", ai: { critical: { value: "3.3 MW", source: "assumed" }, rows: 3 } }],
  });
});

test("Every value knows whether it is an answer's, a default's, an override's or the template's own", () => {
  const { originOf } = expanded(answered);
  const load = ["interconnects", 0, "approvals", 0, "load"];
  expect(originOf(load)).toMatchObject({
    from: "answers",
    answers: [{ path: ["load"], where: "site.yaml:5:9" }],
  });
  expect(originOf(["zones", 0, "redundancy"])).toMatchObject({
    from: "answers",
    answers: [{ path: ["hall", "redundancy"], where: undefined }],
  });
  expect(originOf(["zones", 0, "ai", "rows"])).toEqual({ from: "override", where: "site.yaml:11:19" });
  expect(originOf(["interconnects", 0, "voltage"])).toMatchObject({
    from: "template",
    where: "site.yaml:2:11",
  });
});

test("What an override changes in part is the template's, with where the override stands", () => {
  const { originOf } = expanded(answered);
  expect(originOf(["zones", 0, "ai"])).toMatchObject({
    from: "answers",
    answers: [{ path: ["hall", "critical"] }],
    overridden: "site.yaml:11:11",
  });
  expect(originOf(["zones", 0, "ai", "critical"])).not.toHaveProperty("overridden");
});

test("A problem of what a template gave is told at the answer it follows from", () => {
  const { places } = expanded(answered);
  const path = ["zones", 0, "ai", "critical"];
  expect(places.locate(path)).toMatch(/^site\.yaml:7:/);
  expect(places.remark?.(path)).toBe(" (by answers.hall.critical, of the template small 1.2.0)");
  expect(places.remark?.(["interconnects", 0, "voltage"])).toContain("by the template small 1.2.0 itself");
});

test("A template that is misspelt, or a release that is not at hand, is refused with what there is", () => {
  expect(problemsOf("version: 1\ntemplate: { name: smal, version: 1.2.0 }\nanswers: {}\n")).toEqual([
    ["site.yaml:2:19", 'template.name: there is no template of a site named "smal": did you mean "small"?'],
  ]);
  expect(problemsOf("version: 1\ntemplate: { name: small, version: 1.2.1 }\nanswers: {}\n")).toEqual([
    [
      "site.yaml:2:35",
      expect.stringContaining('"small" 1.2.1 is not among the releases at hand, which are 1.2.0'),
    ],
  ]);
});

test("Answers of the wrong shape are refused all at once, also inside what is handed on as written", () => {
  const text = `version: 1
template: { name: small, version: 1.2.0 }
answers:
  name: ridge
  lod: 3
  hall: { critical: 3 kVA }
  contracts:
    - { name: x, kind: fixed, powr: 3 MW, price: 3 $/MWh, from: 2026-01-01 }
`;
  expect(problemsOf(text)).toEqual(
    expect.arrayContaining([
      [expect.stringMatching(/^site\.yaml:5:3$/), 'answers: unknown key "lod": did you mean "load"?'],
      [expect.stringMatching(/^site\.yaml:6:/), expect.stringContaining('"3 kVA" is an apparent power')],
      [
        expect.stringMatching(/^site\.yaml:8:/),
        expect.stringContaining('unknown key "powr": did you mean "power"?'),
      ],
    ]),
  );
});

test("Answers that do not go together are refused where they stand", () => {
  expect(problemsOf(answered.replace("load: 10 MW", "load: 1 MW"))).toEqual([
    [expect.stringMatching(/^site\.yaml:7:/), "answers.hall.critical: is 3.3 MW, above 1 MW"],
  ]);
});

function run(text: string) {
  const yaml = YamlDocument.parse("site.yaml", text);
  if ("problem" in yaml) throw new Error(yaml.problem.message);
  return expand("site", yaml, { of: () => [small] });
}

function expanded(text: string): Expansion {
  const result = run(text);
  if ("problems" in result) throw new Error(JSON.stringify(result.problems));
  return result;
}

function problemsOf(text: string): [string, string][] {
  const result = run(text);
  return "problems" in result ? result.problems.map(({ where, message }) => [where, message]) : [];
}

test("A template that fails is told as its own mistake, with where its maker finds it, and not as a trace", () => {
  const failing = siteTemplate({
    ...small,
    build: () => {
      throw new TypeError("no such hall");
    },
  });
  const yaml = YamlDocument.parse("site.yaml", answered);
  if ("problem" in yaml) throw new Error(yaml.problem.message);
  const refused = expand("site", yaml, { of: () => [failing] });
  expect(refused).toEqual({
    problems: [
      {
        where: expect.stringMatching(/^site\.yaml:2:/),
        message: expect.stringMatching(
          /^template: the template small 1\.2\.0 itself fails, at \S*expand\.test\.ts:\d+: no such hall: /,
        ),
      },
    ],
  });
});
