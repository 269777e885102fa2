import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { currentLock } from "../../placement/current-lock.ts";
import { economics } from "../../placement/economics.ts";
import { yearsOf } from "../../site/economics/conversion-cost.ts";
import { defaultAssumptions } from "../../site/economics/default-assumptions.ts";
import { readScenario, withScenario } from "../../site/economics/scenario.ts";
import { Refusal } from "../../site/problem.ts";
import { Duration } from "../../site/units/index.ts";
import { loadSite } from "../../templates/load-site.ts";
import { busbar } from "../support/cli.ts";
import { type Example, exampleFolder, repository, temporaryFolder } from "../support/examples.ts";
import { fencesOf } from "../support/fences.ts";

const page = readFileSync(join(repository, "docs/economics.md"), "utf8");
const fences = fencesOf(page);

function fence(info: string, begins: string): string {
  return fences.find((one) => one.info === info && one.text.startsWith(begins))?.text ?? expect.fail(begins);
}

function words(command: string): string[] {
  return fence("sh", command).trim().split("\n").at(-1)?.split(" ").slice(2) ?? [];
}

/** The cells of a table's rows, by its first header. */
function tableOf(header: string): string[][] {
  const [, after = ""] = page.split(`\n| ${header} |`);
  const [table = ""] = after.split("\n\n");
  return table
    .split("\n")
    .slice(2)
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test("The page's command prints what the page shows", () => {
  const { stdout, stderr } = busbar(words("npx busbar economics examples/prince-george\n"));
  expect(stderr).toBe("");
  expect(stdout).toBe(fence("text", "Economics of Prince George"));
});

function economicsOf(name: Example, scenario?: string) {
  const folder = exampleFolder(name);
  const { site } = loadSite(folder);
  const changed =
    scenario === undefined ? site : withScenario(site, readScenario(scenario, "scenario.yaml", site));
  return economics(changed, currentLock(site, folder));
}

test("The page's steps, reckoned by hand, are what the program reckons", () => {
  const steps = tableOf("step").map(([, base = ""]) => base);
  const zone = economicsOf("prince-george").zones.find((one) => one.zone === "pg-3-gpu") ?? expect.fail();
  const { mining, ai, comparison } = zone;
  if ("notApplicable" in mining || "notApplicable" in ai || comparison === undefined)
    expect.fail("one-sided");

  const hashprice = ((1e15 * 86_400) / (133.87e12 * 2 ** 32)) * (3.125 + 0.03) * 60_500;
  const paid = 2700 * 0.234 * 0.96 * 0.98;
  const revenue = hashprice * paid * 365;
  const gross = 2700 * 3.51e-3 * 1.04;
  const [energy, operation] = [gross * 8760 * 46, gross * 8760 * 4];
  const margin = revenue - energy - operation;
  const leased = 16 * 142;
  const [rent, rest] = [leased * 12 * 500, (9200 - leased) * 12 * 150];
  const hallEnergy = (leased / 1000) * 1.15 * 8760 * 46;
  const hallOperation = 9200 * 12 * 15;
  const hallMargin = rent + rest - hallEnergy - hallOperation;
  const [perMine, perHall] = [margin / gross, hallMargin / (9.2 * 1.15)];

  const millions = (dollars: number) => (dollars / 1e6).toFixed(Math.abs(dollars) >= 1e7 ? 1 : 2);
  expect(steps).toEqual([
    `${hashprice.toFixed(2)} $/PH/day`,
    `${paid.toFixed(1)} PH/s`,
    `${millions(revenue)} M$`,
    `${gross.toFixed(3)} MW`,
    `${millions(energy)} and ${millions(operation)} M$`,
    `${millions(margin)} M$`,
    `${millions(perMine)} M$`,
    `${millions(rent)} M$`,
    `${millions(rest)} M$`,
    `${millions(hallEnergy)} M$`,
    `${millions(hallOperation)} M$`,
    `${millions(hallMargin)} M$`,
    `${millions(perHall)} M$`,
    (perHall / perMine).toFixed(1),
  ]);

  expect(mining.marginPerYear.value.base.amount.toNumber()).toBeCloseTo(margin, 2);
  expect(mining.marginPerGrossLoad.value.base.dollarsPerMegawattYear).toBeCloseTo(perMine, 2);
  expect(ai.marginPerYear.value.base.amount.toNumber()).toBeCloseTo(hallMargin, 2);
  expect(ai.marginPerGrossLoad.value.base.dollarsPerMegawattYear).toBeCloseTo(perHall, 2);
  expect(comparison.aiToMining.value.base).toBeCloseTo(perHall / perMine, 9);
});

const november = "version: 1\nname: november-2025\nhashprice: 43.34 $/PH/day\n";

function multiples(name: Example, scenario?: string): number[] {
  return economicsOf(name, scenario).zones.flatMap(
    ({ comparison }) => comparison?.aiToMining.value.base ?? [],
  );
}

test("The page's multiples are what comes out of the examples", () => {
  const shown = (values: readonly number[]) =>
    [Math.min(...values), Math.max(...values)]
      .map((value) => (value === Number.POSITIVE_INFINITY ? "∞" : value.toFixed(1)))
      .join(" to ");
  const rows = tableOf("example").map(([name = "", ...cells]) => [name, cells[0], cells[1]]);
  const names = ["black-pearl", "denton", "childress", "prince-george"] as const;
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    names.map((name) => [shown(multiples(name)), shown(multiples(name, november))]),
  );
});

test("Of the zones whose rent is of a hall, none earns three to five times as much with AI", () => {
  for (const name of ["black-pearl", "denton"] as const) {
    expect(economicsOf(name).hardwareIncluded).toEqual({ stated: [], inferred: [] });
    for (const multiple of [...multiples(name), ...multiples(name, november)]) {
      expect(multiple >= 3 && multiple <= 5, `${name}: ${multiple}`).toBe(false);
    }
  }
  expect(Math.max(...multiples("black-pearl", november))).toBeLessThan(3);
  expect(Math.min(...multiples("black-pearl"))).toBeGreaterThan(6);
});

test("The page lists every assumption with its values and its source", () => {
  const text = (value: unknown) => (value instanceof Duration ? `${yearsOf(value)} years` : String(value));
  const expected = Object.entries(defaultAssumptions).flatMap(([key, figure]) => {
    if (figure === undefined) return [];
    const { low, base, high } = figure.value;
    const source = figure.source === "assumed" ? "assumed" : `\`${figure.source}\``;
    return [[`\`${key}\``, text(low), text(base), text(high), source]];
  });
  expect(tableOf("key")).toEqual(expected);
});

test("The page's scenario is taken, and with a wrong name refused as the page shows", () => {
  const text = fence("yaml", "version: 1\nname: dear-power");
  const { site } = loadSite(exampleFolder("prince-george"));
  expect(readScenario(text, "dear-power.yaml", site).name).toBe("dear-power");
  try {
    readScenario(text.replace("model-lab:", "model-labs:"), "dear-power.yaml", site);
    expect.fail("taken");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(`${error.message}\n`).toBe(fence("text", "The scenario is refused"));
  }
  const folder = temporaryFolder();
  writeFileSync(join(folder, "dear-power.yaml"), text);
  const { status, stdout } = busbar(
    words("npx busbar economics examples/prince-george --scenario").map((word) =>
      word === "dear-power.yaml" ? join(folder, word) : word,
    ),
  );
  expect(status).toBe(0);
  expect(stdout).toContain("scenario dear-power");
});
