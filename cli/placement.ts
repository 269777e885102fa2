import type { Explanation } from "../placement/explain.ts";
import type { LockedTenant } from "../placement/lock.ts";
import { type Terms, termNames, type Weights } from "../placement/objective.ts";
import type { Rebalancing } from "../placement/rebalance.ts";
import type { Conversion, WhatIf } from "../placement/what-if.ts";
import type { Day } from "../site/day.ts";
import { Hashrate, Power, sum } from "../site/units/index.ts";

/** How many alternatives are shown; the rest are counted. */
const shown = 3;

/** Why each demand of a tenant stands where it does, as lines. */
export function explanationLines(explanations: readonly Explanation[], weights: Weights): string[] {
  return explanations.flatMap(({ standing, terms, cost, alternatives, impossible }) => {
    const { demand, parts } = standing;
    const what = demand.isOption ? "held for the option" : "for";
    const where = parts.map(({ zone, positions }) => `${positions.length} in ${zone.name}`).join(", ");
    const { from, to } = demand.period;
    return [
      `${demand.tenant.name}/${demand.name}: ${demand.racks} ${demand.rackType.name} racks ${what} ${from} to ${to}: ${where}`,
      `  cost    ${costText(terms, cost, weights)}`,
      ...alternatives.slice(0, shown).map((other) => {
        const on = other.fabric === undefined ? "" : ` on ${other.fabric}`;
        const sign = other.difference < 0 ? "−" : "+";
        const amount = `${sign}${number(Math.abs(other.difference))}`;
        return `  or      ${other.zone}${on}: ${amount}: ${costText(other.terms, other.difference + cost, weights)}`;
      }),
      ...(alternatives.length > shown
        ? [`  or      ${alternatives.length - shown} more, which cost at least as much as these`]
        : []),
      ...impossible.map((line) => `  not     ${line}`),
    ];
  });
}

/** The terms that count, each with its weight: `105.2 = 1 zone × 100 + …`. */
function costText(terms: Terms, cost: number, weights: Weights): string {
  const parts = termNames
    .filter((name) => Math.abs(terms[name] * weights[name]) >= 0.005)
    .map((name) => `${name} ${number(terms[name])} × ${weights[name]}`);
  return parts.length === 0 ? number(cost) : `${number(cost)} = ${parts.join(" + ")}`;
}

/** Whether a conversion can be had in time, as far as the site tells. */
function readyText(by: Day, ready: Conversion["ready"]): string {
  if (ready === undefined) return " (nothing in the site says how long that takes)";
  if (ready.is === "planned") return ready.on <= by ? "" : `, by the site's plan it is on ${ready.on}`;
  return ready.on <= by ? ` (it could be on ${ready.on})` : `, begun now it could be on ${ready.on}`;
}

/** What would come of a tenant, as lines. */
export function whatIfLines(result: WhatIf): string[] {
  if (result.is === "refused") {
    const { possibleFrom } = result;
    return [
      possibleFrom === undefined
        ? "By the site's own plan there is no day within the lease from which there would be room."
        : `By the site's own plan there would be room from ${possibleFrom} on.`,
    ];
  }
  const { tenant, conversions } = result;
  const needs = conversions.map(({ zone, by, ready, ends }) => {
    const pools = zone.mining === undefined ? "" : `, pool set "${zone.mining.poolSet}"`;
    const mining =
      ends.miners === 0
        ? "no mining ends there"
        : `ends ${ends.gross} of mining: ${ends.miners} miners, ${ends.hashrate}${pools}`;
    return `  convert ${zone.name}: AI-ready by ${by}${readyText(by, ready)}; ${mining}`;
  });
  const total =
    conversions.length > 1
      ? [
          `  in all  ${sum(
            Power.zero,
            conversions.map(({ ends }) => ends.gross),
          )} and ${sum(
            Hashrate.zero,
            conversions.map(({ ends }) => ends.hashrate),
          )} of mining`,
        ]
      : [];
  return [
    conversions.length === 0
      ? `There is room for ${tenant.tenant} in what is AI-ready; nothing has to be converted:`
      : `There is room for ${tenant.tenant} once ${conversions.length === 1 ? "a zone is" : `${conversions.length} zones are`} converted:`,
    ...needs,
    ...total,
    ...standsLines(tenant),
    "Nothing was written.",
  ];
}

function standsLines({ allocations, options = [] }: LockedTenant): string[] {
  const lines = (list: typeof allocations, held: string) =>
    list.map(
      ({ demand, racks, rackType, zone, positions, critical, from, to }) =>
        `  ${demand}: ${racks} ${rackType} racks, ${critical}, ${held}${zone} ${positions.join(" ")}, ${from} to ${to}`,
    );
  return [...lines(allocations, "in "), ...lines(options, "held in ")];
}

/** Moves that are proposed, as lines. */
export function rebalancingLines({ moves, before, after }: Rebalancing): string[] {
  if (moves.length === 0) return [`Nothing to gain: the objective is ${number(before)}.`];
  return [
    ...moves.map(
      ({ tenant, before: old, after: now, gain }) =>
        `  ~ ${tenant}: ${placesOf(old)} → ${placesOf(now)}: gains ${number(gain)}`,
    ),
    `The objective falls from ${number(before)} to ${number(after)}.`,
  ];
}

function placesOf({ allocations }: LockedTenant): string {
  return allocations.map(({ zone, positions }) => `${zone} ${positions.join(" ")}`).join(", ");
}

function number(value: number): string {
  return String(Number(value.toFixed(2)) + 0);
}
