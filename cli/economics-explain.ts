import type { Economics, ZoneEconomics } from "../placement/economics.ts";
import { countOf } from "../placement/economics-json.ts";
import { resultsIn } from "../placement/economics-results.ts";
import { assumptionsBehind, chainOf, type Derived } from "../site/economics/derived.ts";
import type { Assumption } from "../site/economics/evidence.ts";
import { CapacityPrice } from "../site/units/index.ts";
import { bold, dim } from "./colors.ts";
import { textWidth, wrapped } from "./columns.ts";
import { amountText, millionsPerMegawatt, spread, unverifiedMark } from "./economics-amounts.ts";

/** How the numbers of a zone come about: what is assumed, then each step with its formula and what went into it. */
export function explainText({ day, scenario }: Economics, zone: ZoneEconomics): string {
  const results = resultsIn(zone);
  const assumptions = assumptionsBehind(results);
  const { total, unverified } = countOf(assumptions);
  const chain = chainOf(results);
  return `${[
    bold(`${zone.zone} on ${day}${scenario === undefined ? "" : `, scenario ${scenario}`}, step by step`),
    dim("Each number is base (low to high). $ is US dollars."),
    "",
    bold("What it rests on"),
    ...chain.flatMap((one) => (one.assumption === undefined ? [] : assumptionLines(one, one.assumption))),
    "",
    bold("Steps"),
    ...chain.flatMap((one) => (one.assumption === undefined ? stepLines(one) : [])),
    "",
    ...missing(zone),
    dim(`${unverifiedMark} ${unverified} of ${total} figures are not verified.`),
  ].join("\n")}\n`;
}

function assumptionLines(
  one: Derived<unknown>,
  { id, source, title, asOf, verified, note }: Assumption,
): string[] {
  const from = [
    id,
    source === undefined || source === "assumed" ? title : `${source}: ${title}`,
    ...(asOf === undefined ? [] : [`as of ${asOf}`]),
    verified ? "verified" : "not verified",
    ...(note === undefined ? [] : [note]),
  ].join("; ");
  return [...amountLines(one), ...indented(from, 6).map(dim)];
}

function stepLines(one: Derived<unknown>): string[] {
  const parts = one.parts.map((part) => `${part.name} ${stepText(part)(part.value.base)}`);
  return [
    ...amountLines(one),
    ...indented(`= ${one.formula ?? ""}`, 6),
    ...(parts.length === 0 ? [] : indented(`with ${[...new Set(parts)].join("; ")}`, 6).map(dim)),
  ];
}

function amountLines(one: Derived<unknown>): string[] {
  const text = `${one.name} = ${spread(one, stepText(one))}`;
  return wrapped(text, textWidth - 6).map((line, at) => `${at === 0 ? "  " : "      "}${line}`);
}

/** Rents are prices by the month, as documents state them; what is made of them is compared by the year. */
function stepText({ assumption }: Derived<unknown>): (value: unknown) => string {
  return (value) =>
    assumption === undefined && value instanceof CapacityPrice
      ? `${millionsPerMegawatt(value)} M$/MW-year`
      : amountText(value);
}

function indented(text: string, by: number): string[] {
  return wrapped(text, textWidth - by).map((line) => " ".repeat(by) + line);
}

function missing({ mining, ai }: ZoneEconomics): string[] {
  return [
    ...("notApplicable" in mining ? [`As a mine: n/a, since ${mining.notApplicable}.`] : []),
    ...("notApplicable" in ai ? [`As an AI hall: n/a, since ${ai.notApplicable}.`] : []),
  ];
}
