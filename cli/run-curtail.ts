import { loadSite } from "../fleet/load-site.ts";
import { aiLoadsOn } from "../placement/ai-loads.ts";
import { currentLock } from "../placement/current-lock.ts";
import type { Placement } from "../placement/place.ts";
import { dispatch } from "../site/curtailment/dispatch.ts";
import { localTime, readTime } from "../site/curtailment/local-time.ts";
import { curtailmentPlan } from "../site/curtailment/make-plan.ts";
import type { CurtailmentPlan } from "../site/curtailment/plan.ts";
import { programmes } from "../site/curtailment/programmes.ts";
import { qualification } from "../site/curtailment/qualification.ts";
import { curtailmentReport } from "../site/curtailment/report.ts";
import { simulate } from "../site/curtailment/simulate.ts";
import { type Day, day } from "../site/day.ts";
import { readPrices } from "../site/energy/price-series.ts";
import { Refusal } from "../site/problem.ts";
import type { Site } from "../site/site.ts";
import { curtailmentText } from "./curtail.ts";
import { curtailmentJson, programmesJson, simulationJson } from "./curtail-json.ts";
import { programmesText } from "./curtail-programmes.ts";
import { type SignalOptions, signalOf } from "./curtail-signal.ts";
import { simulationText } from "./curtail-simulation.ts";
import { refuseUnknownLoads, type UsageOption } from "./curtail-usage.ts";
import { textOfOption } from "./option-file.ts";
import { exitCodes } from "./refusal.ts";

/** What the command line says. */
export interface CurtailOptions extends SignalOptions {
  readonly prices?: string;
  readonly programmes?: true;
  readonly used?: UsageOption;
  readonly json?: true;
}

/**
 * What `busbar curtail` does.
 *
 * @throws Refusal where the site, or what asks for load, is not right.
 */
export function runCurtail(folder: string, options: CurtailOptions): void {
  const { site } = loadSite(folder);
  const placement = currentLock(site, folder);
  const timeZone = timeZoneOf(site);
  if (options.prices !== undefined) {
    showPrices(site, placement, timeZone, options.prices, options);
    return;
  }
  const at = startOf(site, timeZone, options.at);
  if (options.programmes) showProgrammes(site, planOn(site, placement, dayAt(at, timeZone)), options);
  else showSignal(site, placement, timeZone, at, options);
}

/** Also where it cannot be done as asked: what is possible is what the caller wants to know then. */
function showSignal(
  site: Site,
  placement: Placement,
  timeZone: string,
  at: number,
  options: CurtailOptions,
): void {
  const signal = signalOf(site, at, options);
  const begins = signal.intervals[0]?.start ?? 0;
  const plan = planOn(site, placement, dayAt(begins, timeZone));
  const { used: usage = new Map() } = options;
  refuseUnknownLoads(usage, plan);
  const received = options.event === undefined || options.at === undefined ? {} : { received: at };
  const report = curtailmentReport(site, plan, signal, dispatch(plan, signal, { ...received, usage }));
  write(
    options,
    () => curtailmentJson(report),
    () => curtailmentText(site, report),
  );
  if (report.met) return;
  for (const { reasons } of report.dispatch.intervals)
    for (const reason of reasons) process.stderr.write(`Not as asked: ${reason}.\n`);
  process.exitCode = exitCodes.refused;
}

function planOn(site: Site, placement: Placement, on: Day): CurtailmentPlan {
  return curtailmentPlan(site, on, aiLoadsOn(site, placement, on));
}

function showPrices(
  site: Site,
  placement: Placement,
  timeZone: string,
  file: string,
  options: Pick<CurtailOptions, "json">,
): void {
  const text = textOfOption(file, "There are no prices to read.", "a file of hourly prices, as CSV");
  const series = readPrices(text, file, timeZone);
  const result = simulate(site, (on) => planOn(site, placement, on), series);
  write(
    options,
    () => simulationJson(site, result),
    () => simulationText(site, result),
  );
}

function showProgrammes(site: Site, plan: CurtailmentPlan, options: Pick<CurtailOptions, "json">): void {
  const judged = programmes.map((programme) => qualification(site, plan, programme));
  write(
    options,
    () => programmesJson(plan, judged),
    () => programmesText(site, plan, judged),
  );
}

function write({ json }: Pick<CurtailOptions, "json">, asJson: () => unknown, asText: () => string): void {
  process.stdout.write(json ? `${JSON.stringify(asJson(), null, 2)}\n` : asText());
}

function timeZoneOf({ document }: Site): string {
  if (document.location !== undefined) return document.location.timeZone;
  throw new Refusal("The site's clocks are not known.", [
    {
      where: "site.yaml",
      message:
        "has no location: add it, such as location: { country: US, region: Texas, timeZone: America/Chicago }, since calls and prices are told by the clocks of the place",
    },
  ]);
}

function startOf({ document }: Site, timeZone: string, at: string | undefined): number {
  const read = readTime(at ?? `${document.effectiveDate}T00:00`, timeZone);
  if ("at" in read) return read.at;
  throw new Refusal("It is not clear when the call comes.", [{ where: "--at", message: read.problem }]);
}

function dayAt(ms: number, timeZone: string): Day {
  return day(localTime(ms, timeZone).slice(0, 10));
}
