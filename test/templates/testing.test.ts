import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { closed } from "../../site/schema/closed.ts";
import { name, quantity } from "../../site/schema/values.ts";
import { siteTemplate } from "../../site/template/template.ts";
import { Power } from "../../site/units/index.ts";
import { expectSite } from "../../templates/testing.ts";

const voltages = { grid: "138 kV" };

const tiny = siteTemplate({
  name: "tiny",
  version: "1.0.0",
  title: "Tiny",
  what: "A site of one hall.",
  answers: closed({ name, rows: z.number(), critical: quantity(Power), feeder: z.string() }),
  build: (answers) => {
    const { name, critical } = answers;
    const rows = answers.rows;
    const grid = { name: "grid", gridOperator: "ERCOT", approvals: [{ from: "2024-01-01", load: "50 MW" }] };
    return {
      version: 1,
      name,
      effectiveDate: "2026-01-01",
      interconnects: [{ ...grid, voltage: voltages.grid }],
      power: [{ name: "ut", kind: "unit-transformer", from: "grid", rating: "50 MVA" }],
      zones: [
        {
          name: "hall",
          redundancy: "N",
          feeds: { A: answers.feeder },
          states: [{ state: "ai-ready", from: "2026-01-01" }],
          ai: {
            critical,
            grossToCritical: 1.2,
            cooling: { air: { unit: "1 MW", units: 3 } },
            rows,
            positionsPerRow: 10,
            rackMass: "1 t",
          },
        },
      ],
    };
  },
});

const right = { name: "ridge", rows: 2, critical: "1 MW", feeder: "ut" };

test("A template that gives a site passes, and the site can be looked at", () => {
  expect(expectSite(tiny, right).zone("hall").ai?.rows.value).toBe(2);
});

test("What fails the site's schema is told with the template's file and line", () => {
  const message = `${lineWith("const rows = answers.rows")}  zones[0].ai.rows: 1.5 is not a whole number`;
  expect(() => expectSite(tiny, { ...right, rows: 1.5 })).toThrow(message);
});

test("What the site's checks refuse is told with the template's file and line as well", () => {
  const line = lineWith("feeds: { A: answers.feeder }");
  expect(() => expectSite(tiny, { ...right, feeder: "u" })).toThrow(`${line}  zones[0].feeds.A: `);
});

test("What follows from no answer is told at the line where the template begins", () => {
  voltages.grid = "138 kW";
  const line = lineWith("const { name, critical } = answers");
  expect(() => expectSite(tiny, right)).toThrow(`${line}  interconnects[0].voltage: "138 kW" is a power`);
  voltages.grid = "138 kV";
});

test("Answers that are none of the template's are refused by their names", () => {
  expect(() => expectSite(tiny, { ...right, row: 2 })).toThrow(
    'answers: unknown key "row": did you mean "rows"?',
  );
});

function lineWith(text: string): string {
  const lines = readFileSync(fileURLToPath(import.meta.url), "utf8").split("\n");
  return `test/templates/testing.test.ts:${lines.findIndex((line) => line.includes(text)) + 1}`;
}
