import { counted } from "../../site/counted.ts";
import { groupBy } from "../../site/group-by.ts";
import { headline, suppressionText } from "./counts.ts";
import {
  locationText,
  type ReportDocument,
  type ReportedFinding,
  type ReportedRule,
  sentence,
} from "./document.ts";

/** A test case that says nothing has passed. */
interface Case {
  readonly suite: string;
  readonly name: string;
  readonly result?: {
    readonly tag: "failure" | "error" | "skipped";
    readonly message: string;
    readonly text?: string;
  };
  readonly output?: string;
}

/**
 * A report as JUnit XML, as build servers read it: a suite for each pack, a case for each rule. Advisories are told in the
 * output of a case that passes.
 */
export function reportJunit(report: ReportDocument): string {
  const cases = [...report.rules.map((rule) => ruleCase(rule, report)), ...suppressionCases(report)];
  const suites = [...groupBy(cases, ({ suite }) => suite)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${attribute(headline(report))}"${totals(cases)}>`,
    ...suites.flatMap(([suite, within]) => [
      `  <testsuite name="${attribute(suite)}"${totals(within)}>`,
      ...within.flatMap(caseLines),
      "  </testsuite>",
    ]),
    "</testsuites>",
    "",
  ].join("\n");
}

function ruleCase({ id, title, outcome }: ReportedRule, report: ReportDocument): Case {
  const own = report.findings.filter(({ rule }) => rule === id);
  const counting = own.filter(({ level }) => level !== "advisory");
  const told = [
    ...own.filter(({ level }) => level === "advisory"),
    ...report.suppressed.filter(({ rule }) => rule === id),
  ];
  const [pack = id] = id.split("/");
  return {
    suite: pack,
    name: `${id}: ${title}`,
    ...resultOf(outcome, counting),
    ...(told.length > 0 && { output: told.map(findingText).join("\n") }),
  };
}

function resultOf(
  outcome: ReportedRule["outcome"],
  findings: readonly ReportedFinding[],
): Pick<Case, "result"> {
  if (outcome === "off" || outcome === "not-applicable") {
    return { result: { tag: "skipped", message: outcome === "off" ? "off" : "not applicable" } };
  }
  const [first] = findings;
  if (first === undefined) return {};
  const message = findings.length === 1 ? first.message : counted(findings.length, "finding");
  const text = findings.map(findingText).join("\n");
  return { result: { tag: outcome === "broken" ? "error" : "failure", message, text } };
}

function suppressionCases({ suppressions }: ReportDocument): Case[] {
  return suppressions.map((suppression) => ({
    suite: "suppressions",
    name: `${suppression.rule} at ${suppression.scope}`,
    output: `${locationText(suppression.location)} ${suppressionText(suppression)}: ${suppression.reason}`,
  }));
}

function findingText({
  level,
  location,
  scope,
  object,
  message,
  fix,
  ...rest
}: ReportedFinding & { readonly reason?: string }): string {
  const of = object === undefined ? "" : ` ${object.kind} ${object.field}`;
  const suppressed = rest.reason === undefined ? "" : ` (suppressed: ${rest.reason})`;
  return `${level} ${locationText(location)} ${scope}${of}: ${sentence(message)} Mend: ${fix}${suppressed}`;
}

function caseLines({ suite, name, result, output }: Case): string[] {
  const start = `    <testcase classname="${attribute(suite)}" name="${attribute(name)}"`;
  if (result === undefined && output === undefined) return [`${start}/>`];
  const inside = [
    ...(result === undefined
      ? []
      : [element(result.tag, ` message="${attribute(result.message)}"`, result.text)]),
    ...(output === undefined ? [] : [element("system-out", "", output)]),
  ];
  return [`${start}>`, ...inside.map((line) => `      ${line}`), "    </testcase>"];
}

function element(tag: string, attributes: string, text: string | undefined): string {
  return text === undefined ? `<${tag}${attributes}/>` : `<${tag}${attributes}>${content(text)}</${tag}>`;
}

function totals(cases: readonly Case[]): string {
  const count = (tag: string) => cases.filter(({ result }) => result?.tag === tag).length;
  return ` tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
}

/** Without what XML 1.0 has no way to write, not even as a reference. */
function content(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"]/g, (mark) => entities[mark] ?? mark);
}

function attribute(text: string): string {
  return content(text).replace(/[\t\n\r]/g, " ");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
