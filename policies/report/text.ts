import { groupBy } from "../../site/group-by.ts";
import { headline, rulesText, suppressionText } from "./counts.ts";
import { locationText, type ReportDocument, type ReportedFinding } from "./document.ts";

/** A report for a terminal. */
export function reportText(report: ReportDocument): string {
  const sections = [
    [headline(report), `${rulesText(report)}.`],
    ...rulesOf(report.findings).map(ruleSection),
    suppressions(report),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** Findings by rule and level, in the order in which they come. */
export function rulesOf(findings: readonly ReportedFinding[]): ReportedFinding[][] {
  return [...groupBy(findings, ({ level, rule }) => `${level} ${rule}`).values()];
}

function ruleSection(findings: readonly ReportedFinding[]): string[] {
  const [first] = findings;
  if (first === undefined) return [];
  return [
    `${first.level}  ${first.rule}: ${first.title}`,
    ...findings.flatMap(({ location, scope, object, message, fix }) => [
      `  ${locationText(location)}  ${scope}${object === undefined ? "" : ` ${object.kind} ${object.field}`}`,
      `    ${message}`,
      `    Mend: ${fix}`,
    ]),
  ];
}

function suppressions({ suppressions: all }: ReportDocument): string[] {
  if (all.length === 0) return [];
  return [
    "Suppressions",
    ...all.flatMap((suppression) => [
      `  ${locationText(suppression.location)}  ${suppression.rule} at ${suppression.scope}, ${suppressionText(suppression)}`,
      `    ${suppression.reason}`,
    ]),
  ];
}
