import { loadFleet } from "../fleet/load-fleet.ts";
import { type Candidate, type Fit, placeInFleet } from "../fleet/place-in-fleet.ts";
import { lastDay } from "../fleet/probe.ts";
import { loadSolver } from "../placement/solver.ts";
import { bold, dim, green, red, yellow } from "./colors.ts";
import { columns, textWidth, wrapped } from "./columns.ts";
import { amountText } from "./economics-amounts.ts";
import { fleetJson } from "./fleet-json.ts";
import type { FleetPlaceOptions } from "./fleet-options.ts";
import { exitCodes } from "./refusal.ts";

/**
 * What `busbar fleet place` prints. Where no site has room the command says why of each, and ends with exit code 1.
 *
 * @throws Refusal where the fleet or one of its sites is not right, or no catalog has the racks.
 */
export async function fleetPlaced(folder: string, options: FleetPlaceOptions): Promise<string> {
  const fleet = loadFleet(folder);
  const candidates = placeInFleet(fleet, options, await loadSolver());
  if (!candidates.some(({ is }) => is === "fits")) process.exitCode = exitCodes.refused;
  return options.json ? asJson(options, candidates) : candidatesText(options, candidates);
}

function asJson(wanted: FleetPlaceOptions, candidates: readonly Candidate[]): string {
  const { critical, by } = wanted;
  return fleetJson({
    critical,
    from: by,
    to: lastDay(wanted),
    candidates: candidates.map((one) =>
      one.is === "fits"
        ? {
            ...one,
            conversions: one.conversions.map(({ zone, by: needed, ready, ends }) => ({
              zone: zone.name,
              by: needed,
              ready,
              ends,
            })),
            carbon: undefined,
            carbonGramsPerKilowattHour: one.carbon?.value.gramsPerKilowattHour,
          }
        : one,
    ),
  });
}

/** The ranking as a person reads it. */
export function candidatesText(wanted: FleetPlaceOptions, candidates: readonly Candidate[]): string {
  const { critical, by } = wanted;
  const fits = candidates.flatMap((one) => (one.is === "fits" ? [one] : []));
  const rest = candidates.flatMap((one) => (one.is === "fits" ? [] : [one]));
  const found = `${fits.length} of ${candidates.length} sites ${fits.length === 1 ? "has" : "have"} room`;
  return [
    bold(`${critical} critical from ${by} to ${lastDay(wanted)}: ${found}`),
    ...fits.flatMap((fit, index) => ["", ...fitLines(fit, index + 1)]),
    ...(rest.length === 0 ? [] : ["", bold("No room")]),
    ...rest.flatMap(({ site, region, is, why }) => [
      `  ${site} (${region})${is === "excluded" ? ": not asked" : ""}`,
      ...why.split("\n").flatMap((line) => indented(line.trim(), 4)),
    ]),
    "",
    dim("Nobody is moved, and nothing was written."),
    "",
  ].join("\n");
}

function fitLines(fit: Fit, rank: number): string[] {
  const { conversions, carbon, latency, constraints } = fit;
  const late = fit.isLate ? red(", too late") : "";
  const ready = conversions.length === 0 ? green("what is ready") : yellow("what has to be converted");
  return [
    `${rank}. ${bold(fit.site)} (${fit.region}) in ${ready}${late}`,
    ...columns([
      ["   Racks", standing(fit)],
      ...conversions.map(({ zone, by, ready: on, ends }) => [
        "   Convert",
        `${zone.name} by ${by}${on === undefined ? ", no day known" : ` (${on.is} ready on ${on.on})`}; ${
          ends.miners === 0
            ? "no mining ends"
            : `ends ${ends.gross} of mining, ${ends.miners.toLocaleString("en-US")} miners, ${ends.hashrate}`
        }`,
      ]),
      ...fit.stepDown.map(({ obligation, programme, obliged, left, from }) => [
        "   Step down",
        `${obligation} (${programme}): ${obliged} obliged from ${from}, ${left} left to shed`,
      ]),
      [
        "   Energy",
        `${amountText(fit.energyPrice)} for ${fit.gross} at the meter: ${amountText(fit.energyPerYear)} a year`,
      ],
      ...(fit.ends.miners === 0
        ? []
        : [["   Mining", `would have earned ${amountText(fit.miningMarginPerYear)} a year`]]),
      ["   Cost", `${amountText(fit.costPerYear)} a year`],
      [
        "   Region",
        [carbon === undefined ? "carbon not stated" : String(carbon.value), ...latency].join(", "),
      ],
      ...constraints.map((text) => ["   Grid", text]),
    ]).flatMap((line) => (line.length <= textWidth ? [line] : indentedRow(line))),
  ];
}

function standing({ allocations }: Fit): string {
  return allocations
    .map(({ racks, rackType, zone, fabric }) =>
      [`${racks} ${rackType} in ${zone}`, ...(fabric === undefined ? [] : [`on ${fabric}`])].join(" "),
    )
    .join(", ");
}

const labelWidth = 14;

function indentedRow(line: string): string[] {
  return wrapped(line.slice(labelWidth).trim(), textWidth - labelWidth).map(
    (part, at) => (at === 0 ? line.slice(0, labelWidth) : " ".repeat(labelWidth)) + part,
  );
}

function indented(text: string, width: number): string[] {
  return wrapped(text, textWidth - width).map((line) => " ".repeat(width) + line);
}
