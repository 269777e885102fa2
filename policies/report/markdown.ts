import { headline, rulesText, suppressionText } from "./counts.ts";
import { locationText, type ReportDocument, type ReportedFinding, sentence } from "./document.ts";
import { code, text } from "./markdown-text.ts";
import { rulesOf } from "./text.ts";

/** A report for a comment or a page, in the Markdown that GitHub and GitLab share. */
export function reportMarkdown(report: ReportDocument): string {
  const blocks = [
    `### Policies of ${text(headline(report))}`,
    `${text(rulesText(report))}.`,
    ...rulesOf(report.findings).map(ruleBlock),
    suppressions(report),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function ruleBlock(findings: readonly ReportedFinding[]): string {
  const [first] = findings;
  if (first === undefined) return "";
  return [
    `**${first.level}** ${code(first.rule)}: ${text(first.title)}`,
    "",
    ...findings.map(({ location, scope, object, message, fix }) => {
      const of = object === undefined ? "" : `, ${code(`${object.kind} ${object.field}`)}`;
      return `- ${code(locationText(location))} ${code(scope)}${of}: ${text(sentence(message))} *Mend:* ${text(fix)}`;
    }),
  ].join("\n");
}

function suppressions({ suppressions: all }: ReportDocument): string {
  if (all.length === 0) return "";
  return [
    "**Suppressions**",
    "",
    ...all.map((suppression) => {
      const { location, rule, scope, reason } = suppression;
      return `- ${code(locationText(location))} ${code(rule)} at ${code(scope)}, ${text(suppressionText(suppression))}: ${text(reason)}`;
    }),
  ].join("\n");
}
