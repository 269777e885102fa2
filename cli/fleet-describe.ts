import { describeFleet, type FleetPicture } from "../fleet/describe-fleet.ts";
import { loadFleet } from "../fleet/load-fleet.ts";
import type { FleetUse } from "../fleet/use.ts";
import type { Power } from "../site/units/index.ts";
import { bold, dim, red } from "./colors.ts";
import { columns, textWidth, wrapped } from "./columns.ts";
import { fleetJson } from "./fleet-json.ts";
import type { FleetViewOptions } from "./fleet-options.ts";

/**
 * What `busbar fleet describe` prints.
 *
 * @throws Refusal where the fleet or one of its sites is not right.
 */
export function fleetDescribed(folder: string, { at, json }: FleetViewOptions): string {
  const picture = describeFleet(loadFleet(folder), at);
  return json ? fleetJson(picture) : fleetText(picture);
}

/** A fleet as a person reads it. */
export function fleetText(picture: FleetPicture): string {
  const sections = [
    [bold(`${picture.title ?? picture.fleet} on ${picture.day}`)],
    uses(picture),
    headroom(picture),
    programmes(picture),
    overTime(picture),
    constraints(picture),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const useHeader = ["", "Leased", "Held", "Free", "Converting", "Mining", "Approved free", "PH/s"];

function useCells(use: FleetUse): string[] {
  const { leased, held, free, underConstruction, mining, approvedFree, hashrate } = use;
  return [
    ...[leased, held, free, underConstruction, mining, approvedFree].map(megawatts),
    Math.round(hashrate.petahashes).toLocaleString("en-US"),
  ];
}

/** Megawatts without their unit: columns are compared. */
function megawatts(power: Power): string {
  const text = power.megawatts.toFixed(1);
  return text === "-0.0" ? "0.0" : text;
}

function uses({ use, regions }: FleetPicture): string[] {
  return [
    "MW: AI that is leased, held for options and free is critical load, as is what is being converted;",
    "mining and what is approved and not used are gross.",
    ...columns([
      useHeader.map((text) => bold(text)),
      ...regions.flatMap((region) => [
        [`${region.name}, ${region.gridOperator}`, ...useCells(region)],
        ...region.sites.map((site) => [dim(`  ${site.name}`), ...useCells(site)]),
      ]),
      [bold("In all"), ...useCells(use)],
    ]),
  ];
}

function headroom({ regions }: FleetPicture): string[] {
  const rows = regions
    .flatMap(({ sites }) => sites)
    .flatMap(({ name, tightest }) => {
      if (tightest === undefined) return [];
      const { at, scenario, load, capacity, headroom: left } = tightest;
      const text = `${at}: ${load} of ${capacity}, ${left} left, ${scenario}`;
      return [[`  ${name}`, left.isNegative ? red(text) : text]];
    });
  return rows.length === 0 ? [] : [bold("Tightest"), ...columns(rows)];
}

function programmes({ programmes: all }: FleetPicture): string[] {
  if (all.length === 0) return [];
  return [
    bold("Demand response"),
    ...columns(
      all.map(({ programme, obligation, available, sites }) => [
        `  ${programme}`,
        `${obligation} obliged, ${available} can be shed in time`,
        [...new Set(sites.map(({ site }) => site))].join(", "),
      ]),
    ),
  ];
}

function overTime({ quarters }: FleetPicture): string[] {
  return [
    bold("At the end of each quarter, MW"),
    ...columns([
      ["Quarter", "Region", ...useHeader.slice(1)].map((text) => bold(text)),
      ...quarters.flatMap(({ quarter, fleet, regions }) => [
        [quarter, "in all", ...useCells(fleet)],
        ...(regions.length > 1 ? regions.map(({ name, ...use }) => ["", dim(name), ...useCells(use)]) : []),
      ]),
    ]),
  ];
}

function constraints({ regions }: FleetPicture): string[] {
  return regions
    .flatMap(({ name, constraints: texts }) => texts.map((text) => `${name}: ${text}.`))
    .flatMap((line) => wrapped(line, textWidth).map((part) => dim(part)));
}
