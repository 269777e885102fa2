import {
  type Amount,
  type Earnings,
  type FleetEconomics,
  fleetEconomics,
} from "../fleet/economics-of-fleet.ts";
import { loadFleet } from "../fleet/load-fleet.ts";
import { bold, dim, yellow } from "./colors.ts";
import { columns } from "./columns.ts";
import { energyNumber, millions } from "./economics-amounts.ts";
import { fleetJson } from "./fleet-json.ts";
import type { FleetViewOptions } from "./fleet-options.ts";

/**
 * What `busbar fleet economics` prints.
 *
 * @throws Refusal where the fleet or one of its sites is not right.
 */
export function fleetEarnings(folder: string, { at, json }: FleetViewOptions): string {
  const result = fleetEconomics(loadFleet(folder), at);
  return json ? fleetJson(result) : fleetEconomicsText(result);
}

/** What a fleet earns as a person reads it. */
export function fleetEconomicsText(result: FleetEconomics): string {
  return [
    bold(`${result.title ?? result.fleet} on ${result.day}: M$ in a year that is all like the day`),
    ...columns([
      ["", "Hashing", "Hosting", "AI leases", "Curtailment", "Energy", "Operation", "Margin"].map((text) =>
        bold(text),
      ),
      ...result.regions.flatMap(({ name, earnings, sites }) => [
        [name, ...cells(earnings)],
        ...sites.map((site) => [dim(`  ${site.name}`), ...cells(site.earnings)]),
      ]),
      [bold("In all"), ...cells(result.earnings)],
    ]),
    "",
    bold("Revenue mix"),
    ...columns([
      ...result.regions.map(({ name, earnings }) => [`  ${name}`, ...mix(earnings)]),
      ["  In all", ...mix(result.earnings)],
    ]),
    "",
    ...miningLines(result),
    yellow("Bases; --json has lows and highs. What they rest on is listed by economics of each site."),
    "",
  ].join("\n");
}

function cells(earnings: Earnings): string[] {
  const { hashing, hosting, leases, demandResponse, energy, operations, margin } = earnings;
  const one = ({ base }: Amount) => (base.isZero ? "" : millions(base));
  return [hashing, hosting, leases, demandResponse, energy, operations, margin].map(one);
}

function mix({ hashing, hosting, leases, demandResponse }: Earnings): string[] {
  const mining = hashing.base.plus(hosting.base);
  const total = mining.plus(leases.base).plus(demandResponse.base);
  if (total.isZero) return ["no revenue"];
  const share = (part: typeof total, name: string) => `${name} ${(part.ratioTo(total) * 100).toFixed(0)} %`;
  return [share(leases.base, "AI"), share(mining, "mining"), share(demandResponse.base, "curtailment")];
}

function miningLines({ mining }: FleetEconomics): string[] {
  if (mining.length === 0) return [];
  return [
    bold("Where mining is kept: least price of power first, what flexibility is paid taken off it"),
    ...columns([
      ["", "MW", "Curtailable", "$/MWh", "Flexibility", "Net"].map((text) => bold(text)),
      ...mining.map(({ site, region, mining: load, curtailable, energyPrice, flexibility, netPrice }, at) => [
        `  ${at + 1}. ${site} (${region})`,
        load.megawatts.toFixed(1),
        curtailable.megawatts.toFixed(1),
        energyNumber(energyPrice),
        flexibility === undefined ? "" : energyNumber(flexibility),
        energyNumber(netPrice),
      ]),
    ]),
    "",
  ];
}
