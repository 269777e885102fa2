import { loadSite } from "../fleet/load-site.ts";
import { currentLock } from "../placement/current-lock.ts";
import { type Economics, economics, type ZoneEconomics } from "../placement/economics.ts";
import { economicsJson, explanationJson } from "../placement/economics-json.ts";
import type { Day } from "../site/day.ts";
import { readScenario, withScenario } from "../site/economics/scenario.ts";
import { Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import type { Site } from "../site/site.ts";
import { economicsText } from "./economics.ts";
import { explainText } from "./economics-explain.ts";
import { textOfOption } from "./option-file.ts";

/** What the command line says. */
export interface EconomicsOptions {
  readonly at?: Day;
  readonly scenario?: string;
  readonly explain?: string;
  readonly json?: boolean;
}

/**
 * What `busbar economics` prints.
 *
 * @throws Refusal where the site, the scenario or the zone asked for is not right.
 */
export function economicsShown(
  folder: string,
  { at, scenario: file, explain, json }: EconomicsOptions,
): string {
  const { site: documented } = loadSite(folder);
  // A scenario changes prices alone, so the placement is that of the site as it is documented.
  const placement = currentLock(documented, folder);
  const scenario = file === undefined ? undefined : scenarioOf(file, documented);
  const site = scenario === undefined ? documented : withScenario(documented, scenario);
  const result = economics(site, placement, { at, scenario: scenario?.name });
  if (explain === undefined) return json ? asJson(economicsJson(result)) : economicsText(result);
  const zone = zoneNamed(result, explain);
  return json ? asJson(explanationJson(zone)) : explainText(result, zone);
}

function scenarioOf(file: string, site: Site): ReturnType<typeof readScenario> {
  const text = textOfOption(file, "There is no scenario to read.", "a scenario's YAML file");
  return readScenario(text, file, site);
}

function zoneNamed({ zones }: Economics, name: string): ZoneEconomics {
  const zone = zones.find((candidate) => candidate.zone === name);
  if (zone !== undefined) return zone;
  const names = zones.map((candidate) => candidate.zone);
  throw new Refusal("There is nothing to explain.", [
    { where: "--explain", message: `the site has no zone "${name}": ${suggestion(name, names)}` },
  ]);
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
