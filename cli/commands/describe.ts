import { Command, InvalidArgumentError } from "commander";
import { loadSite } from "../../fleet/load-site.ts";
import { currentLock } from "../../placement/current-lock.ts";
import { planJson } from "../../placement/plan-json.ts";
import { powerPlan } from "../../placement/power-plan.ts";
import { promisesOn } from "../../placement/promises.ts";
import { sitePlan } from "../../placement/site-plan.ts";
import type { Day } from "../../site/day.ts";
import { asDay } from "../day-argument.ts";
import { describePlan } from "../describe.ts";
import { describePower } from "../power.ts";
import { reportingRefusals } from "../refusal.ts";
import { refuseUnwritable } from "../review-outputs.ts";
import { writeWhole } from "../whole-file.ts";

interface DescribeOptions {
  readonly at?: Day;
  readonly json?: boolean;
  readonly power?: boolean;
  readonly tightest?: number;
  readonly html?: boolean;
  readonly out?: string;
}

export function describeCommand(): Command {
  return new Command("describe")
    .description("show what the site delivers to whom: load, zones, racks, miners, tenants, headroom")
    .argument("<dir>", "the site's folder")
    .option("--at <date>", "the day to show, such as 2026-12-01 (default: the site's effective date)", asDay)
    .option("--power", "every node of the power network: load, worst case and what causes it, headroom")
    .option("--tightest <n>", "with --power: only so many nodes, those nearest their limits", asCount)
    .option("--json", "as JSON, with the unit in each key")
    .option(
      "--html",
      "as one HTML file: one-line diagram, floor plans, fabrics, timeline, what policies find",
    )
    .option("-o, --out <file>", "with --html: write the page there (default: to standard output)")
    .action((folder: string, options: DescribeOptions, command: Command) => {
      if (options.tightest !== undefined && options.power !== true)
        command.error("error: --tightest shows nodes of the power network: add --power");
      if (options.out !== undefined && options.html !== true)
        command.error("error: --out is the file of a page: add --html");
      if (options.html === true && (options.json ?? options.power) === true)
        command.error("error: --html is a page with all of it: leave out --json and --power");
      return reportingRefusals(() => describe(folder, options));
    });
}

async function describe(folder: string, options: DescribeOptions): Promise<void> {
  const { html, out, at } = options;
  if (html !== true) {
    process.stdout.write(described(folder, options));
    return;
  }
  if (out !== undefined) refuseUnwritable([out]);
  // What draws and judges takes a while to load: text and JSON should not wait for it.
  const { describedPage } = await import("../describe-page.ts");
  const page = await describedPage(folder, at);
  if (out === undefined) process.stdout.write(page);
  else writeWhole({ file: out, text: page });
}

function described(folder: string, { at, json, power, tightest }: DescribeOptions): string {
  const { site } = loadSite(folder);
  const lock = currentLock(site, folder);
  const on = at ?? site.document.effectiveDate;
  if (power === true) {
    const plan = powerPlan(site, lock, on);
    return json ? asJson(plan) : describePower(plan, { tightest });
  }
  const [plan, availability] = [sitePlan(site, lock, on), promisesOn(site, lock, on)];
  return json ? asJson({ ...plan, availability }) : describePlan(plan, availability);
}

function asJson(plan: object): string {
  return `${JSON.stringify(planJson(plan), null, 2)}\n`;
}

function asCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError("It is not a number of nodes: at least 1.");
  return count;
}
