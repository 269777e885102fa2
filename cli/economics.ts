import type { Economics, ZoneEconomics } from "../placement/economics.ts";
import { countOf } from "../placement/economics-json.ts";
import { resultsIn } from "../placement/economics-results.ts";
import { assumptionsBehind, type Derived } from "../site/economics/derived.ts";
import type { Money } from "../site/money.ts";
import { bold, dim, yellow } from "./colors.ts";
import { columns, textWidth, wrapped } from "./columns.ts";
import {
  baseOf,
  energyNumber,
  hashpriceNumber,
  millions,
  millionsPerMegawatt,
  shortNumber,
  spread,
  unverifiedMark,
  years,
} from "./economics-amounts.ts";
import { quarterLines } from "./economics-quarters.ts";

/** What a site earns, as a person reads it: zone by zone as mine and as AI hall, in all, and quarter by quarter. */
export function economicsText(economics: Economics): string {
  const { title, site, operator, day, scenario, hashprice, energyPrice } = economics;
  const by = operator === undefined ? "" : ` (${operator})`;
  const supposing = scenario === undefined ? "" : `, scenario ${scenario}`;
  const sections = [
    [
      bold(`Economics of ${title ?? site}${by} on ${day}${supposing}`),
      ...wrapped(
        `Hashprice ${spread(hashprice, hashpriceNumber)} $/PH/day, energy ${spread(energyPrice, energyNumber)} $/MWh on average.`,
        textWidth,
      ),
      dim("$ is US dollars. Each number is base (low to high), as far as the assumptions behind it reach."),
    ],
    margins(economics.zones),
    comparisons(economics.zones),
    asUsed(economics),
    quarterLines(economics.quarters),
    notes(economics),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function header(...names: string[]): string[] {
  return names.map((name) => bold(name));
}

function margins(zones: readonly ZoneEconomics[]): string[] {
  const side = (of: ZoneEconomics["mining"] | ZoneEconomics["ai"]) =>
    "notApplicable" in of ? dim("n/a") : spread(of.marginPerGrossLoad, millionsPerMegawatt);
  const rows = zones.map(({ zone, state, mining, ai }) => [
    zone,
    state,
    ...("notApplicable" in mining
      ? ["", ""]
      : [
          baseOf(mining.efficiency, ({ joulesPerTerahash }) => shortNumber(joulesPerTerahash)),
          baseOf(mining.breakEvenEnergy, energyNumber),
        ]),
    side(mining),
    side(ai),
  ]);
  return [
    "What miners take at the meter; the $/MWh at which they earn nothing; and the margin of each zone, in",
    "M$ a year for each MW of gross load, as a mine and as an AI hall:",
    ...columns([header("Zone", "State", "J/TH", "$/MWh", "As a mine", "As an AI hall"), ...rows]),
  ];
}

function comparisons(zones: readonly ZoneEconomics[]): string[] {
  const rows = zones.flatMap(({ zone, comparison }) => {
    if (comparison === undefined) return [];
    const { aiToMining, breakEvenHashprice, breakEvenHashpriceAfterConversion, payback } = comparison;
    const hashprice = (at: typeof breakEvenHashprice) =>
      at === undefined ? dim("hosted") : spread(at, (price) => shortNumber(price.dollarsPerPetahashDay));
    return [
      [
        zone,
        spread(aiToMining, shortNumber),
        hashprice(breakEvenHashprice),
        hashprice(breakEvenHashpriceAfterConversion),
        spread(payback, years),
      ],
    ];
  });
  if (rows.length === 0) return [];
  return [
    "AI's margin in multiples of mining's; the hashprice in $/PH/day above which mining earns more, and",
    "the same if AI bears its conversion; and in how many years AI pays the conversion back:",
    ...columns([header("Zone", "AI / mining", "Mining wins", "after conversion", "Payback"), ...rows]),
  ];
}

const lines = [
  ["Hashing", "hashing"],
  ["Hosting", "hosting"],
  ["Leases", "leases"],
  ["Demand response", "demandResponse"],
  ["Energy", "energy"],
  ["Operation", "operations"],
  ["Margin", "margin"],
] as const;

function asUsed({ asUsed: earnings, day }: Economics): string[] {
  const rows = lines.flatMap(([label, key]) => {
    const amount: Derived<Money<"USD">> | undefined = earnings[key];
    const sign = key === "energy" || key === "operations" ? "−" : "";
    return amount === undefined ? [] : [[label, sign, spread(amount, millions)]];
  });
  return rows.length === 0 ? [] : [`The site as it is used on ${day}, in M$ a year:`, ...columns(rows)];
}

/** What a reader must know of the numbers, and how many of the figures behind them are not verified. */
function notes(economics: Economics): string[] {
  const { total, unverified } = countOf(assumptionsBehind(resultsIn(economics)));
  const texts = [
    ...notApplicable(economics.zones, "mining", "as a mine"),
    ...notApplicable(economics.zones, "ai", "as an AI hall"),
    ...leasesToCome(economics),
    ...hardwareNotes(economics.hardwareIncluded),
    `${unverifiedMark} rests on figures that nobody has verified: ${unverified} of ${total} behind these numbers are not. Each is listed by --json, and by --explain for a zone.`,
  ];
  return texts.flatMap((text, at) =>
    wrapped(text, textWidth).map(at === texts.length - 1 && unverified > 0 ? yellow : dim),
  );
}

function notApplicable(zones: readonly ZoneEconomics[], side: "mining" | "ai", label: string): string[] {
  const byReason = new Map<string, string[]>();
  for (const zone of zones) {
    const of = zone[side];
    if (!("notApplicable" in of)) continue;
    byReason.set(of.notApplicable, [...(byReason.get(of.notApplicable) ?? []), zone.zone]);
  }
  return [...byReason].map(([reason, names]) => `n/a ${label}, since ${reason}: ${names.join(", ")}.`);
}

function leasesToCome({ zones, day }: Economics): string[] {
  const later = zones.flatMap(({ zone, ai }) =>
    "notApplicable" in ai || ai.leasesFrom === undefined || ai.leasesFrom === day
      ? []
      : [`${zone} of ${ai.leasesFrom}`],
  );
  return later.length === 0 ? [] : [`As an AI hall with leases that begin later: ${later.join(", ")}.`];
}

function hardwareNotes({ stated, inferred }: Economics["hardwareIncluded"]): string[] {
  const cost = "servers, whose cost is in none of these numbers";
  return [
    ...(stated.length === 0
      ? []
      : [
          `As an AI hall with rents that pay for ${cost}, so that margin, multiple and payback are not a hall's: ${stated.join(", ")}.`,
        ]),
    ...(inferred.length === 0
      ? []
      : [
          `Rents above all that is assumed of a hall alone, energy deducted, so that they may pay for ${cost}: ${inferred.join(", ")}. A lease says so with includesHardware.`,
        ]),
  ];
}
