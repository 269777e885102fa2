import { headline, rulesText, suppressionText } from "./counts.ts";
import { locationText, type ReportDocument, type ReportedFinding, sentence } from "./document.ts";
import { rulesOf } from "./text.ts";

/** A report for a comment or a page, in the Markdown that GitHub and GitLab share. */
export function reportMarkdown(report: ReportDocument): string {
  const blocks = [
    `### Policies of ${escaped(headline(report))}`,
    `${escaped(rulesText(report))}.`,
    ...rulesOf(report.findings).map(ruleBlock),
    suppressions(report),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function ruleBlock(findings: readonly ReportedFinding[]): string {
  const [first] = findings;
  if (first === undefined) return "";
  return [
    `**${first.level}** ${code(first.rule)}: ${escaped(first.title)}`,
    "",
    ...findings.map(({ location, scope, object, message, fix }) => {
      const of = object === undefined ? "" : `, ${code(`${object.kind} ${object.field}`)}`;
      return `- ${code(locationText(location))} ${code(scope)}${of}: ${escaped(sentence(message))} *Mend:* ${escaped(fix)}`;
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
      return `- ${code(locationText(location))} ${code(rule)} at ${code(scope)}, ${escaped(suppressionText(suppression))}: ${escaped(reason)}`;
    }),
  ].join("\n");
}

/**
 * Text in which nothing means anything to Markdown or HTML, within a line that began with something else. A name such as
 * `@everyone` must not call anybody either, for which neither has an escape: a space of no width takes it apart.
 */
export function escaped(text: string): string {
  return text
    .replace(/[&<>]/g, (mark) => entities[mark] ?? mark)
    .replace(/[\\`*_[\]#!|~$]|:(?=\/\/)|(?<=www)\./gi, "\\$&")
    .replace(/@(?=[\w[])/g, "@\u200b");
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Text as code, in a fence longer than any within it. */
function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
}
