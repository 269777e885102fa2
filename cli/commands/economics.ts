import { readFileSync } from "node:fs";
import { Command } from "commander";
import { currentLock } from "../../placement/current-lock.ts";
import { type Economics, economics, type ZoneEconomics } from "../../placement/economics.ts";
import { economicsJson, explanationJson } from "../../placement/economics-json.ts";
import type { Day } from "../../site/day.ts";
import { readScenario, withScenario } from "../../site/economics/scenario.ts";
import { loadSite } from "../../site/load/load-site.ts";
import { Refusal } from "../../site/problem.ts";
import { suggestion } from "../../site/schema/closed.ts";
import { asDay } from "../day-argument.ts";
import { economicsText } from "../economics.ts";
import { explainText } from "../economics-explain.ts";
import { reportingRefusals } from "../refusal.ts";

interface Options {
  readonly at?: Day;
  readonly scenario?: string;
  readonly explain?: string;
  readonly json?: boolean;
}

export function economicsCommand(): Command {
  return new Command("economics")
    .description("show what each zone earns as a mine and as an AI hall, on which assumptions")
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day to show, such as 2026-12-01 (default: the site's effective date)", asDay)
    .option("--scenario <file>", "a YAML file of figures to take in place of the site's")
    .option("--explain <zone>", "of one zone: what its numbers rest on, and each step of the way")
    .option("--json", "as JSON, with the unit in each key, and every assumption with its source")
    .action((folder: string, options: Options) =>
      reportingRefusals(() => void process.stdout.write(shown(folder, options))),
    );
}

function shown(folder: string, { at, scenario: file, explain, json }: Options): string {
  const { site: documented } = loadSite(folder);
  // A scenario changes prices alone, so the placement is that of the site as it is documented.
  const placement = currentLock(documented, folder);
  const scenario = file === undefined ? undefined : readScenario(scenarioText(file), file, documented);
  const site = scenario === undefined ? documented : withScenario(documented, scenario);
  const result = economics(site, placement, { at, scenario: scenario?.name });
  if (explain === undefined) return json ? asJson(economicsJson(result)) : economicsText(result);
  const zone = zoneNamed(result, explain);
  return json ? asJson(explanationJson(zone)) : explainText(result, zone);
}

function zoneNamed({ zones }: Economics, name: string): ZoneEconomics {
  const zone = zones.find((candidate) => candidate.zone === name);
  if (zone !== undefined) return zone;
  const names = zones.map((candidate) => candidate.zone);
  throw new Refusal("There is nothing to explain.", [
    { where: "--explain", message: `the site has no zone "${name}": ${suggestion(name, names)}` },
  ]);
}

/** Not in the words of the operating system where the file is simply not there. */
function scenarioText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = `cannot be read (${"code" in error ? error.code : error.message}): name a scenario's YAML file`;
    throw new Refusal("There is no scenario to read.", [{ where: file, message }]);
  }
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
