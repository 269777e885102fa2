import { curtailFleet, type FleetCurtailment, type FleetRequest } from "../fleet/curtail-fleet.ts";
import { fleetDay } from "../fleet/describe-fleet.ts";
import type { Fleet } from "../fleet/fleet.ts";
import { loadFleet } from "../fleet/load-fleet.ts";
import { counted } from "../site/counted.ts";
import { Refusal } from "../site/problem.ts";
import { suggestion } from "../site/schema/closed.ts";
import { bold, dim, green, red } from "./colors.ts";
import { columns } from "./columns.ts";
import { dollars, kilowatts, petahashes, turnNames } from "./curtail-amounts.ts";
import { usualDuration } from "./curtail-options.ts";
import { energyNumber } from "./economics-amounts.ts";
import { fleetJson } from "./fleet-json.ts";
import type { FleetCurtailOptions } from "./fleet-options.ts";
import { exitCodes } from "./refusal.ts";

/**
 * What `busbar fleet curtail` does. Also where it cannot be done as asked: what is possible is what the caller wants to know.
 *
 * @throws Refusal where the fleet, one of its sites or the region is not right.
 */
export function fleetCurtailed(folder: string, options: FleetCurtailOptions): void {
  const fleet = loadFleet(folder);
  const { at = fleetDay(fleet), target: power, price, duration = usualDuration, region, json } = options;
  const members = inRegion(fleet, region);
  const request: FleetRequest | undefined =
    power !== undefined
      ? { kind: "shed", power }
      : price === undefined
        ? undefined
        : { kind: "price", price };
  if (request === undefined) throw new RangeError("no option says what is asked");
  const result = curtailFleet(members, at, request, duration);
  process.stdout.write(json ? fleetJson(result) : fleetCurtailmentText(result));
  if (result.met) return;
  for (const { site, reasons } of result.sites)
    for (const reason of reasons) process.stderr.write(`Not as asked: ${site}: ${reason}.\n`);
  if (result.missing.watts >= 1)
    process.stderr.write(
      `Not as asked: ${result.asked} is asked for, and only ${result.asked.minus(result.missing)} can be shed.\n`,
    );
  process.exitCode = exitCodes.refused;
}

function inRegion<Member extends Fleet["sites"][number]>(
  { document, sites }: Fleet<Member>,
  region: string | undefined,
): readonly Member[] {
  if (region === undefined) return sites;
  const names = document.regions.map(({ name }) => name);
  if (names.includes(region)) return sites.filter((site) => site.region.name === region);
  throw new Refusal("There is no such region.", [
    { where: "--region", message: `the fleet has no region "${region}": ${suggestion(region, names)}` },
  ]);
}

/** Whose load goes, as a person reads it. */
export function fleetCurtailmentText(result: FleetCurtailment): string {
  const { day, asked, shed, hashrate, revenueLostPerHour, order, sites, programmes } = result;
  const going = order.filter((one) => !one.shed.isZero);
  const kept = order.length - going.length;
  return [
    bold(`${asked} asked on ${day}: ${shed} goes at ${counted(sites.length, "site")}, ${hashrate}`),
    `Mining revenue lost, before fees and energy: ${dollars(revenueLostPerHour)} an hour, at base.`,
    ...(sites.length === 0 ? [] : ["", ...siteLines(result)]),
    ...(going.length === 0
      ? []
      : [
          "",
          ...columns([
            ["Goes", "Load", "Turn", "kW", "of", "$/MWh"].map((text) => bold(text)),
            ...going.map((one, at) => [
              String(at + 1),
              `${one.site}/${one.id}`,
              turnNames[one.class],
              kilowatts(one.shed),
              kilowatts(one.power),
              energyNumber(one.value),
            ]),
          ]),
        ]),
    dim(`${counted(kept, "load")} more may be shed, and ${kept === 1 ? "is" : "are"} not.`),
    ...(programmes.length === 0 ? [] : ["", bold("Demand response, before the call")]),
    ...columns(
      programmes.map(({ programme, obligation, available }) => [
        `  ${programme}`,
        `${obligation} obliged`,
        `${available} can be shed in time`,
      ]),
    ),
    "",
  ].join("\n");
}

function siteLines({ sites }: FleetCurtailment): string[] {
  return columns([
    ["Site", "Asked kW", "Shed kW", "PH/s", "$ an hour", "Reached"].map((text) => bold(text)),
    ...sites.map(({ site, region, asked, shed, hashrate, revenueLostPerHour, reached, reasons }) => [
      `${site} (${region})`,
      kilowatts(asked),
      kilowatts(shed),
      petahashes(hashrate),
      dollars(revenueLostPerHour).replace(" $", ""),
      reached === undefined || reasons.length > 0 ? red("not as asked") : green(`after ${reached}`),
    ]),
  ]);
}
