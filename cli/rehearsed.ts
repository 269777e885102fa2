import { createColors } from "picocolors";
import type { RehearsedCluster } from "../cluster/rehearse/rehearse.ts";
import { type CheckResult, count, type Outcome } from "../cluster/rehearse/result.ts";

const { bold, dim, green, red, yellow } = createColors(
  process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined,
);

const colors: Readonly<Record<Outcome, (text: string) => string>> = {
  ok: green,
  miss: red,
  "not checked": yellow,
};

/** What was rehearsed. */
export interface Rehearsed {
  readonly site: string;
  readonly day: string;
  readonly clusters: readonly RehearsedCluster[];
}

/** The table of all checks, what explains those that missed, and the verdict in one sentence. */
export function rehearsedText({ site, day, clusters }: Rehearsed): string {
  return [
    ...clusters.flatMap(({ cluster, results }) => [
      bold(`${site} on ${day}, cluster ${cluster}`),
      ...table(results),
      "",
    ]),
    verdict(site, clusters),
    "",
  ].join("\n");
}

const header = ["check", "of", "expected", "found"];

function table(results: readonly CheckResult[]): string[] {
  const checks = results.filter(({ outcome }) => outcome !== "not checked");
  const rows = [header, ...checks.map(cells)];
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join("  ");
  return [
    `  ${dim(`${line(header)}  outcome`)}`,
    ...[...results].sort(openLast).flatMap((result) => {
      const { check, of, outcome, details } = result;
      const shown = colors[outcome](outcome);
      if (outcome === "not checked") return [`  ${check} of ${of}: ${shown}, ${details.join("; ")}`];
      return [`  ${line(cells(result))}  ${shown}`, ...details.map((detail) => `    ${red("·")} ${detail}`)];
    }),
  ];
}

/** What was not checked is read last, beside the verdict. */
function openLast(one: CheckResult, other: CheckResult): number {
  return Number(one.outcome === "not checked") - Number(other.outcome === "not checked");
}

function cells({ check, of, expected, found }: CheckResult): string[] {
  return [check, of, expected, found];
}

function verdict(site: string, clusters: readonly RehearsedCluster[]): string {
  const results = clusters.flatMap((cluster) => cluster.results);
  const having = (wanted: Outcome) => results.filter(({ outcome }) => outcome === wanted).length;
  const [ok, missed, open] = [having("ok"), having("miss"), having("not checked")];
  const unchecked = open === 0 ? "" : `; ${open} could not be checked`;
  return missed > 0
    ? red(
        `${site} does not hold what it promises: ${missed} of ${count(ok + missed, "check")} missed${unchecked}.`,
      )
    : green(`${site} holds what it promises: ${count(ok, "check")}, none missed${unchecked}.`);
}

/** The same for programs. */
export function rehearsedJson({ site, day, clusters }: Rehearsed): string {
  const misses = clusters.flatMap(({ results }) =>
    results.filter(({ outcome }) => outcome === "miss"),
  ).length;
  const json = { site, day, holds: misses === 0, clusters };
  return `${JSON.stringify(json, null, 2)}\n`;
}
